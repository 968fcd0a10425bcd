const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const HEXADECIMAL = /^([+-]?)0x(?=\.?[0-9a-f])([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/i;
const BETWEEN_DIGITS = /(?<=[0-9])_(?=[0-9])/g;

/** The upper bound in an `le` label as Go's `strconv.ParseFloat` reads it; `undefined` where it is none or beyond a float. */
export function bucketBound(text: string): number | undefined {
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return NaN;
  const value = finite(text.replace(BETWEEN_DIGITS, ""));
  return Number.isFinite(value) ? value : undefined;
}

function finite(digits: string): number {
  if (DECIMAL.test(digits)) return Number(digits);
  const [, sign, whole = "", fraction = "", exponent] = HEXADECIMAL.exec(digits) ?? [];
  if (exponent === undefined) return NaN;
  const size = Number.parseInt(`${whole}${fraction}`, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === "-" ? -size : size;
}
