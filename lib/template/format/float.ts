/** Significant decimal digits; the value is `0.digits * 10 ** point`. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** `shortest` is as many digits as it takes to read the same number back. */
export type Precision = number | "shortest";

/** A number as Go's `strconv.FormatFloat` writes it; verbs are `e E f g G b x X`. */
export function formatFloatAs(value: number, verb: string, precision: Precision): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  switch (verb) {
    case "b":
      return sign + binary(size);
    case "x":
      return sign + hexadecimal(size, precision);
    case "X":
      return sign + hexadecimal(size, precision).toUpperCase();
    case "f":
      return sign + fixed(size, precision);
    case "e":
      return sign + exponential(size, precision);
    case "E":
      return sign + exponential(size, precision).toUpperCase();
    case "g":
      return sign + general(size, precision);
    default:
      return sign + general(size, precision).toUpperCase();
  }
}

function fixed(size: number, precision: Precision): string {
  const exact = precision === "shortest" ? shortest(size) : rounded(exactly(size), exactly(size).point + precision);
  const decimals = precision === "shortest" ? Math.max(0, exact.digits.length - exact.point) : precision;
  return placed(exact, decimals);
}

function placed({ digits, point }: Decimal, decimals: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  if (decimals <= 0) return whole;
  const fraction = point >= 0 ? digits.slice(point) : "0".repeat(Math.min(-point, decimals)) + digits;
  return `${whole}.${fraction.slice(0, decimals).padEnd(decimals, "0")}`;
}

function exponential(size: number, precision: Precision): string {
  const decimal = precision === "shortest" ? shortest(size) : rounded(exactly(size), precision + 1);
  return withExponent(decimal, precision === "shortest" ? decimal.digits.length - 1 : precision);
}

function withExponent({ digits, point }: Decimal, decimals: number): string {
  const exponent = digits === "" ? 0 : point - 1;
  const fraction = decimals > 0 ? `.${digits.slice(1, decimals + 1).padEnd(decimals, "0")}` : "";
  const sign = exponent < 0 ? "-" : "+";
  return `${digits[0] ?? "0"}${fraction}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function general(size: number, precision: Precision): string {
  const kept = precision === "shortest" ? 6 : Math.max(1, precision);
  const decimal = precision === "shortest" ? shortest(size) : rounded(exactly(size), kept);
  const { digits, point } = decimal;
  // An exponent is written below 1e-04 and where the digits asked for would not reach the decimal point.
  const limit = precision !== "shortest" && kept > digits.length && digits.length >= point ? digits.length : kept;
  const exponent = point - 1;
  if (digits !== "" && (exponent < -4 || exponent >= limit)) return withExponent(decimal, digits.length - 1);
  return placed(decimal, Math.max(0, digits.length - point));
}

function shortest(size: number): Decimal {
  if (size === 0) return { digits: "", point: 0 };
  const [mantissa = "", exponent = "0"] = size.toExponential().split("e");
  return { digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}

function parts(size: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const fraction = bits & 0xfffffffffffffn;
  const biased = Number(bits >> 52n);
  return { mantissa: biased === 0 ? fraction : fraction | (1n << 52n), exponent: Math.max(biased, 1) - 1075 };
}

/** All decimal digits, which every finite number has a limited number of. */
function exactly(size: number): Decimal {
  if (size === 0) return { digits: "", point: 0 };
  const { mantissa, exponent } = parts(size);
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const digits = scaled.toString();
  return { digits: digits.replace(/0+$/, ""), point: digits.length + Math.min(0, exponent) };
}

/** The first `count` digits, rounded half to even, as Go rounds. */
function rounded({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: "", point: 0 };
  const rest = digits.slice(count);
  const last = Number(digits[count - 1] ?? "0");
  const isUp = rest[0] === "5" && rest.length === 1 ? last % 2 === 1 : (rest[0] as string) >= "5";
  const head = isUp
    ? (BigInt(`0${digits.slice(0, count)}`) + 1n).toString().padStart(count, "0")
    : digits.slice(0, count);
  return { digits: head.replace(/0+$/, ""), point: head.length > count ? point + 1 : point };
}

function binary(size: number): string {
  const { mantissa, exponent } = parts(size);
  return `${mantissa}p${exponent < 0 ? "" : "+"}${exponent}`;
}

function hexadecimal(size: number, precision: Precision): string {
  let { mantissa, exponent } = parts(size);
  if (mantissa === 0n) exponent = -52;
  mantissa <<= 8n;
  while (mantissa !== 0n && mantissa < 1n << 60n) {
    mantissa <<= 1n;
    exponent--;
  }
  if (precision !== "shortest" && precision < 15) {
    const unit = 1n << BigInt(60 - 4 * precision);
    const rest = mantissa % unit;
    mantissa -= rest;
    if (rest * 2n > unit || (rest * 2n === unit && (mantissa / unit) % 2n === 1n)) mantissa += unit;
    if (mantissa >= 1n << 61n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  const fraction = (mantissa & ((1n << 60n) - 1n)).toString(16).padStart(15, "0");
  const shown =
    precision === "shortest" ? fraction.replace(/0+$/, "") : fraction.slice(0, precision).padEnd(precision, "0");
  const power = exponent + 52;
  const sign = power < 0 ? "-" : "+";
  return `0x${mantissa >> 60n}${shown === "" ? "" : "."}${shown}p${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}
