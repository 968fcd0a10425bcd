import { availableParallelism } from "node:os";

/** Where a command writes, and what it may assume about the person in front of it. A value, so that tests run in-process. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether stdout understands colours and nobody asked to leave them out. */
  readonly colour: boolean;
  /** Whether somebody watches stderr, so that progress may be drawn on it. */
  readonly watched: boolean;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Processes that a command may compute in, its own included. */
  readonly cores: number;
}

/** Colours that say what a line is; the text says it too, for those who see none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

/** The colours of a terminal; on any other output they change nothing. */
export function paintFor({ colour }: Pick<Terminal, "colour">): Paint {
  const style = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: style(1), dim: style(2), good: style(32), bad: style(31), warn: style(33) };
}

/** The terminal of this process. https://no-color.org: any text in NO_COLOR leaves colours out. */
export function processTerminal(): Terminal {
  const plain = (process.env.NO_COLOR ?? "") !== "" || process.env.TERM === "dumb";
  return {
    out: (text) => {
      process.stdout.write(text);
    },
    error: (text) => {
      process.stderr.write(text);
    },
    colour: process.stdout.isTTY === true && !plain,
    watched: process.stderr.isTTY === true && process.env.TERM !== "dumb",
    folder: process.cwd(),
    cores: availableParallelism(),
  };
}
