import { percent } from "../../core/quantity.ts";
import { quantityInWords } from "../../model/conventions.ts";

/** A share with three digits: `1.44 %`. */
export function shareInWords(share: number): string {
  return quantityInWords(percent(Number((share * 100).toPrecision(3))));
}

/** `100, 50 and 10`. */
export function multiplesInWords(multiples: readonly number[]): string {
  return listInWords(multiples.map((multiple) => `${multiple}`));
}

/** `a, b and c`. */
export function listInWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Multiples by what is said of them, in the order in which it is said first: `["5m", [100, 50]]`. */
export function multiplesBy<T>(
  things: readonly T[],
  said: (thing: T) => string,
  multiples: (thing: T) => readonly number[],
): readonly (readonly [string, readonly number[]])[] {
  const groups = new Map<string, number[]>();
  for (const thing of things) {
    const words = said(thing);
    groups.set(words, [...(groups.get(words) ?? []), ...multiples(thing)]);
  }
  return [...groups];
}
