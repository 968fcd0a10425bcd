import { tidy } from "./decimal.ts";

/**
 * Units that metrics and thresholds are measured in. They are Prometheus base units, and `milliseconds` for the
 * metrics that real systems export in milliseconds: a threshold must be in the unit of its metric.
 */
export const UNITS = [
  "seconds",
  "milliseconds",
  "bytes",
  "ratio",
  "count",
  "per-second",
  "cores",
  "timestamp",
] as const;

/** One of {@link UNITS}. A `timestamp` is seconds since the Unix epoch. */
export type Unit = (typeof UNITS)[number];

/** A number with its unit, so that comparing seconds with a ratio does not compile. */
export interface Quantity<U extends Unit = Unit> {
  readonly unit: U;
  readonly value: number;
}

/** A length of time. Units: seconds. */
export type Duration = Quantity<"seconds">;

function quantity<const U extends Unit>(unit: U, value: number): Quantity<U> {
  return { unit, value: tidy(value) };
}

/** A length of time, or a threshold on a metric in seconds. */
export function seconds(value: number): Duration {
  return quantity("seconds", value);
}

/** A threshold on a metric that is exported in milliseconds; for a metric in seconds write `seconds(0.5)`. */
export function milliseconds(value: number): Quantity<"milliseconds"> {
  return quantity("milliseconds", value);
}

/** `minutes(5)` is 300 seconds. */
export function minutes(value: number): Duration {
  return seconds(value * 60);
}

/** `hours(1)` is 3,600 seconds. */
export function hours(value: number): Duration {
  return seconds(value * 3_600);
}

/** `days(30)` is 2,592,000 seconds. */
export function days(value: number): Duration {
  return seconds(value * 86_400);
}

/** `weeks(4)` is 28 days. */
export function weeks(value: number): Duration {
  return days(value * 7);
}

/** A share of a whole: `percent(99.9)` is the ratio 0.999. */
export function percent(value: number): Quantity<"ratio"> {
  return quantity("ratio", value / 100);
}

/** A size in bytes. */
export function bytes(value: number): Quantity<"bytes"> {
  return quantity("bytes", value);
}

/** `mebibytes(1)` is 1,048,576 bytes. */
export function mebibytes(value: number): Quantity<"bytes"> {
  return bytes(value * 1_048_576);
}

/** `gibibytes(1)` is 1,073,741,824 bytes. */
export function gibibytes(value: number): Quantity<"bytes"> {
  return bytes(value * 1_073_741_824);
}

/** A number of things: queue entries, connections, replicas. */
export function count(value: number): Quantity<"count"> {
  return quantity("count", value);
}

/** A rate of events. Units: events per second. */
export function perSecond(value: number): Quantity<"per-second"> {
  return quantity("per-second", value);
}

/** `perMinute(30)` is 0.5 events per second. */
export function perMinute(value: number): Quantity<"per-second"> {
  return perSecond(value / 60);
}

/** `perHour(3600)` is 1 event per second. */
export function perHour(value: number): Quantity<"per-second"> {
  return perSecond(value / 3_600);
}

/** CPU time used per second: 0.5 is half a core. */
export function cores(value: number): Quantity<"cores"> {
  return quantity("cores", value);
}

/** True for a value made by one of the unit functions. */
export function isQuantity(value: unknown): value is Quantity {
  return (
    typeof value === "object" &&
    value !== null &&
    "unit" in value &&
    "value" in value &&
    typeof value.value === "number" &&
    UNITS.some((unit) => unit === value.unit)
  );
}
