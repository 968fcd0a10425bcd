import type { Ranges } from "./ranges.ts";

/** An expression of RE2, read. `size` and `height` are what Go's limits count: instructions, and how deep it nests. */
export type Node = (Empty | Literal | Class | Assertion | Capture | Repeat | Sequence | Alternatives) & Measured;

interface Measured {
  readonly size: number;
  readonly height: number;
}
interface Empty {
  readonly kind: "empty";
}
interface Literal {
  readonly kind: "literal";
  readonly codes: readonly number[];
  /** Whether letters stand for both cases. */
  readonly fold: boolean;
}
interface Class {
  readonly kind: "class";
  readonly ranges: Ranges;
}
interface Assertion {
  readonly kind: "assertion";
  readonly place: Place;
}
interface Capture {
  readonly kind: "capture";
  readonly index: number;
  readonly body: Node;
}
interface Repeat {
  readonly kind: "repeat";
  readonly body: Node;
  readonly min: number;
  /** `Infinity` where there is no end. */
  readonly max: number;
  readonly greedy: boolean;
  /** Whether it was written in braces: those multiply up to a limit. */
  readonly counted: boolean;
}
interface Sequence {
  readonly kind: "sequence";
  readonly parts: readonly Node[];
}
interface Alternatives {
  readonly kind: "alternatives";
  readonly parts: readonly Node[];
}

/** Where an assertion holds. Words are of ASCII letters, digits and `_`. */
export type Place = "textStart" | "textEnd" | "lineStart" | "lineEnd" | "wordEdge" | "noWordEdge";

export const EMPTY: Node = { kind: "empty", size: 1, height: 1 };

export function literal(codes: readonly number[], fold: boolean): Node {
  return { kind: "literal", codes, fold, size: codes.length, height: 1 };
}

export function classOf(ranges: Ranges): Node {
  return { kind: "class", ranges, size: 1, height: 1 };
}

export function assertion(place: Place): Node {
  return { kind: "assertion", place, size: 1, height: 1 };
}

export function capture(index: number, body: Node): Node {
  return { kind: "capture", index, body, size: body.size + 2, height: body.height + 1 };
}

export function repeat(body: Node, min: number, max: number, greedy: boolean, counted: boolean): Node {
  const endless = min === 0 ? body.size + 2 : min * body.size + 1;
  const size = Math.max(1, max === Infinity ? endless : max * body.size + max - min);
  return { kind: "repeat", body, min, max, greedy, counted, size, height: body.height + 1 };
}

/** The parts one after the other; literals beside each other become one. */
export function sequence(items: readonly Node[]): Node {
  const parts: Node[] = [];
  for (const item of items.flatMap((one) => (one.kind === "sequence" ? one.parts : [one]))) {
    const last = parts.at(-1);
    if (item.kind === "literal" && last?.kind === "literal" && item.fold === last.fold) {
      // Grown in place: a text of many letters would otherwise be copied for each of them.
      (last.codes as number[]).push(...item.codes);
      (last as { size: number }).size += item.size;
    } else {
      parts.push(item.kind === "literal" ? literal([...item.codes], item.fold) : item);
    }
  }
  const [only] = parts;
  if (only === undefined) return EMPTY;
  return parts.length === 1 ? only : { kind: "sequence", parts, size: sum(parts), height: 1 + highest(parts) };
}

export function alternatives(items: readonly Node[]): Node {
  const parts = items.flatMap((one) => (one.kind === "alternatives" ? one.parts : [one]));
  const [only] = parts;
  if (only === undefined) return EMPTY;
  if (parts.length === 1) return only;
  return { kind: "alternatives", parts, size: sum(parts) + parts.length - 1, height: 1 + highest(parts) };
}

function sum(parts: readonly Node[]): number {
  return parts.reduce((total, part) => total + part.size, 0);
}

function highest(parts: readonly Node[]): number {
  return parts.reduce((most, part) => Math.max(most, part.height), 0);
}
