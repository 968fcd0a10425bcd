import type { Binary } from "../../ast.ts";
import { ABSENT } from "../../data/series.ts";
import { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { DEFAULT_MATCHING, signaturesOf } from "./matching.ts";
import { finished, put, sampleAt } from "./results.ts";

// A copy: an imported constant is looked up anew in each round of a loop, which takes ten times as long.
const ABSENT_KIND = ABSENT;

/** `and`, `or`, `unless`: keeps samples by whether the other side has a match at the same step. */
export function combineSets(node: Binary, evaluator: Evaluator): Column[] {
  const left = evaluator.vector(node.left);
  const right = evaluator.vector(node.right);
  const signatures = signaturesOf(node.matching ?? DEFAULT_MATCHING, left, right);
  if (node.operator === "or") {
    const present = presence(left, signatures.left, signatures.count);
    const added = right.map((column, index) => filtered(column, present[signatures.right[index] ?? 0], false));
    return finished([...left.map((column) => filtered(column, undefined, false)), ...added], evaluator);
  }
  const present = presence(right, signatures.right, signatures.count);
  const wanted = node.operator === "and";
  const kept = left.map((column, index) => filtered(column, present[signatures.left[index] ?? 0], wanted));
  return finished(kept, evaluator);
}

/** For each signature the steps at which any of its columns has a sample; `undefined` for one without columns. */
function presence(
  columns: readonly Column[],
  ordinals: Int32Array,
  count: number,
): readonly (Uint8Array | undefined)[] {
  const masks = new Array<Uint8Array | undefined>(count).fill(undefined);
  for (const [index, { kinds }] of columns.entries()) {
    const ordinal = ordinals[index] as number;
    const known = masks[ordinal];
    if (known === undefined) {
      masks[ordinal] = kinds.slice();
      continue;
    }
    for (let step = 0; step < kinds.length; step++) if (kinds[step] !== ABSENT_KIND) known[step] = 1;
  }
  return masks;
}

/** A new column with the samples at whose steps the mask says what is wanted; without a mask it says no everywhere. */
function filtered(column: Column, mask: Uint8Array | undefined, wanted: boolean): Column {
  const output = new Column(column.labels, column.kinds.length, column.dropName);
  if (mask === undefined && wanted) return output;
  for (let step = 0; step < column.kinds.length; step++) {
    if (column.kinds[step] === ABSENT_KIND) continue;
    if ((mask !== undefined && mask[step] !== 0) === wanted) put(output, step, sampleAt(column, step));
  }
  return output;
}
