import { BurnlineError, type Issue } from "../core/issue.ts";
import { nearest } from "../core/names.ts";
import type { CliCode } from "./codes.ts";

/** An issue of the command line; its code is one that `docs/errors.md` has. */
export function cliIssue(code: CliCode, path: string, message: string, facts: Partial<Issue> = {}): Issue {
  return { ...facts, code, path, message };
}

/** The error for one issue of the command line. */
export function refusal(code: CliCode, path: string, message: string, facts: Partial<Issue> = {}): BurnlineError {
  return new BurnlineError([cliIssue(code, path, message, facts)]);
}

/** `found`, `expected` and, where one of the known names is near, the mend that asks for it. */
export function unknownName(name: string, known: readonly string[]): Partial<Issue> {
  const near = nearest(name, known);
  return {
    found: name,
    expected: known.join(", "),
    ...(near === undefined ? {} : { mend: `did you mean ${near}?` }),
  };
}
