/** A pattern that Go's `filepath.Match` refuses. */
export class PatternError extends Error {
  override readonly name = "PatternError";

  constructor(pattern: string) {
    super(`syntax error in pattern ${pattern}`);
  }
}

type Part =
  | { readonly kind: "literal"; readonly character: string }
  | { readonly kind: "any" }
  | { readonly kind: "star" }
  | {
      readonly kind: "class";
      readonly negated: boolean;
      readonly ranges: readonly (readonly [low: string, high: string])[];
    };

/** A pattern of file names, ready to be held against names. */
export type GlobPattern = readonly Part[];

/**
 * Reads a pattern of `filepath.Match` (https://pkg.go.dev/path/filepath#Match): `*` and `?` do not match `/`, `[a-z]` and
 * `[^a-z]` match one character, `\` takes the next one as it is. Errors: `PatternError`.
 */
export function readPattern(text: string): GlobPattern {
  const characters = [...text];
  const parts: Part[] = [];
  let at = 0;
  const take = (): string => {
    const character = characters[at++];
    if (character === undefined) throw new PatternError(text);
    return character;
  };
  const bound = (): string => {
    const character = take();
    if (character === "-" || character === "]") throw new PatternError(text);
    const literal = character === "\\" ? take() : character;
    if (at >= characters.length) throw new PatternError(text);
    return literal;
  };
  const readClass = (): Part => {
    const negated = characters[at] === "^";
    if (negated) at++;
    const ranges: (readonly [string, string])[] = [];
    while (characters[at] !== "]" || ranges.length === 0) {
      const low = bound();
      let high = low;
      if (characters[at] === "-") {
        at++;
        high = bound();
      }
      ranges.push([low, high]);
    }
    at++;
    return { kind: "class", negated, ranges };
  };
  while (at < characters.length) {
    const character = take();
    if (character === "*") parts.push({ kind: "star" });
    else if (character === "?") parts.push({ kind: "any" });
    else if (character === "[") parts.push(readClass());
    else parts.push({ kind: "literal", character: character === "\\" ? take() : character });
  }
  return parts;
}

/** Whether a whole name matches. */
export function matchesPattern(pattern: GlobPattern, name: string): boolean {
  const characters = [...name];
  // The characters matched so far, for each number of parts: a table instead of backtracking, linear for each part.
  let reached = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part.kind === "star") {
        for (let end = at; end <= characters.length; end++) {
          next.add(end);
          if (characters[end] === "/") break;
        }
      } else if (takes(part, characters[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(characters.length);
}

function takes(part: Exclude<Part, { readonly kind: "star" }>, character: string | undefined): boolean {
  if (character === undefined) return false;
  if (part.kind === "literal") return part.character === character;
  if (part.kind === "any") return character !== "/";
  const code = codeOf(character);
  return part.ranges.some(([low, high]) => codeOf(low) <= code && code <= codeOf(high)) !== part.negated;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
