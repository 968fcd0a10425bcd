import { parseDuration } from "../../core/duration.ts";
import {
  bytes,
  cores,
  count,
  type Duration,
  milliseconds,
  percent,
  perHour,
  perMinute,
  perSecond,
  type Quantity,
  seconds,
} from "../../core/quantity.ts";

const SINGLE = /^([0-9.]+(?:e-?[0-9]+)?) ?(\S.*)?$/;

/** Units: milliseconds. */
const TIMES: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

const OTHERS: Readonly<Record<string, (value: number) => Quantity>> = {
  "%": percent,
  B: bytes,
  KiB: (value) => bytes(value * 1_024),
  MiB: (value) => bytes(value * 1_048_576),
  GiB: (value) => bytes(value * 1_073_741_824),
  TiB: (value) => bytes(value * 1_099_511_627_776),
  core: cores,
  cores,
  "/s": perSecond,
  "/m": perMinute,
  "/h": perHour,
  "per second": perSecond,
  "per minute": perMinute,
  "per hour": perHour,
};

/** The length of time that a text stands for: `5m`, `1h30m`, `0.5s`, and 0 without a unit; `undefined` for other texts. */
export function readDuration(given: unknown): Duration | undefined {
  const time = readTime(String(given));
  return time === undefined ? undefined : seconds(time / 1_000);
}

/**
 * The quantity that a text stands for: `500ms`, `99.9%`, `800/s`, `512MiB`, `2 cores`, `20`; `undefined` for texts that are
 * none. What is written in milliseconds is in milliseconds: it compares with no metric in seconds.
 */
export function readQuantity(given: unknown): Quantity | undefined {
  if (typeof given === "number") return count(given);
  const text = String(given);
  const [, amount, unit] = SINGLE.exec(text) ?? [];
  if (amount !== undefined && unit === undefined) return count(Number(amount));
  const other = unit === undefined ? undefined : OTHERS[unit];
  if (other !== undefined) return other(Number(amount));
  const time = readTime(text);
  if (time === undefined) return undefined;
  return unit !== undefined && TIMES[unit] === 1 ? milliseconds(time) : seconds(time / 1_000);
}

function readTime(text: string): number | undefined {
  const [, amount, unit] = SINGLE.exec(text) ?? [];
  const length = unit === undefined ? undefined : TIMES[unit];
  return length === undefined ? parseDuration(text) : Number(amount) * length;
}
