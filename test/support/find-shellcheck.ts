import { describeWith, searchTool, type Tool } from "./find-tool.ts";

/** Finds what is wrong with shell commands; Debian has it as a package of the same name. */
export const SHELLCHECK: Tool = {
  program: "shellcheck",
  variable: "BURNLINE_SHELLCHECK",
  version: /^version: (\d+\.\d+\.\d+)/m,
  atLeast: ["0.8.0", "optional checks that the tests switch on came with it"],
};

// Searched once for every test file: describe blocks are declared before any hook could run.
const search = await searchTool(SHELLCHECK);

/** Path of shellcheck on this machine, `undefined` when there is none. */
export function findShellcheck(): string | undefined {
  return search.found;
}

/** A `describe` that needs shellcheck. */
export function describeWithShellcheck(name: string, body: () => void): void {
  describeWith("shellcheck", search.found === undefined ? search.reason : undefined, name, body);
}
