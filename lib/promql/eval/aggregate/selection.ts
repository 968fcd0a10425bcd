import { hashFraction } from "../../data/labels-hash.ts";
import { ABSENT, FLOAT } from "../../data/series.ts";
import { put, sampleAt } from "../binary/results.ts";
import { Column } from "../column.ts";
import type { Group } from "./grouping.ts";
import { SampleHeap } from "./heap.ts";

// Copies, since an imported constant is looked up anew in each round of a loop, ten times as slowly.
const ABSENT_KIND = ABSENT;
const FLOAT_KIND = FLOAT;

/** `topk` (`sign` 1) and `bottomk` (`sign` -1): the extreme floats of each group; at a single step in their order. */
export function selectExtremes(groups: readonly Group[], limits: Float64Array, sign: 1 | -1): Column[] {
  return groups.flatMap(({ members }) => {
    const kept = new Kept(members);
    const heap = new SampleHeap();
    for (let step = 0; step < limits.length; step++) {
      const limit = Math.trunc(limits[step] as number);
      if (limit < 1) continue;
      heap.clear();
      for (let index = 0; index < members.length; index++) {
        const member = members[index] as Column;
        if (member.kinds[step] === FLOAT_KIND) heap.offer(index, sign * (member.values[step] as number), limit);
      }
      const columns = limits.length === 1 ? heap.descending() : heap.columns;
      for (const index of columns) kept.keep(index, step);
    }
    return kept.columns();
  });
}

/** `limitk`: the first samples of each group. */
export function selectFirst(groups: readonly Group[], limits: Float64Array): Column[] {
  return groups.flatMap(({ members }) => {
    const kept = new Kept(members);
    const taken = new Float64Array(limits.length);
    for (const [index, member] of members.entries()) {
      for (let step = 0; step < limits.length; step++) {
        if (member.kinds[step] === ABSENT_KIND) continue;
        const before = taken[step] as number;
        if (before >= Math.trunc(limits[step] as number)) continue;
        taken[step] = before + 1;
        kept.keep(index, step);
      }
    }
    return asHeaped(kept.columns());
  });
}

/** `limit_ratio`: the series whose hash falls into a share of all hashes, from below or, for a negative ratio, from above. */
export function selectRatio(groups: readonly Group[], ratios: Float64Array): Column[] {
  return groups.flatMap(({ members }) => {
    const kept = new Kept(members);
    for (const [index, member] of members.entries()) {
      const place = hashFraction(member.labels);
      for (let step = 0; step < ratios.length; step++) {
        if (member.kinds[step] === ABSENT_KIND) continue;
        const ratio = Math.min(1, Math.max(-1, ratios[step] as number));
        if (ratio >= 0 ? place < ratio : place >= 1 + ratio) kept.keep(index, step);
      }
    }
    return asHeaped(kept.columns());
  });
}

/** The samples of a group that stay, as new columns with the labels of the old ones, in the order they were first kept. */
class Kept {
  readonly #members: readonly Column[];
  readonly #byMember = new Map<number, Column>();

  constructor(members: readonly Column[]) {
    this.#members = members;
  }

  keep(index: number, step: number): void {
    const member = this.#members[index] as Column;
    let column = this.#byMember.get(index);
    if (column === undefined) {
      column = new Column(member.labels, member.kinds.length, member.dropName);
      this.#byMember.set(index, column);
    }
    put(column, step, sampleAt(member, step));
  }

  columns(): Column[] {
    return [...this.#byMember.values()];
  }
}

/** At a single step Prometheus shows what it kept in the order of its heap; range queries are sorted by labels anyway. */
function asHeaped(columns: Column[]): Column[] {
  if (columns[0]?.kinds.length !== 1) return columns;
  const heap = new SampleHeap();
  for (const [index, column] of columns.entries())
    heap.push(index, column.kinds[0] === FLOAT_KIND ? column.floatAt(0) : 0);
  return heap.columns.map((index) => columns[index] as Column);
}
