import type { Issue } from "../../core/issue.ts";
import { nearest } from "../../core/names.ts";
import { isQuantity, type Unit } from "../../core/quantity.ts";
import type { Parameter, ParameterKind, ParameterSet } from "./parameters.ts";

const UNIT: Readonly<Partial<Record<ParameterKind, Unit>>> = {
  count: "count",
  duration: "seconds",
  ratio: "ratio",
  bytes: "bytes",
};

const EXPECTED: Readonly<Record<ParameterKind, string>> = {
  count: "a count",
  duration: "a duration",
  ratio: "a ratio",
  bytes: "a size in bytes",
  text: "text",
  texts: "a list of texts",
  flag: "true or false",
  pattern: "text or a regular expression",
  selection: "text, a regular expression, or not(...) of one",
  selections: "a selection for each label",
};

/** Everything wrong with the options of an entry; models in YAML and plain JavaScript have no type checker. */
export function optionIssues(entry: string, parameters: ParameterSet, options: object): readonly Issue[] {
  const given = new Map<string, unknown>(Object.entries(options));
  const unknown = [...given.keys()].filter((name) => !Object.hasOwn(parameters, name));
  return [
    ...unknown.map((name) => unknownOption(entry, name, Object.keys(parameters))),
    ...Object.entries(parameters).flatMap(([name, parameter]) => parameterIssues(name, parameter, given.get(name))),
  ];
}

function unknownOption(entry: string, name: string, known: readonly string[]): Issue {
  const close = nearest(name, known);
  return {
    code: "catalogue-unknown-option",
    path: name,
    message: `${entry} has no such parameter`,
    expected: known.join(", "),
    ...(close === undefined ? {} : { mend: `write ${close}` }),
  };
}

function parameterIssues(name: string, parameter: Parameter, value: unknown): readonly Issue[] {
  const issue = (code: string, message: string, expected: string): Issue => ({
    code,
    path: name,
    message,
    ...(value === undefined ? {} : { found: shown(value) }),
    expected,
  });
  if (value === undefined) {
    return parameter.required ? [issue("catalogue-missing-option", parameter.means, EXPECTED[parameter.kind])] : [];
  }
  if (!isOfKind(parameter.kind, value)) {
    return [issue("catalogue-wrong-option", parameter.means, EXPECTED[parameter.kind])];
  }
  if (isQuantity(value) && parameter.atLeast !== undefined && value.value < parameter.atLeast) {
    return [issue("catalogue-option-range", parameter.means, `at least ${parameter.atLeast}`)];
  }
  return [];
}

function isOfKind(kind: ParameterKind, value: unknown): boolean {
  switch (kind) {
    case "count":
    case "duration":
    case "bytes":
      return isQuantity(value) && value.unit === UNIT[kind] && value.value >= 0 && Number.isFinite(value.value);
    case "ratio":
      return isQuantity(value) && value.unit === "ratio" && value.value > 0 && value.value <= 1;
    case "text":
      return typeof value === "string" && value !== "";
    case "texts":
      return Array.isArray(value) && value.length > 0 && value.every((item) => isOfKind("text", item));
    case "flag":
      return typeof value === "boolean";
    case "pattern":
      return isOfKind("text", value) || value instanceof RegExp;
    case "selection":
      return isOfKind("pattern", value) || (isRecord(value) && isOfKind("pattern", value.not));
    case "selections":
      return isRecord(value) && Object.values(value).every((item) => isOfKind("selection", item));
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof RegExp);
}

function shown(value: unknown): string {
  if (isQuantity(value)) return `${value.value} (${value.unit})`;
  return value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? String(value));
}
