import type { Matcher } from "./ast.ts";
import { compileRegexp } from "./re2/compile.ts";

/** What is known about a regular expression in RE2 syntax without a text. */
export interface RegexpFacts {
  /** Whether the (anchored) expression matches the empty string, so that it also matches an absent label. */
  readonly matchesEmpty: boolean;
}

/**
 * Reads a regular expression as RE2 does. Errors: throws `SyntaxError` with Go's words on what RE2 refuses, so that
 * lookaheads and back references, which JavaScript knows, are refused here as they are by Prometheus.
 */
export function inspectRegexp(pattern: string): RegexpFacts {
  return { matchesEmpty: compileRegexp(pattern).matches("") };
}

/** Whether a matcher also selects series that lack the label. Errors: as `inspectRegexp`. */
export function matchesEmpty(matcher: Matcher): boolean {
  switch (matcher.op) {
    case "=":
      return matcher.value === "";
    case "!=":
      return matcher.value !== "";
    case "=~":
      return inspectRegexp(matcher.value).matchesEmpty;
    case "!~":
      return !inspectRegexp(matcher.value).matchesEmpty;
  }
}
