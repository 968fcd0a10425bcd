import type { Program } from "./program.ts";
import { includes } from "./ranges.ts";
import type { Place } from "./syntax-tree.ts";

/** Start and end of each group, `-1` for a group without a part in the match. */
export type Slots = readonly number[];

interface Thread {
  readonly at: number;
  readonly slots: Slots;
}

const NO_SLOTS: Slots = [];

/**
 * Runs an automaton over a text from `from`, all of its states at once, so that time grows with the length of the text
 * only. Finds the leftmost match, and of those the one that comes first in the order of preference.
 */
export function run(
  program: Program,
  text: string,
  from: number,
  slotCount: number,
  anchored: boolean,
): Slots | undefined {
  const { instructions } = program;
  const seen = new Int32Array(instructions.length).fill(-1);
  let threads: Thread[] = [];
  let found: Slots | undefined;
  for (let position = from; ; ) {
    const code = text.codePointAt(position);
    const width = code === undefined ? 0 : code > 0xffff ? 2 : 1;
    if (found === undefined && (!anchored || position === from)) {
      const slots = slotCount === 0 ? NO_SLOTS : [position, ...new Array<number>(slotCount - 1).fill(-1)];
      follow(program, threads, seen, { at: program.start, slots }, text, position);
    }
    if (threads.length === 0 && (found !== undefined || anchored)) return found;
    const next: Thread[] = [];
    // Threads that follow are told apart by the position they reach, so that no set has to be cleared.
    for (const { at, slots } of threads) {
      const instruction = instructions[at] as (typeof instructions)[number];
      if (instruction.op === "match") {
        found = slotCount === 0 ? slots : slots.with(1, position);
        break;
      }
      if (instruction.op !== "one" || code === undefined || !includes(instruction.ranges, code)) continue;
      follow(program, next, seen, { at: instruction.next, slots }, text, position + width);
    }
    if (code === undefined) return found;
    threads = next;
    position += width;
  }
}

/** Adds the threads that a thread becomes without reading a character, in the order of preference. */
function follow(
  program: Program,
  threads: Thread[],
  seen: Int32Array,
  from: Thread,
  text: string,
  position: number,
): void {
  const pending: Thread[] = [from];
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    const { at, slots } = thread;
    if (seen[at] === position) continue;
    seen[at] = position;
    const instruction = program.instructions[at];
    switch (instruction?.op) {
      case "one":
      case "match":
        threads.push(thread);
        break;
      case "at":
        if (holds(instruction.place, text, position)) pending.push({ at: instruction.next, slots });
        break;
      case "save":
        pending.push({
          at: instruction.next,
          slots: slots.length === 0 ? slots : slots.with(instruction.slot, position),
        });
        break;
      case "split":
        pending.push({ at: instruction.other, slots }, { at: instruction.next, slots });
        break;
    }
  }
}

function holds(place: Place, text: string, position: number): boolean {
  switch (place) {
    case "textStart":
      return position === 0;
    case "textEnd":
      return position === text.length;
    case "lineStart":
      return position === 0 || text[position - 1] === "\n";
    case "lineEnd":
      return position === text.length || text[position] === "\n";
    case "wordEdge":
      return isWord(text, position - 1) !== isWord(text, position);
    case "noWordEdge":
      return isWord(text, position - 1) === isWord(text, position);
  }
}

function isWord(text: string, at: number): boolean {
  return /^[0-9A-Za-z_]$/.test(text[at] ?? "");
}
