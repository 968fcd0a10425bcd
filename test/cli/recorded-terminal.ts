import type { Terminal } from "../../lib/cli/terminal.ts";

/** A terminal that keeps what is written on it. */
export interface RecordedTerminal extends Terminal {
  readonly said: { out: string; error: string };
}

/** A terminal for tests: neither coloured nor watched, on one core, unless told. */
export function recordedTerminal(
  settings: Partial<Pick<Terminal, "colour" | "watched" | "folder" | "cores">> = {},
): RecordedTerminal {
  const said = { out: "", error: "" };
  return {
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.error += text;
    },
    colour: false,
    watched: false,
    folder: process.cwd(),
    cores: 1,
    ...settings,
    said,
  };
}
