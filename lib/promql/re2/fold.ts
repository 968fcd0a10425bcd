import { normalized, type Ranges } from "./ranges.ts";

/** The last code point that folds to another, as Unicode 15 has it (https://www.unicode.org/Public/15.0.0/ucd/CaseFolding.txt). */
const LAST_FOLDING = 0x1e943;

/** The code points that `(?i)` treats as the same as `code`, itself among them: `k`, `K` and the Kelvin sign. */
export function foldedWith(code: number): Ranges {
  // Most expressions are ASCII, where only two letters have an equal outside of it.
  if (code < 0x80) {
    const letter = code | 0x20;
    if (letter < 0x61 || letter > 0x7a) return [code, code];
    const pair = [letter - 0x20, letter - 0x20, letter, letter];
    return letter === 0x6b ? [...pair, 0x212a, 0x212a] : letter === 0x73 ? [...pair, 0x17f, 0x17f] : pair;
  }
  const orbit = orbits().get(code) ?? [code];
  return normalized(orbit.flatMap((one) => [one, one]));
}

/** The ranges and everything that folds to something in them. */
export function folded(ranges: Ranges): Ranges {
  const result = [...ranges];
  for (let i = 0; i < ranges.length; i += 2) {
    const high = ranges[i + 1] as number;
    if (high < 0x80) {
      for (let code = Math.max(0x41, ranges[i] as number); code <= high; code++) result.push(...foldedWith(code));
    } else {
      for (const [code, orbit] of orbits()) {
        if (code >= (ranges[i] as number) && code <= high) for (const one of orbit) result.push(one, one);
      }
    }
  }
  return normalized(result);
}

let known: ReadonlyMap<number, readonly number[]> | undefined;

/** All code points that fold, with those they fold to; told from the case tables of the JavaScript engine. */
function orbits(): ReadonlyMap<number, readonly number[]> {
  if (known !== undefined) return known;
  const map = new Map<number, Set<number>>();
  const cased = /^[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]$/u;
  for (let code = 0x41; code <= LAST_FOLDING; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const text = String.fromCodePoint(code);
    if (!cased.test(text)) continue;
    const upper = text.toUpperCase();
    const lower = text.toLowerCase();
    for (const other of [upper, lower, upper.toLowerCase(), lower.toUpperCase()]) join(map, text, other);
  }
  known = new Map([...map].map(([code, orbit]) => [code, [...orbit]]));
  return known;
}

function join(map: Map<number, Set<number>>, a: string, b: string): void {
  const first = a.codePointAt(0) as number;
  const second = b.codePointAt(0) as number;
  // Upper case may be several letters, and is not always a simple folding (dotless i): the engine's own folding decides.
  if (first === second || b.length !== (second > 0xffff ? 2 : 1) || !new RegExp(`^${a}$`, "iu").test(b)) return;
  const orbit = new Set([first, second, ...(map.get(first) ?? []), ...(map.get(second) ?? [])]);
  for (const code of orbit) map.set(code, orbit);
}
