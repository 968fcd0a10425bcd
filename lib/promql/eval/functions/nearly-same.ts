/** The smallest float of full precision. */
const SMALLEST_NORMAL = 2 ** -1022;

/** Whether two numbers differ by less than `relative` of their sum, by Prometheus' measure; NaN is the same as NaN. */
export function nearlySame(a: number, b: number, relative: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < SMALLEST_NORMAL) return difference < relative * SMALLEST_NORMAL;
  return difference / Math.min(sum, Number.MAX_VALUE) < relative;
}
