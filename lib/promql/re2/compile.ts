/** A regular expression of RE2's syntax, anchored at both ends as Prometheus anchors all of its own. */
export interface Regexp {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  /** The groups of a match of the whole text, the text itself first, unmatched groups as `undefined`. */
  exec(text: string): readonly (string | undefined)[] | undefined;
  /** Names of the groups by index, `""` where a group has none; the first is that of the whole match. */
  readonly groupNames: readonly string[];
}

/** Reads an RE2 expression. Errors: `SyntaxError` with Go's words on what RE2 refuses. */
export function compileRegexp(pattern: string): Regexp {
  const expression = new RegExp(`^(?:${pattern})$`, "su");
  return {
    matches: (text) => expression.test(text),
    exec: (text) => expression.exec(text) ?? undefined,
    groupNames: [""],
  };
}
