import type { Matcher } from "../ast.ts";
import { compileRegexp } from "../re2/compile.ts";
import type { Labels } from "./labels.ts";

/** Whether a label set satisfies all matchers; a missing label has the value `""`. */
export function compileMatchers(matchers: readonly Matcher[]): (labels: Labels) => boolean {
  const tests = matchers.map((matcher) => ({ label: matcher.label, holds: compileMatcher(matcher) }));
  return (labels) => tests.every(({ label, holds }) => holds(labels.get(label)));
}

/** Whether a label value satisfies a matcher. Errors: `SyntaxError` for what RE2 refuses. */
export function compileMatcher(matcher: Matcher): (value: string) => boolean {
  const { op, value: wanted } = matcher;
  switch (op) {
    case "=":
      return (value) => value === wanted;
    case "!=":
      return (value) => value !== wanted;
    case "=~": {
      const pattern = compileRegexp(wanted);
      return (value) => pattern.matches(value);
    }
    case "!~": {
      const pattern = compileRegexp(wanted);
      return (value) => !pattern.matches(value);
    }
  }
}
