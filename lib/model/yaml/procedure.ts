import type { Given } from "../../core/assumed.ts";
import { COMMAND_KINDS, type Command, type Procedure, procedure, type Remedy, type Step } from "../procedure.ts";
import { type Setting, setting } from "../setting.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textOf, textsOf } from "./data.ts";

/** Procedures of the model, by heading. */
export function proceduresOf(value: unknown): readonly Procedure[] {
  return Object.entries(mapOf(value)).map(([title, item]) => procedureOf(title, mapOf(item)));
}

function procedureOf(title: string, data: Data): Procedure {
  return procedure(title, {
    ...optional(data, "alerts", textsOf),
    ...optional(data, "kind", (word) => word as NonNullable<Procedure["kind"]>),
    ...optionalLeaf(data, "frequency", textOf),
    ...optionalLeaf(data, "about", textOf),
    ...optional(data, "symptoms", textsOf),
    ...optional(data, "first", stepsOf),
    ...optional(data, "investigate", stepsOf),
    ...optional(data, "remedies", (items) => listOf(items).map(mapOf).map(remedyOf)),
    ...optional(data, "verify", stepsOf),
    ...optional(data, "escalate", textsOf),
    ...optional(data, "prevent", stepsOf),
  });
}

function remedyOf(data: Data): Given<Remedy> {
  return { cause: leafOf(data.cause, textOf), steps: stepsOf(data.steps) };
}

function stepsOf(value: unknown): readonly Given<Step>[] {
  return listOf(value).map((item) => (typeof item === "string" ? item : doneStepOf(mapOf(item))));
}

function doneStepOf(data: Data): Given<Step> {
  return {
    do: leafOf(data.do, textOf),
    ...optional(data, "command", commandOf),
    ...optionalLeaf(data, "expect", textOf),
  };
}

function commandOf(value: unknown): Given<Command> {
  const data = mapOf(value);
  const kind = COMMAND_KINDS.find((word) => data[word] !== undefined) ?? "shell";
  return {
    kind,
    text: textOf(data[kind]),
    ...optionalLeaf(data, "destructive", textOf),
    ...optionalLeaf(data, "mended", textOf),
  };
}

/** Values of the configuration in the model. */
export function settingsOf(value: unknown): readonly Setting[] {
  return listOf(value).map((item) => settingOf(mapOf(item)));
}

function settingOf(data: Data): Setting {
  return setting(textOf(data.name), {
    in: leafOf(data.in, textOf),
    ...optionalLeaf(data, "value", textOf),
    ...optionalLeaf(data, "changedTo", textOf),
    ...optionalLeaf(data, "about", textOf),
    ...optional(data, "alerts", textsOf),
    ...optional(data, "change", commandOf),
  });
}
