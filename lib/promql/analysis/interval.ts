/** What is known about the floats that an expression gives back; native histograms are left out. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Whether NaN may be among them. */
  readonly nan: boolean;
  /** All of them are whole numbers. */
  readonly whole: boolean;
}

/** Nothing is known. */
export const UNKNOWN: Interval = { low: -Infinity, high: Infinity, nan: true, whole: false };

/** From `low` to `high`, without NaN. */
export function between(low: number, high: number, whole = false): Interval {
  return { low, high, nan: false, whole };
}

/** One value; NaN is a value too. */
export function exactly(value: number): Interval {
  if (Number.isNaN(value)) return { low: Infinity, high: -Infinity, nan: true, whole: true };
  return between(value, value, Number.isInteger(value));
}

/** No float but NaN can be among them. */
export function isEmpty({ low, high }: Interval): boolean {
  return low > high;
}

/** Values of one of the two. */
export function hull(a: Interval, b: Interval): Interval {
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    nan: a.nan || b.nan,
    whole: a.whole && b.whole,
  };
}

/** Values that are in both. */
export function meet(a: Interval, b: Interval): Interval {
  return {
    low: Math.max(a.low, b.low),
    high: Math.min(a.high, b.high),
    nan: a.nan && b.nan,
    whole: a.whole || b.whole,
  };
}

/** The same values, NaN perhaps among them. */
export function orNaN(interval: Interval, nan = true): Interval {
  return { ...interval, nan: interval.nan || nan };
}

/** `-a`. */
export function negated({ low, high, nan, whole }: Interval): Interval {
  return { low: 0 - high, high: 0 - low, nan, whole };
}

/** A function that never falls, applied to both ends. */
export function rising(interval: Interval, apply: (value: number) => number, whole = false): Interval {
  if (isEmpty(interval)) return interval;
  const low = apply(interval.low);
  const high = apply(interval.high);
  const undefinedSomewhere = Number.isNaN(low) || Number.isNaN(high);
  return {
    low: Number.isNaN(low) ? -Infinity : low,
    high: Number.isNaN(high) ? Infinity : high,
    nan: interval.nan || undefinedSomewhere,
    whole,
  };
}

/** `a + b`. */
export function sum(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return { ...hull(a, b), low: Infinity, high: -Infinity, nan: true };
  const opposed = (a.low === -Infinity && b.high === Infinity) || (a.high === Infinity && b.low === -Infinity);
  return {
    low: orElse(a.low + b.low, -Infinity),
    high: orElse(a.high + b.high, Infinity),
    nan: a.nan || b.nan || opposed,
    whole: a.whole && b.whole,
  };
}

/** `a * b`. */
export function product(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return { ...hull(a, b), low: Infinity, high: -Infinity, nan: true };
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map((value) => orElse(value, 0));
  const zeroTimesInfinity = (holds(a, 0) && !isBounded(b)) || (holds(b, 0) && !isBounded(a));
  return {
    low: Math.min(...corners),
    high: Math.max(...corners),
    nan: a.nan || b.nan || zeroTimesInfinity,
    whole: a.whole && b.whole,
  };
}

/** `a / b`. */
export function quotient(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return { ...hull(a, b), low: Infinity, high: -Infinity, nan: true };
  const nan = a.nan || b.nan || (holds(a, 0) && holds(b, 0)) || (!isBounded(a) && !isBounded(b));
  // Zero has a sign, so a divisor that may be zero may give either infinity, unless it is never below zero otherwise.
  if (holds(b, 0)) {
    if (b.low < 0 || a.low < 0) return { low: -Infinity, high: Infinity, nan, whole: false };
    return { low: b.high === Infinity ? 0 : orElse(a.low / b.high, 0), high: Infinity, nan, whole: false };
  }
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
  if (corners.some(Number.isNaN)) corners.push(...(a.low < 0 ? [-Infinity] : [0]), ...(a.high > 0 ? [Infinity] : [0]));
  const known = corners.filter((value) => !Number.isNaN(value));
  return { low: Math.min(...known), high: Math.max(...known), nan, whole: false };
}

/** The sum of one or more of the values: what `sum` and `sum_over_time` give. */
export function severalOf({ low, high, nan, whole }: Interval): Interval {
  return {
    low: low < 0 ? -Infinity : low,
    high: high > 0 ? Infinity : high,
    nan: nan || (low === -Infinity && high === Infinity),
    whole,
  };
}

/** Whether the value is within the ends. */
export function holds({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}

/** Whether infinity is not among the values. */
export function isBounded({ low, high }: Interval): boolean {
  return low > -Infinity && high < Infinity;
}

function orElse(value: number, fallback: number): number {
  return Number.isNaN(value) ? fallback : value;
}
