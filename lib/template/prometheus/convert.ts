import { quote } from "../../promql/quote.ts";
import { FunctionError } from "../error.ts";
import { formatFloatAs } from "../format/float.ts";
import { parseGoFloat } from "../number.ts";
import { typeName, type Value } from "../value.ts";

/** The number that a function of Prometheus takes an argument for. Errors: `FunctionError` in Prometheus' words. */
export function toFloat(value: Value | undefined): number {
  if (value?.kind === "float") return value.value;
  if (value?.kind === "int" && value.type === "time.Duration") {
    return Number(value.value / 1_000_000_000n) + Number(value.value % 1_000_000_000n) / 1e9;
  }
  if (value !== undefined && (value.kind === "int" || value.kind === "uint") && /^u?int(?:64)?$/.test(value.type)) {
    return Number(value.value);
  }
  if (value?.kind !== "string" || value.type !== "string") {
    throw new FunctionError(`can't convert ${value === undefined ? "<nil>" : typeName(value)} to float`);
  }
  const number = parseGoFloat(value.value);
  const fail = (problem: string): never => {
    throw new FunctionError(`strconv.ParseFloat: parsing ${quote(value.value)}: ${problem}`);
  };
  if (number === undefined) return fail("invalid syntax");
  return !Number.isFinite(number) && /[0-9]/.test(value.value) ? fail("value out of range") : number;
}

/** Seconds since 1970 as nanoseconds, whole milliseconds as Prometheus keeps time; `undefined` for NaN and the infinities. Errors: `FunctionError` beyond 64 bits. */
export function toNanoseconds(seconds: number): bigint | undefined {
  if (!Number.isFinite(seconds)) return undefined;
  const nanoseconds = seconds * 1e9;
  if (nanoseconds > 2 ** 63 || nanoseconds < -(2 ** 63)) {
    const shown = formatFloatAs(seconds, "g", "shortest");
    throw new FunctionError(`${shown} cannot be represented as a nanoseconds timestamp since it overflows int64`);
  }
  return (toInt64(nanoseconds) / 1_000_000n) * 1_000_000n;
}

/** A float as Go converts it to 64 bits on amd64, where what does not fit becomes the smallest number. */
export function toInt64(value: number): bigint {
  const fits = value >= -(2 ** 63) && value < 2 ** 63;
  return fits ? BigInt(Math.trunc(value)) : -(2n ** 63n);
}
