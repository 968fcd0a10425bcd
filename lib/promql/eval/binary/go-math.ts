/** Beyond this exponent repeated squaring loses more than `Math.pow` does. */
const LARGEST_SQUARED = 1024;
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * `x` to the power of `y` as Go's `math.Pow` gives it (https://pkg.go.dev/math#Pow): unlike JavaScript's, 1 to any power is 1,
 * and so is -1 to an infinite one. Whole exponents are squared and multiplied, as Go does, for the same last digit.
 */
export function goPow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  if (!Number.isFinite(x) || x === 0) return x ** y;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  if (!Number.isInteger(y) || Math.abs(y) > LARGEST_SQUARED) return x ** y;
  const squared = squaring(x, Math.abs(y));
  const power = y < 0 ? 1 / squared : squared;
  const size = Math.abs(power);
  return size >= SMALLEST_NORMAL && Number.isFinite(size) && Number.isFinite(squared) ? power : x ** y;
}

function squaring(x: number, exponent: number): number {
  let power = 1;
  let square = x;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if ((rest & 1) === 1) power *= square;
    square *= square;
  }
  return power;
}
