import type { Terminal } from "./terminal.ts";

/** What the shell gets back: all is well, something was found or differs, the input cannot be used. */
export type ExitCode = 0 | 1 | 2;

/** One option of a command, as its help shows it. */
export interface Option {
  readonly help: string;
  /** Name of the value in the help (`DIR`); absent for a switch. */
  readonly value?: string;
  readonly short?: string;
  /** May be given several times. */
  readonly repeatable?: boolean;
}

/** What was given to a command. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** Whether a switch was given. */
  has(option: string): boolean;
  /** The last value of an option. */
  value(option: string): string | undefined;
  /** Every value of an option; comma-separated lists are split. */
  values(option: string): readonly string[];
  /** Every value of an option as it was written, commas included. */
  texts(option: string): readonly string[];
}

/** One command, in a file of its own. Errors: `run` throws BurnlineError for input that cannot be used. */
export interface Command {
  /** Arguments after the command's name: `MODEL...`. */
  readonly arguments: string;
  /** What it does, for its `--help`, a paragraph a line. */
  readonly description: readonly string[];
  /** Besides `--json` and `--help`, which all commands have. */
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  run(args: Arguments, terminal: Terminal): Promise<ExitCode>;
}
