import { BurnlineError, type Issue } from "../core/issue.ts";
import { nearest } from "../core/names.ts";
import type { CliCode } from "./codes.ts";

type Facts = Pick<Issue, "found" | "expected" | "mend">;

/** An issue of the command line; its code is one that `docs/errors.md` has. */
export function issue(code: CliCode, path: string, message: string, facts: Facts = {}): Issue {
  return { code, path, message, ...facts };
}

/** The error for one issue of the command line. */
export function refusal(code: CliCode, path: string, message: string, facts: Facts = {}): BurnlineError {
  return new BurnlineError([issue(code, path, message, facts)]);
}

/** `found`, `expected` and, where one of the known names is near, the mend that asks for it. */
export function unknownName(name: string, known: readonly string[]): Facts {
  const near = nearest(name, known) ?? known.find((other) => letters(other) === letters(name));
  return {
    found: name,
    expected: known.join(", "),
    ...(near === undefined ? {} : { mend: `did you mean ${near}?` }),
  };
}

/** Equal for words that differ by letters in the wrong order, as `synht`: two edits, too far for {@link nearest}. */
function letters(word: string): string {
  return [...word.toLowerCase()].sort().join("");
}
