/** The most digits that JavaScript prints; an exact tie between two roundings ends long before. */
const MANY_DIGITS = 100;

/** With the shortest digits, Go writes an exponent from a million on, whatever the number of digits. */
const SHORTEST_EXPONENT_FROM = 6;

/**
 * A number as Go's `%g` and `%v` print it: the shortest digits that read back as the same number, with an exponent of at least two
 * digits below 1e-04 and from 1e+06 on, and `+Inf`, `-Inf`, `NaN` (https://pkg.go.dev/strconv#FormatFloat).
 */
export function formatFloat(value: number): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const { sign, digits, exponent } = partsOf(value, Math.abs(value).toExponential());
  return sign + general(digits, exponent, SHORTEST_EXPONENT_FROM);
}

/** A number as Go's `%.<precision>g` prints it: rounded to so many digits (0 is 1), without zeros at the end. */
export function formatG(value: number, precision: number): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const kept = Math.max(precision, 1);
  const { sign, digits, exponent } = partsOf(value, roundedExponential(Math.abs(value), kept - 1));
  const significant = digits.replace(/0+$/, "") || "0";
  const length = significant.length;
  return sign + general(significant, exponent, kept > length && length >= exponent + 1 ? length : kept);
}

/** A number as Go's `%.<decimals>f` prints it; `%f` has 6 decimals. */
export function formatFixed(value: number, decimals = 6): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (size >= 1e21) return `${sign}${BigInt(size)}${decimals > 0 ? `.${"0".repeat(decimals)}` : ""}`;
  const exact = size.toFixed(MANY_DIGITS);
  const cut = exact.length - MANY_DIGITS + decimals;
  // JavaScript rounds a tie up, Go to the even digit.
  const even = /[02468]\.?$/.test(exact.slice(0, cut));
  if (!even || !isTie(exact.slice(cut))) return sign + size.toFixed(decimals);
  return sign + exact.slice(0, decimals > 0 ? cut : cut - 1);
}

function formatSpecial(value: number): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? "+Inf" : "-Inf";
}

/** Reads `1.25e+3` into its digits `125` and its exponent 3. */
function partsOf(value: number, exponential: string): { sign: string; digits: string; exponent: number } {
  const [mantissa = "", exponent] = exponential.split("e");
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return { sign, digits: mantissa.replace(".", ""), exponent: Number(exponent) };
}

function general(digits: string, exponent: number, exponentFrom: number): string {
  if (exponent < -4 || exponent >= exponentFrom) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${digits.slice(0, 1)}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** `toExponential` that rounds a tie to the even digit, as Go does. */
function roundedExponential(size: number, decimals: number): string {
  const [mantissa = "", exponent] = size.toExponential(MANY_DIGITS).split("e");
  const cut = decimals > 0 ? decimals + 2 : 1;
  const kept = mantissa.slice(0, cut);
  if (!/[02468]$/.test(kept) || !isTie(mantissa.slice(cut).replace(".", ""))) return size.toExponential(decimals);
  return `${kept}e${exponent}`;
}

function isTie(rest: string): boolean {
  return /^50*$/.test(rest);
}
