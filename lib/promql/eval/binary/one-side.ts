import type { Binary } from "../../ast.ts";
import { compareText } from "../../data/labels.ts";
import { ABSENT } from "../../data/series.ts";
import type { Column } from "../column.ts";
import type { FirstFailure } from "./first-failure.ts";
import { DEFAULT_MATCHING, matchLabels, shown } from "./matching.ts";

// A copy: an imported constant is looked up anew in each round of a loop, which takes ten times as long.
const ABSENT_KIND = ABSENT;

const NONE = -1;

/** The series of one signature on the side that has to be unique. */
export interface Unique {
  /** Indices into the columns of the side. */
  readonly indices: number[];
  /** Which of them has a sample at each step, -1 for none; only where there are several. */
  at: Int32Array | undefined;
}

/** Both sides of an operation, the right one as the unique one unless `group_right` says otherwise. */
export interface Sides {
  readonly node: Binary;
  readonly many: readonly Column[];
  readonly one: readonly Column[];
  readonly steps: number;
}

/** Finds for each signature which series is the unique one at each step, and reports where there are two. */
export function uniqueSide(
  sides: Sides,
  ordinals: Int32Array,
  count: number,
  failure: FirstFailure,
): readonly (Unique | undefined)[] {
  const found = new Array<Unique | undefined>(count).fill(undefined);
  for (const [index, ordinal] of ordinals.entries()) {
    const known = found[ordinal];
    if (known === undefined) found[ordinal] = { indices: [index], at: undefined };
    else known.indices.push(index);
  }
  for (const [index, ordinal] of ordinals.entries()) {
    const unique = found[ordinal];
    if (unique === undefined || unique.indices.length === 1) continue;
    unique.at ??= new Int32Array(sides.steps).fill(NONE);
    place(sides, index, unique.at, failure);
  }
  return found;
}

function place(sides: Sides, index: number, at: Int32Array, failure: FirstFailure): void {
  const { kinds } = sides.one[index] as Column;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === ABSENT_KIND) continue;
    const other = at[step] as number;
    if (other === NONE) at[step] = index;
    else if (isJudged(sides, step)) failure.report(step, () => duplicates(sides, other, index));
  }
}

/** Where one side has no sample at all, Prometheus does not even look for matches, unless missing ones are filled in. */
function isJudged({ node, many }: Sides, step: number): boolean {
  return node.matching?.fill !== undefined || many.some((column) => column.kinds[step] !== ABSENT_KIND);
}

function duplicates({ node, one }: Sides, first: number, second: number): string {
  const matching = node.matching ?? DEFAULT_MATCHING;
  const a = one[first] as Column;
  const b = one[second] as Column;
  const pair = [shown(a.labels), shown(b.labels)].sort(compareText).join(", ");
  const side = matching.group?.side === "right" ? "left" : "right";
  return (
    `found duplicate series for the match group ${shown(matchLabels(matching)(b.labels))} on the ${side} hand-side of the ` +
    `operation: [${pair}];many-to-many matching not allowed: matching labels must be unique on one side`
  );
}
