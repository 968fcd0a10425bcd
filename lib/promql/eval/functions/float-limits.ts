/** The smaller number as Go's `math.Min` has it: minus infinity wins over NaN. */
export function smallerOf(a: number, b: number): number {
  return a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b);
}

/** The larger number as Go's `math.Max` has it: infinity wins over NaN. */
export function largerOf(a: number, b: number): number {
  return a === Infinity || b === Infinity ? Infinity : Math.max(a, b);
}
