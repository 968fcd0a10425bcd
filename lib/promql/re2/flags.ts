import { refuse } from "./error.ts";
import type { Read } from "./escapes.ts";

/** What `(?imsU)` switches. */
export interface Flags {
  /** `i`: letters stand for both cases. */
  readonly fold: boolean;
  /** `m`: `^` and `$` hold at lines too. */
  readonly lines: boolean;
  /** `s`: a dot is a newline too. */
  readonly dotAll: boolean;
  /** `U`: what is greedy and what is not change places. */
  readonly lazy: boolean;
}

/** What stands after a `(?`: a named group, a group with flags, or flags for the rest of the group around. */
export type Opening =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "group"; readonly flags: Flags }
  | { readonly kind: "flags"; readonly flags: Flags };

const FLAG: Readonly<Record<string, keyof Flags>> = { i: "fold", m: "lines", s: "dotAll", U: "lazy" };

/** Reads from `(?` at `start` to the `>`, `:` or `)` that ends the opening. */
export function readOpening(pattern: string, start: number, flags: Flags): Read<Opening> {
  const left = pattern.length - start;
  const nameAt = left > 4 && pattern.startsWith("P<", start + 2) ? 4 : left > 3 && pattern[start + 2] === "<" ? 3 : 0;
  if (nameAt > 0) return readName(pattern, start, start + nameAt);
  const result = { ...flags };
  let on = true;
  let isPending = false;
  let at = start + 2;
  while (at < pattern.length) {
    const letter = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    at += letter.length;
    const flag = FLAG[letter];
    if (flag !== undefined) {
      result[flag] = on;
      isPending = false;
    } else if (letter === "-" && on) {
      on = false;
      isPending = true;
    } else if ((letter === ":" || letter === ")") && !isPending) {
      return { value: { kind: letter === ":" ? "group" : "flags", flags: result }, end: at };
    } else break;
  }
  refuse("invalid or unsupported Perl syntax", pattern.slice(start, at));
}

function readName(pattern: string, start: number, from: number): Read<Opening> {
  const close = pattern.indexOf(">", start);
  if (close === -1) refuse("invalid named capture", pattern.slice(start));
  const name = pattern.slice(from, close);
  if (!/^[A-Za-z0-9_]+$/.test(name)) refuse("invalid named capture", pattern.slice(start, close + 1));
  return { value: { kind: "name", name }, end: close + 1 };
}
