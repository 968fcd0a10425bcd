import { formatFloatAs } from "../format/float.ts";
import { timeText } from "../time/text.ts";
import { toNanoseconds } from "./convert.ts";

const LARGE = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
const SMALL = ["m", "u", "n", "p", "f", "a", "z", "y"];
const BINARY = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

const fourDigits = (value: number): string => formatFloatAs(value, "g", 4);

/** `1.235k`, `12.3m`: four digits and the prefix of the metric system. */
export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return fourDigits(value);
  return Math.abs(value) >= 1 ? divided(value, 1000, LARGE) : multiplied(value);
}

/** `1.206Ki`-like text for powers of 1024, as Prometheus spells it: `1.206ki`. */
export function humanize1024(value: number): string {
  return Math.abs(value) <= 1 || !Number.isFinite(value) ? fourDigits(value) : divided(value, 1024, BINARY);
}

function divided(value: number, unit: number, prefixes: readonly string[]): string {
  let rest = value;
  let used = "";
  for (const prefix of prefixes) {
    if (Math.abs(rest) < unit) break;
    used = prefix;
    rest /= unit;
  }
  return fourDigits(rest) + used;
}

function multiplied(value: number): string {
  let rest = value;
  let used = "";
  for (const prefix of SMALL) {
    if (Math.abs(rest) >= 1) break;
    used = prefix;
    rest *= 1000;
  }
  return fourDigits(rest) + used;
}

/** Seconds as `1d 2h 3m 4s`, `4.321s` or `12ms`. */
export function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return fourDigits(seconds);
  if (seconds === 0) return `${fourDigits(seconds)}s`;
  if (Math.abs(seconds) < 1) return `${multiplied(seconds)}s`;
  const sign = seconds < 0 ? "-" : "";
  const size = Math.abs(seconds);
  // Beyond 64 bits Go's seconds wrap to the smallest number.
  const whole = size < 2 ** 63 ? BigInt(Math.trunc(size)) : -(2n ** 63n);
  const minutes = (whole / 60n) % 60n;
  const hours = (whole / 3600n) % 24n;
  const days = whole / 86_400n;
  if (days !== 0n) return `${sign}${days}d ${hours}h ${minutes}m ${whole % 60n}s`;
  if (hours !== 0n) return `${sign}${hours}h ${minutes}m ${whole % 60n}s`;
  if (minutes !== 0n) return `${sign}${minutes}m ${whole % 60n}s`;
  return `${sign}${fourDigits(size)}s`;
}

/** A ratio as percent, four digits. */
export function humanizePercentage(value: number): string {
  return `${fourDigits(value * 100)}%`;
}

/** Seconds since 1970 as `2015-08-29 16:00:00 +0000 UTC`. Errors: as `toNanoseconds`. */
export function humanizeTimestamp(seconds: number): string {
  const nanoseconds = toNanoseconds(seconds);
  return nanoseconds === undefined ? fourDigits(seconds) : timeText(nanoseconds);
}
