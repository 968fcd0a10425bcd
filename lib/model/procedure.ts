import { type Given, settle } from "../core/assumed.ts";

/** Sorts of pages that procedures have of their own. */
export const PROCEDURE_KINDS = ["procedure", "health-check", "upkeep", "incident", "template"] as const;

/** Kinds of text to run. */
export const COMMAND_KINDS = ["shell", "sql", "promql", "logql", "javascript", "yaml"] as const;

/** How a person deals with something: a page of its own, or part of the pages of alerts. */
export interface Procedure {
  /** Heading: `Database connection pool exhausted`. */
  readonly title: string;
  /** Alerts on whose pages it stands; without, it has a page of its own. */
  readonly alerts?: readonly string[];
  /** Sort of a page of its own. @default "procedure" */
  readonly kind?: (typeof PROCEDURE_KINDS)[number];
  /** How often it is done, in words: `weekly (Monday)`. */
  readonly frequency?: string;
  /** What it is for or means for users, in one or two sentences. */
  readonly about?: string;
  readonly symptoms?: readonly string[];
  /** The first five minutes. */
  readonly first?: readonly Step[];
  readonly investigate?: readonly Step[];
  readonly remedies?: readonly Remedy[];
  readonly verify?: readonly Step[];
  /** When somebody else is needed: `more than 30 m: Engineering Lead`. */
  readonly escalate?: readonly string[];
  /** Afterwards, so that it does not come again. */
  readonly prevent?: readonly Step[];
}

/** What to do about one cause. */
export interface Remedy {
  readonly cause: string;
  readonly steps: readonly Step[];
}

/** One thing to do: a sentence, or a sentence with a command. */
export type Step = string | DoneStep;

export interface DoneStep {
  readonly do: string;
  readonly command?: Command;
  /** What is seen when all is well, or what each result means. */
  readonly expect?: string;
}

/** Text to run. Each kind is checked by its own real parser. */
export interface Command {
  readonly kind: (typeof COMMAND_KINDS)[number];
  readonly text: string;
  /** What it destroys, interrupts or changes for users; needed where it does, and printed as a warning. */
  readonly destructive?: string;
  /** Why ours is not what the document has: `P-06: the columns do not exist on PostgreSQL 15`. */
  readonly mended?: string;
}

/** Options of a command. */
type CommandOptions = Omit<Command, "kind" | "text">;

/** Declares a procedure. */
export function procedure(title: string, spec: Given<Omit<Procedure, "title">> = {}): Procedure {
  return settle<Procedure>({ title, ...spec });
}

/** A step with a shell command, checked by shellcheck and for what kubectl can parse. */
export function shell(says: string, text: string, options: CommandOptions & Pick<DoneStep, "expect"> = {}): DoneStep {
  return stepOf("shell", says, text, options);
}

/** A step with SQL, which must run on PostgreSQL 15. */
export function sql(says: string, text: string, options: CommandOptions & Pick<DoneStep, "expect"> = {}): DoneStep {
  return stepOf("sql", says, text, options);
}

/** A step with a query of Prometheus. */
export function promql(says: string, text: string, options: CommandOptions & Pick<DoneStep, "expect"> = {}): DoneStep {
  return stepOf("promql", says, text, options);
}

/** A step with a query of Loki. */
export function logql(says: string, text: string, options: CommandOptions & Pick<DoneStep, "expect"> = {}): DoneStep {
  return stepOf("logql", says, text, options);
}

function stepOf(
  kind: Command["kind"],
  says: string,
  text: string,
  { expect, ...options }: CommandOptions & Pick<DoneStep, "expect">,
): DoneStep {
  return { do: says, command: { kind, text, ...options }, ...(expect === undefined ? {} : { expect }) };
}
