import { HistogramAccumulator } from "../../histogram/accumulator.ts";
import type { CounterResetHint, FloatHistogram } from "../../histogram/float-histogram.ts";
import { HistogramMean } from "../../histogram/mean.ts";
import { boundsReconciled, resetCollision } from "../messages.ts";
import type { HistogramSamples } from "../range-vector.ts";
import { areAlike } from "./histogram-layout.ts";
import { HistogramQueue } from "./histogram-queue.ts";
import type { RangeCall } from "./range-function.ts";
import { overlaps, widest } from "./window-fold.ts";

/** The sum or mean of the histograms in the window of a step, asked for in rising steps and only where there are some. */
export function histogramTotals(
  { series, notes }: RangeCall,
  mean: boolean,
): (step: number) => FloatHistogram | undefined {
  const { histograms } = series;
  const { from, to } = histograms;
  const begin = from[0] ?? 0;
  const end = to.at(-1) ?? 0;
  const whole = (step: number): FloatHistogram | undefined =>
    notes.withoutMix(() => {
      const total = gathered(histograms, mean, from[step] as number, to[step] as number);
      if (total.counterResetCollision) notes.warn(resetCollision("aggregation"));
      if (total.boundsReconciled) notes.inform(boundsReconciled("aggregation"));
      return total.total();
    });
  if (!overlaps(histograms)) return whole;
  const used = histograms.values.slice(begin, end);
  if (!areAlike(used)) return whole;
  const queue = new HistogramQueue(used, widest(histograms), mean);
  const hints = hintCounts(used);
  return (step) => {
    const first = (from[step] as number) - begin;
    const after = (to[step] as number) - begin;
    const has = (hint: CounterResetHint): boolean => (hints[hint][after] as number) > (hints[hint][first] as number);
    const total = queue.result(first, after, commonHint(has));
    // What overflows on its way depends on the order.
    if (!isAllFinite(total)) return whole(step);
    if (has("reset") && has("not-reset")) notes.warn(resetCollision("aggregation"));
    return total;
  };
}

function gathered(
  { values }: HistogramSamples,
  mean: boolean,
  from: number,
  to: number,
): HistogramMean | HistogramAccumulator {
  const first = values[from] as FloatHistogram;
  const total = mean ? new HistogramMean(first) : new HistogramAccumulator(first);
  for (let index = from + 1; index < to; index++) total.add(values[index] as FloatHistogram);
  return total;
}

const HINTS: readonly CounterResetHint[] = ["unknown", "reset", "not-reset", "gauge"];

/** What a sum says of resets: what all its parts say; but one gauge makes a gauge, and anything else is not known. */
function commonHint(has: (hint: CounterResetHint) => boolean): CounterResetHint {
  if (has("gauge")) return "gauge";
  const [only, another] = HINTS.filter(has);
  return only === undefined || another !== undefined ? "unknown" : only;
}

/** How many histograms with each hint there are before each index. */
function hintCounts(histograms: readonly FloatHistogram[]): Readonly<Record<CounterResetHint, Int32Array>> {
  const countsOf = (hint: CounterResetHint): Int32Array => {
    const counts = new Int32Array(histograms.length + 1);
    for (const [index, { counterResetHint }] of histograms.entries()) {
      counts[index + 1] = (counts[index] as number) + (counterResetHint === hint ? 1 : 0);
    }
    return counts;
  };
  return Object.fromEntries(HINTS.map((hint) => [hint, countsOf(hint)])) as Record<CounterResetHint, Int32Array>;
}

function isAllFinite(h: FloatHistogram): boolean {
  const finite = Number.isFinite;
  if (!finite(h.count) || !finite(h.sum) || !finite(h.zeroCount)) return false;
  return h.positiveBuckets.every(finite) && h.negativeBuckets.every(finite);
}
