/** What an alert does, when it may do so a little earlier or later than another way of measuring would. */
export interface Slack {
  /** Evaluations by which it may be early or late. */
  readonly evaluations: number;
}

/** Index of the first evaluation at which something fires that is not expected within the slack, or the other way round. */
export function firstOutside(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  { evaluations }: Slack,
): number | undefined {
  // The nearest evaluation with each state, looking from both sides, so that the whole takes time linear in its length.
  const near = [distances(expected, 0), distances(expected, 1)];
  for (let index = 0; index < found.length; index++) {
    const state = found[index] === 0 ? 0 : 1;
    if ((near[state]?.[index] ?? Number.POSITIVE_INFINITY) > evaluations) return index;
  }
  return undefined;
}

/** Distance of each evaluation to the nearest one that fires, or does not. */
function distances(expected: ArrayLike<number>, state: 0 | 1): Float64Array {
  const { length } = expected;
  const result = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  const is = (index: number): boolean => (expected[index] === 0 ? 0 : 1) === state;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < length; index++) {
    if (is(index)) last = index;
    result[index] = index - last;
  }
  last = Number.POSITIVE_INFINITY;
  for (let index = length - 1; index >= 0; index--) {
    if (is(index)) last = index;
    result[index] = Math.min(result[index] ?? 0, last - index);
  }
  return result;
}
