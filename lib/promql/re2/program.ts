import { foldedWith } from "./fold.ts";
import { normalized, type Ranges } from "./ranges.ts";
import type { Node, Place } from "./syntax-tree.ts";

/** One step of a nondeterministic automaton; `next` and `other` are indices of instructions. */
export type Instruction =
  | { readonly op: "match" }
  | { readonly op: "one"; readonly ranges: Ranges; next: number }
  | { readonly op: "at"; readonly place: Place; next: number }
  | { readonly op: "save"; readonly slot: number; next: number }
  /** Goes on at both, at `next` by preference. */
  | { readonly op: "split"; next: number; other: number };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** Compiles an expression to an automaton that finds what RE2 finds, groups included. */
export function toProgram(root: Node): Program {
  // Built from the end, so that each part knows where to go on; only loops have to be closed afterwards.
  const instructions: Instruction[] = [{ op: "match" }];
  const start = emit(root, 0, instructions);
  return { instructions, start };
}

function emit(node: Node, next: number, out: Instruction[]): number {
  switch (node.kind) {
    case "empty":
      return next;
    case "literal":
      return node.codes.reduceRight(
        (after, code) => add({ op: "one", ranges: node.fold ? foldedWith(code) : [code, code], next: after }, out),
        next,
      );
    case "class":
      return add({ op: "one", ranges: normalized(node.ranges), next }, out);
    case "assertion":
      return add({ op: "at", place: node.place, next }, out);
    case "capture": {
      const close = add({ op: "save", slot: 2 * node.index + 1, next }, out);
      return add({ op: "save", slot: 2 * node.index, next: emit(node.body, close, out) }, out);
    }
    case "sequence":
      return node.parts.reduceRight((after, part) => emit(part, after, out), next);
    case "alternatives":
      return node.parts
        .map((part) => emit(part, next, out))
        .reduceRight((other, first) => add({ op: "split", next: first, other }, out));
    case "repeat":
      return emitRepeat(node.body, node.min, node.max, node.greedy, next, out);
  }
}

function emitRepeat(body: Node, min: number, max: number, greedy: boolean, next: number, out: Instruction[]): number {
  let start = next;
  let required = min;
  if (max === Infinity) {
    const loop = add({ op: "split", next: -1, other: -1 }, out) as number;
    const round = emit(body, loop, out);
    out[loop] = choice(round, next, greedy);
    // A body that may be empty must be tried once even so, for its groups: it is entered before the loop decides.
    start = min === 0 && !canBeEmpty(body) ? loop : round;
    if (min === 0 && start === round) start = add(choice(round, next, greedy), out);
    required = Math.max(0, min - 1);
  } else {
    for (let i = min; i < max; i++) start = add(choice(emit(body, start, out), next, greedy), out);
  }
  for (let i = 0; i < required; i++) start = emit(body, start, out);
  return start;
}

function choice(into: number, past: number, greedy: boolean): Instruction {
  return greedy ? { op: "split", next: into, other: past } : { op: "split", next: past, other: into };
}

function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case "empty":
    case "assertion":
      return true;
    case "literal":
    case "class":
      return false;
    case "capture":
      return canBeEmpty(node.body);
    case "repeat":
      return node.min === 0 || canBeEmpty(node.body);
    case "sequence":
      return node.parts.every(canBeEmpty);
    case "alternatives":
      return node.parts.some(canBeEmpty);
  }
}

function add(instruction: Instruction, out: Instruction[]): number {
  return out.push(instruction) - 1;
}
