import { refuse } from "./error.ts";
import { type Read, readEscape } from "./escapes.ts";
import { folded } from "./fold.ts";
import { negated, normalized, type Ranges } from "./ranges.ts";
import { unicodeClass } from "./unicode-classes.ts";

const DIGIT: Ranges = [0x30, 0x39];
const UPPER: Ranges = [0x41, 0x5a];
const LOWER: Ranges = [0x61, 0x7a];
const WORD: Ranges = [...DIGIT, ...UPPER, 0x5f, 0x5f, ...LOWER];

/** All of ASCII only (https://github.com/google/re2/wiki/Syntax). */
const NAMED: Readonly<Record<string, Ranges>> = {
  alnum: [...DIGIT, ...UPPER, ...LOWER],
  alpha: [...UPPER, ...LOWER],
  ascii: [0, 0x7f],
  blank: [9, 9, 32, 32],
  cntrl: [0, 31, 127, 127],
  digit: DIGIT,
  graph: [33, 126],
  lower: LOWER,
  print: [32, 126],
  punct: [33, 47, 58, 64, 91, 96, 123, 126],
  space: [9, 13, 32, 32],
  upper: UPPER,
  word: WORD,
  xdigit: [...DIGIT, 0x41, 0x46, 0x61, 0x66],
};
const PERL: Readonly<Record<string, Ranges>> = { d: DIGIT, s: [9, 10, 12, 13, 32, 32], w: WORD };

/** `\d`, `\W`, `\pL`, `\P{Greek}` at `start`; `undefined` where something else stands. `fold` is the flag `i`. */
export function readEscapedClass(pattern: string, start: number, fold: boolean): Read<Ranges> | undefined {
  const letter = pattern[start + 1] ?? "";
  if (letter === "p" || letter === "P") return readUnicodeClass(pattern, start, fold);
  const group = PERL[letter.toLowerCase()];
  if (group === undefined) return undefined;
  return { value: signed(group, letter < "a", fold), end: start + 2 };
}

function readUnicodeClass(pattern: string, start: number, fold: boolean): Read<Ranges> {
  let end: number;
  let name: string;
  if (pattern[start + 2] === "{") {
    end = pattern.indexOf("}", start) + 1;
    if (end === 0) refuse("invalid character class range", pattern.slice(start));
    name = pattern.slice(start + 3, end - 1);
  } else {
    name = start + 2 < pattern.length ? String.fromCodePoint(pattern.codePointAt(start + 2) ?? 0) : "";
    end = start + 2 + name.length;
  }
  let negative = pattern[start + 1] === "P";
  if (name.startsWith("^")) {
    negative = !negative;
    name = name.slice(1);
  }
  const ranges = unicodeClass(name);
  if (ranges === undefined) refuse("invalid character class range", pattern.slice(start, end));
  return { value: signed(ranges, negative, fold), end };
}

/** A class in brackets; `start` is at the `[`. */
export function readClass(pattern: string, start: number, fold: boolean): Read<Ranges> {
  const negative = pattern[start + 1] === "^";
  let at = start + (negative ? 2 : 1);
  const ranges: number[] = [];
  for (let first = true; first || pattern[at] !== "]"; first = false) {
    const group = readNamedClass(pattern, at, fold) ?? readGroupIn(pattern, at, fold);
    if (group !== undefined) {
      ranges.push(...group.value);
      at = group.end;
      continue;
    }
    const low = readMember(pattern, at, start);
    let high = low;
    if (pattern[low.end] === "-" && low.end + 1 < pattern.length && pattern[low.end + 1] !== "]") {
      high = readMember(pattern, low.end + 1, start);
      if (high.value < low.value) refuse("invalid character class range", pattern.slice(at, high.end));
    }
    ranges.push(...(fold ? folded([low.value, high.value]) : [low.value, high.value]));
    at = high.end;
  }
  const value = normalized(ranges);
  return { value: negative ? negated(value) : value, end: at + 1 };
}

function readGroupIn(pattern: string, at: number, fold: boolean): Read<Ranges> | undefined {
  return pattern[at] === "\\" ? readEscapedClass(pattern, at, fold) : undefined;
}

function readNamedClass(pattern: string, start: number, fold: boolean): Read<Ranges> | undefined {
  if (!pattern.startsWith("[:", start)) return undefined;
  const close = pattern.indexOf(":]", start + 2);
  if (close === -1) return undefined;
  const negative = pattern[start + 2] === "^";
  const name = pattern.slice(start + (negative ? 3 : 2), close);
  const group = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (group === undefined) refuse("invalid character class range", pattern.slice(start, close + 2));
  return { value: signed(group, negative, fold), end: close + 2 };
}

function readMember(pattern: string, at: number, start: number): Read<number> {
  const code = pattern.codePointAt(at);
  if (code === undefined) refuse("missing closing ]", pattern.slice(start));
  if (code === 0x5c) return readEscape(pattern, at);
  return { value: code, end: at + (code > 0xffff ? 2 : 1) };
}

function signed(ranges: Ranges, negative: boolean, fold: boolean): Ranges {
  const value = fold ? folded(ranges) : ranges;
  return negative ? negated(value) : value;
}
