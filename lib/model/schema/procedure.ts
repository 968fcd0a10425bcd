import {
  COMMAND_KINDS,
  type Command,
  type DoneStep,
  PROCEDURE_KINDS,
  type Procedure,
  type Remedy,
} from "../procedure.ts";
import type { Setting } from "../setting.ts";
import { choice, type Keys, list, object, oneOfKeys, plain, plains, type Schema, use } from "./parts.ts";

const TEXTS: Readonly<Record<(typeof COMMAND_KINDS)[number], Schema>> = {
  shell: plain("Text for a shell.", "kubectl get pods --namespace checkout"),
  sql: plain("Text for PostgreSQL.", "select count(*) from pg_stat_activity"),
  promql: plain("A query of Prometheus.", 'up{job="checkout"}'),
  logql: plain("A query of Loki.", '{app="checkout"} |= "error"'),
  javascript: plain("Text for a browser's console or Node.", "performance.memory"),
  yaml: plain("Text of a file.", "replicas: 3"),
};

/** Text to run, by its kind. */
export const COMMAND: Schema = object(
  "Text to run, by its kind.",
  {
    ...TEXTS,
    destructive: use("text", "What it destroys, interrupts or changes for users."),
    mended: use("text", "Why it is not what the document has."),
  } satisfies Keys<Record<(typeof COMMAND_KINDS)[number], string> & Omit<Command, "kind" | "text">>,
  [],
  oneOfKeys(...COMMAND_KINDS.map((kind) => [kind])),
);

/** One thing to do. */
export const STEP: Schema = {
  // What an object needs does not hold for texts, so that no union is needed, whose errors would say less.
  type: ["string", "object"],
  title: "a sentence, or a map with do",
  examples: ["Look at the dashboard.", { do: "Look at the pods.", command: { shell: "kubectl get pods" } }],
  description: "One thing to do: a sentence, or a sentence with a command.",
  properties: {
    do: use("text", "The sentence."),
    command: { $ref: "#/definitions/command", description: "What to run." },
    expect: use("text", "What is seen when all is well, or what each result means."),
  } satisfies Keys<DoneStep>,
  required: ["do"],
  additionalProperties: false,
};

const steps = (description: string): Schema => list(description, { $ref: "#/definitions/step" });

/** How a person deals with something. */
export const PROCEDURE: Schema = object("How a person deals with something.", {
  alerts: plains("Alerts on whose pages it stands; without, it has a page of its own.", "NodeNotReady"),
  kind: choice("a sort of page", PROCEDURE_KINDS, "Sort of a page of its own; default procedure."),
  frequency: use("text", "How often it is done, in words."),
  about: use("text", "What it is for, or what it means for users."),
  symptoms: plains("What is seen.", "orders fail"),
  first: steps("The first five minutes."),
  investigate: steps("How the cause is found."),
  remedies: list(
    "What to do about each cause.",
    object(
      "One cause.",
      { cause: use("text", "The cause."), steps: steps("What to do about it.") } satisfies Keys<Remedy>,
      ["cause", "steps"],
    ),
  ),
  verify: steps("How to see that it is over."),
  escalate: plains("When somebody else is needed.", "more than 30 m: Engineering Lead"),
  prevent: steps("Afterwards, so that it does not come again."),
} satisfies Keys<Omit<Procedure, "title">>);

/** A value of the configuration that people change. */
export const SETTING: Schema = object(
  "A value of the configuration that people change.",
  {
    name: plain("Key.", "DATABASE_POOL_MAX"),
    in: use("text", "Where it lies."),
    value: use("text", "As it is written; absent where only the key is known."),
    changedTo: use("text", "Value that the documents change it to."),
    about: use("text", "What it does."),
    alerts: plains("Alerts that tell somebody to change it.", "ConnectionPoolExhausted"),
    change: { $ref: "#/definitions/command", description: "How it is changed." },
  } satisfies Keys<Setting>,
  ["name", "in"],
);
