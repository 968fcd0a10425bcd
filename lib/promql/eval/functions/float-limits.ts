/** The smaller number as Go's `math.Min` has it: minus infinity wins over NaN. */
export function smallerOf(a: number, b: number): number {
  return a === Number.NEGATIVE_INFINITY || b === Number.NEGATIVE_INFINITY ? Number.NEGATIVE_INFINITY : Math.min(a, b);
}

/** The larger number as Go's `math.Max` has it: infinity wins over NaN. */
export function largerOf(a: number, b: number): number {
  return a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.max(a, b);
}
