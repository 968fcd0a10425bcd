import type { Expression, VectorSelector } from "../ast.ts";
import { HISTOGRAM, Series } from "../data/series.ts";
import type { CounterResetHint, FloatHistogram } from "../histogram/float-histogram.ts";
import { detectReset } from "../histogram/reset.ts";
import { NO_BUCKETS } from "../histogram/side.ts";
import { children } from "../walk.ts";
import { countUntil } from "./selecting.ts";
import type { Steps } from "./steps.ts";

const STATISTICS = new Set(["histogram_count", "histogram_sum", "histogram_avg"]);
const WHOLE = new Set([
  ...["histogram_quantile", "histogram_quantiles", "histogram_fraction", "histogram_stddev", "histogram_stdvar"],
]);

/**
 * The selectors of whose histograms only count and sum are read. Prometheus then leaves out the buckets and says of each
 * sample whether it was reset, which shows in what it warns about.
 */
export function statisticsSelectors(expression: Expression): ReadonlySet<VectorSelector> {
  const found = new Set<VectorSelector>();
  visit(expression, false, false);
  return found;

  function visit(node: Expression, statistics: boolean, whole: boolean): void {
    if (node.type === "vector") {
      if (statistics && !whole) found.add(node);
      return;
    }
    const needsBuckets =
      node.type === "subquery" ||
      (node.type === "call" && WHOLE.has(node.function)) ||
      (node.type === "binary" && (node.operator === "</" || node.operator === ">/"));
    const counts = statistics || (node.type === "call" && STATISTICS.has(node.function));
    for (const child of children(node)) visit(child, counts, whole || needsBuckets);
  }
}

/** How Prometheus walks through a series: from so long before each moment on. Units: milliseconds. */
export interface Reading {
  readonly moments: Steps;
  /** How far before the first moment the walk starts. */
  readonly firstReach: number;
  /** How far before each later moment a walk that has fallen behind goes on. */
  readonly reach: number;
}

/** A series whose histograms have only count and sum, and the resets that a walk through it sees. */
export function withStatisticsOnly(series: Series, reading: Reading): Series {
  const { histograms } = series;
  if (histograms === undefined) return series;
  const result = new Series(series.labels, 0);
  result.length = series.length;
  result.timestamps = series.timestamps;
  result.values = series.values;
  result.kinds = series.kinds;
  result.starts = series.starts;
  const jumps = jumpsOf(series, reading);
  let before: FloatHistogram | undefined;
  result.histograms = [];
  for (let index = 0; index < series.length; index++) {
    if (jumps.has(index)) before = undefined;
    const histogram = series.kindAt(index) === HISTOGRAM ? histograms[index] : undefined;
    if (histogram === undefined) continue;
    const counterResetHint = hintOf(histogram, before);
    before = { ...histogram, counterResetHint };
    result.histograms[index] = statisticsOf(histogram, counterResetHint);
  }
  return result;
}

/** Where the walk does not come from the sample before, so that it cannot tell a reset. */
function jumpsOf(series: Series, { moments, firstReach, reach }: Reading): ReadonlySet<number> {
  const { timestamps, length } = series;
  const jumps = new Set<number>();
  let current = -1;
  for (let step = 0; step < moments.count && current < length; step++) {
    const moment = moments.start + step * moments.step;
    const from = moment - (step === 0 ? firstReach : reach);
    if (current < 0 || from > (timestamps[current] as number)) {
      current = countUntil(timestamps, length, Math.max(current, 0), from - 1);
      jumps.add(current);
    }
    // The walk stops at the first sample that is not before the moment.
    current = Math.max(current, countUntil(timestamps, length, current, moment - 1));
  }
  return jumps;
}

function hintOf(histogram: FloatHistogram, before: FloatHistogram | undefined): CounterResetHint {
  const { counterResetHint: hint } = histogram;
  if (hint !== "unknown" || before === undefined) return hint;
  return detectReset(histogram, before) ? "reset" : "not-reset";
}

function statisticsOf(histogram: FloatHistogram, counterResetHint: CounterResetHint): FloatHistogram {
  const { schema, count, sum } = histogram;
  return {
    counterResetHint,
    schema,
    zeroThreshold: 0,
    zeroCount: 0,
    count,
    sum,
    ...NO_BUCKETS,
  };
}
