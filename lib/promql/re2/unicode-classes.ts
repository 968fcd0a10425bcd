import { EVERYTHING, normalized, type Ranges } from "./ranges.ts";

const CATEGORY = /^(?:C[cfos]?|L[Clmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;
const SCRIPT = /^[A-Z][a-z]+(?:_[A-Z][a-z]+|_[a-z]+)*$/;
const CHUNK = 0x1000;

const cache = new Map<string, Ranges | undefined>();

/** The code points of `\p{name}`: a general category, a script by its long name, or `Any`; `undefined` for other names. */
export function unicodeClass(name: string): Ranges | undefined {
  if (name === "Any") return EVERYTHING;
  if (!cache.has(name)) cache.set(name, search(name));
  return cache.get(name);
}

function search(name: string): Ranges | undefined {
  // Go counts unassigned code points to no category: its `C` is what is assigned there.
  if (name === "C") return scan(/(?:(?!\p{Cn})\p{C})+/gu);
  if (CATEGORY.test(name)) return scan(new RegExp(`\\p{${name}}+`, "gu"));
  if (!SCRIPT.test(name)) return undefined;
  try {
    return scan(new RegExp(`\\p{Script=${name}}+`, "gu"));
  } catch {
    return undefined;
  }
}

/** Where characters differ; beyond lie only code points that are unassigned or for private use. */
const VARIED: readonly (readonly [first: number, last: number])[] = [
  [0, 0x33fff],
  [0xe0000, 0xe0fff],
];
const UNIFORM: readonly (readonly [first: number, last: number])[] = [
  [0x34000, 0xdffff],
  [0xe1000, 0xeffff],
  [0xf0000, 0xffffd],
  [0xffffe, 0xfffff],
  [0x100000, 0x10fffd],
  [0x10fffe, 0x10ffff],
];

/** The runs of consecutive code points that match; `expression` must be global and match runs. */
function scan(expression: RegExp): Ranges {
  const ranges: number[] = [];
  for (const [first, last] of VARIED) {
    for (let start = first; start <= last; start += CHUNK) {
      const codes = Array.from({ length: CHUNK }, (_, i) => start + i);
      const width = start > 0xffff ? 2 : 1;
      for (const match of String.fromCodePoint(...codes).matchAll(expression)) {
        const low = start + match.index / width;
        ranges.push(low, low + match[0].length / width - 1);
      }
    }
  }
  for (const range of UNIFORM) if (String.fromCodePoint(range[0]).search(expression) === 0) ranges.push(...range);
  return normalized(ranges);
}
