import type { Call, Expression } from "../ast.ts";
import { selectors } from "../walk.ts";
import {
  between,
  exactly,
  holds,
  hull,
  type Interval,
  isBounded,
  negated,
  orNaN,
  rising,
  severalOf,
  UNKNOWN,
} from "./interval.ts";
import type { Knowledge } from "./knowledge.ts";
import { seriesArgument } from "./labels.ts";

type Of = (node: Expression) => Interval;

const COUNTED = between(0, Infinity, true);
const NOT_NEGATIVE = between(0, Infinity);

/** Functions whose values do not depend on what they are given. */
const FIXED: ReadonlyMap<string, Interval> = new Map([
  ["absent", exactly(1)],
  ["absent_over_time", exactly(1)],
  ["present_over_time", exactly(1)],
  ["count_over_time", between(1, Infinity, true)],
  ["changes", COUNTED],
  ["resets", COUNTED],
  ["day_of_month", between(1, 31, true)],
  ["day_of_week", between(0, 6, true)],
  ["day_of_year", between(1, 366, true)],
  ["days_in_month", between(28, 31, true)],
  ["hour", between(0, 23, true)],
  ["minute", between(0, 59, true)],
  ["month", between(1, 12, true)],
  ["year", between(-Infinity, Infinity, true)],
  ["pi", exactly(Math.PI)],
  ...["time", "start", "end", "step", "range", "timestamp", "start_timestamp"].map(notNegative),
  ...["first", "last", "max", "min"].map((which) => notNegative(`ts_of_${which}_over_time`)),
  ["histogram_fraction", orNaN(between(0, 1))],
  ["histogram_stddev", orNaN(NOT_NEGATIVE)],
  ["histogram_stdvar", orNaN(NOT_NEGATIVE)],
]);

/** Functions whose values are among those they are given. */
const KEEPS: ReadonlySet<string> = new Set([
  ...["vector", "label_join", "label_replace", "info", "sort", "sort_desc", "sort_by_label", "sort_by_label_desc"],
  ...["min_over_time", "max_over_time", "first_over_time", "last_over_time"],
]);

/** Functions that never fall. */
const RISING: Readonly<Record<string, readonly [apply: (value: number) => number, whole: boolean]>> = {
  atan: [Math.atan, false],
  ceil: [Math.ceil, true],
  deg: [(value) => (value * 180) / Math.PI, false],
  exp: [Math.exp, false],
  floor: [Math.floor, true],
  ln: [Math.log, false],
  log10: [Math.log10, false],
  log2: [Math.log2, false],
  rad: [(value) => (value * Math.PI) / 180, false],
  sgn: [Math.sign, true],
  sinh: [Math.sinh, false],
  asinh: [Math.asinh, false],
  sqrt: [Math.sqrt, false],
  tanh: [Math.tanh, false],
};

/** What a function gives, from what its arguments can be. */
export function callBounds(node: Call, of: Of, knowledge: Knowledge): Interval {
  const fixed = FIXED.get(node.function);
  if (fixed !== undefined) return fixed;
  const [first, second, third] = node.arguments;
  if (first === undefined) return UNKNOWN;
  const series = seriesArgument(node) ?? first;
  const inner = of(series);
  if (KEEPS.has(node.function)) return inner;
  const rise = RISING[node.function];
  if (rise !== undefined) return risen(node.function, inner, rise[0], rise[1]);
  switch (node.function) {
    case "rate":
    case "irate":
    case "increase":
      return rateBounds(node, series, inner, knowledge);
    case "scalar":
      return orNaN(inner);
    case "abs":
      return hull(clampedLow(inner, 0), clampedLow(negated(inner), 0));
    case "sum_over_time":
      return severalOf(inner);
    case "avg_over_time":
      return { ...orNaN(inner, !isBounded(inner)), whole: false };
    case "quantile_over_time":
      return quantileBounds(of(first), inner);
    case "stddev_over_time":
    case "stdvar_over_time":
    case "mad_over_time":
      return orNaN(NOT_NEGATIVE, inner.nan || !isBounded(inner));
    case "sin":
    case "cos":
      return orNaN(between(-1, 1), inner.nan || !isBounded(inner));
    case "round":
      return second === undefined
        ? rising(inner, (value) => Math.floor(value + 0.5), true)
        : rounded(inner, of(second));
    case "clamp":
      return second === undefined || third === undefined ? UNKNOWN : atLeast(atMost(inner, of(third)), of(second));
    case "clamp_max":
    case "min_of":
      return second === undefined ? UNKNOWN : atMost(inner, of(second));
    case "clamp_min":
    case "max_of":
      return second === undefined ? UNKNOWN : atLeast(inner, of(second));
    case "histogram_quantile":
      return second === undefined ? UNKNOWN : bucketBounds([of(first)], second, knowledge);
    case "histogram_quantiles":
      return bucketBounds(node.arguments.slice(2).map(of), first, knowledge);
    default:
      return UNKNOWN;
  }
}

/** A quantile of values is among them, unless it is asked for below 0 or above 1. */
export function quantileBounds(share: Interval, inner: Interval): Interval {
  if (share.low < 0 || share.high > 1) return UNKNOWN;
  return { ...orNaN(inner, share.nan || !isBounded(inner)), whole: false };
}

/** Counters are taken for what they are: they start at zero and grow. */
function rateBounds(node: Call, series: Expression, inner: Interval, knowledge: Knowledge): Interval {
  if (series.type !== "matrix") return inner.low >= 0 ? orNaN(NOT_NEGATIVE) : UNKNOWN;
  const { name } = series.selector;
  const known = name === undefined || node.function === "increase" ? undefined : knowledge.rateOf?.(name);
  return known ?? orNaN(NOT_NEGATIVE, inner.nan);
}

/** Within the buckets, where they are known; NaN where nothing was observed. */
function bucketBounds(shares: readonly Interval[], histogram: Expression, knowledge: Knowledge): Interval {
  if (shares.some(({ low, high }) => low < 0 || high > 1)) return UNKNOWN;
  const known = selectors(histogram).map(({ name }) => (name === undefined ? undefined : knowledge.bucketsOf?.(name)));
  let found: Interval | undefined;
  for (const buckets of known) {
    const [first] = buckets ?? [];
    const last = buckets?.at(-1);
    if (first === undefined || last === undefined) return UNKNOWN;
    const own = between(Math.min(0, first), last);
    found = found === undefined ? own : hull(found, own);
  }
  return found === undefined ? UNKNOWN : orNaN(found);
}

function risen(name: string, inner: Interval, apply: (value: number) => number, whole: boolean): Interval {
  const roots = name === "sqrt" || name.startsWith("l");
  if (!roots) return rising(inner, apply, whole);
  return orNaN(rising(clampedLow(inner, 0), apply, whole), inner.low < 0);
}

function rounded(inner: Interval, to: Interval): Interval {
  if (to.nan || !isBounded(to) || holds(to, 0)) return UNKNOWN;
  const most = Math.max(-to.low, to.high);
  return {
    low: inner.low >= 0 ? 0 : inner.low - most,
    high: inner.high <= 0 ? 0 : inner.high + most,
    nan: inner.nan || !isBounded(inner),
    whole: false,
  };
}

function clampedLow({ low, high, nan, whole }: Interval, least: number): Interval {
  return { low: Math.max(low, least), high: Math.max(high, least), nan, whole };
}

function atMost(a: Interval, b: Interval): Interval {
  return {
    low: Math.min(a.low, b.low),
    high: Math.min(a.high, b.high),
    nan: a.nan || b.nan,
    whole: a.whole && b.whole,
  };
}

function atLeast(a: Interval, b: Interval): Interval {
  return {
    low: Math.max(a.low, b.low),
    high: Math.max(a.high, b.high),
    nan: a.nan || b.nan,
    whole: a.whole && b.whole,
  };
}

function notNegative(name: string): readonly [string, Interval] {
  return [name, NOT_NEGATIVE];
}
