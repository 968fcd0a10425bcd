const LARGEST_COUNT = 2n ** 64n - 1n;

/** The number a literal means. Errors: `SyntaxError` in Go's words for what is out of range. */
export function numberLiteral(literal: string): number {
  const digits = literal.replaceAll("_", "").toLowerCase();
  if (digits === "inf") return Infinity;
  if (digits === "nan") return NaN;
  // Go reads integers first, where a leading zero means octal: `010` is 8, while `08` and `010.5` are decimal.
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  const value = Number(digits);
  if (value === Infinity) throw new SyntaxError(`strconv.ParseFloat: parsing "${literal}": value out of range`);
  return value;
}

/** The count a literal means. Errors: `SyntaxError` in Go's words for what is no whole number of 64 bits. */
export function countLiteral(literal: string): number {
  if (!/^\d+$/.test(literal)) throw new SyntaxError(`strconv.ParseUint: parsing "${literal}": invalid syntax`);
  if (BigInt(literal) > LARGEST_COUNT) {
    throw new SyntaxError(`strconv.ParseUint: parsing "${literal}": value out of range`);
  }
  return Number(literal);
}
