/** What a float sum of `a` and `b` has lost. */
export function roundingOf(a: number, b: number, sum: number): number {
  return Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
}
