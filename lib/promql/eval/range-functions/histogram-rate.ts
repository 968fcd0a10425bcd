import { add, multiply, subtract } from "../../histogram/arithmetic.ts";
import { compact } from "../../histogram/compact.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { copyToSchema } from "../../histogram/resolution.ts";
import { usesCustomBuckets } from "../../histogram/schema.ts";
import { NO_BUCKETS } from "../../histogram/side.ts";
import { boundsReconciled, mixedSchemas, notCounter, notGauge } from "../messages.ts";
import { coverageOf, extrapolationFactor, factorSinceStart, startInside } from "./extrapolation.ts";
import { HistogramRun } from "./histogram-run.ts";
import type { RangeNotes } from "./range-notes.ts";
import type { RateWriter } from "./rate-kind.ts";
import { countEarlyStarts, withStarts } from "./start-timestamps.ts";

/** `rate`, `increase` and `delta` of histograms, extrapolated to the edges of the range. */
export const histogramRate: RateWriter = (input, { isCounter, isRate }, output) => {
  const { series, vector, evaluator, notes } = input;
  const samples = withStarts(series.histograms, isCounter && evaluator.settings.startTimestamps);
  const { from, to } = series.histograms;
  const begin = from[0] ?? 0;
  const end = to.at(-1) ?? 0;
  const run = new HistogramRun(samples, begin, end, isCounter);
  const early = countEarlyStarts(samples, begin, end);
  const seconds = vector.range / 1_000;
  return (step) => {
    const first = from[step] as number;
    const last = (to[step] as number) - 1;
    const coverage = coverageOf(input, step, samples.timestamps, first, last);
    let increase: FloatHistogram | undefined;
    if (last > first) {
      const overlapping = early !== undefined && (early[last] as number) > (early[first] as number);
      increase = isCounter
        ? counterIncrease(run, first, last, overlapping, notes)
        : gaugeIncrease(run, first, last, notes);
      if (increase === undefined) return;
    }
    const earliest = run.at(first);
    const start = samples.starts === undefined ? 0 : startInside(samples.starts[first] as number, coverage);
    let factor: number;
    if (start !== 0) {
      const before = increase;
      increase = before === undefined ? earliest : notes.withoutMix(() => notes.add(before, earliest));
      if (increase === undefined) return;
      factor = factorSinceStart(coverage, start);
    } else if (increase === undefined) {
      return;
    } else {
      const share = isCounter && increase.count > 0 && earliest.count >= 0 ? earliest.count / increase.count : Infinity;
      factor = extrapolationFactor(coverage, share);
    }
    output.setHistogram(step, multiply(increase, isRate ? factor / seconds : factor));
  };
};

function gaugeIncrease(run: HistogramRun, first: number, last: number, notes: RangeNotes): FloatHistogram | undefined {
  const before = run.at(first);
  const now = run.at(last);
  if (usesCustomBuckets(before) !== usesCustomBuckets(now)) {
    notes.warn(mixedSchemas);
    return undefined;
  }
  const rise = notes.withoutMix(() => notes.subtract(now, before));
  if (rise === undefined) return undefined;
  if (before.counterResetHint !== "gauge" || now.counterResetHint !== "gauge") notes.warn(notGauge);
  return asGauge(rise);
}

function counterIncrease(
  run: HistogramRun,
  first: number,
  last: number,
  overlapping: boolean,
  notes: RangeNotes,
): FloatHistogram | undefined {
  const second = run.at(first + 1);
  // What the first sample looks like does not matter where the second one starts from zero.
  const before = run.isReset(first + 1) ? emptyLike(second) : run.at(first);
  const now = run.at(last);
  const custom = usesCustomBuckets(before);
  const isGauge = run.at(first).counterResetHint === "gauge" || now.counterResetHint === "gauge";
  if (usesCustomBuckets(now) !== custom) {
    if (isGauge) notes.warn(notCounter);
    notes.warn(mixedSchemas);
    return undefined;
  }
  const inside = run.uniform ? UNIFORM : run.look(first + 1, last, custom);
  if (inside.mixed) {
    notes.warn(mixedSchemas);
    return undefined;
  }
  const schema = Math.min(now.schema, before.schema, inside.schema);
  const result = notes.withoutMix(() => {
    let { histogram, boundsReconciled } = subtract(copyToSchema(now, schema), before);
    let addedReconciled = false;
    run.eachReset(first, last, (index) => {
      if (index === first + 1 && second.counterResetHint !== "reset") return;
      const sum = add(histogram, index === first + 1 ? before : run.at(index - 1));
      histogram = sum.histogram;
      addedReconciled ||= sum.boundsReconciled;
    });
    return { histogram, boundsReconciled, addedReconciled };
  });
  if (result === undefined) return undefined;
  if (isGauge || inside.gauge) notes.warn(notCounter);
  if (overlapping) notes.startTimeOverlap();
  if (result.boundsReconciled) notes.inform(boundsReconciled("subtraction"));
  if (result.addedReconciled) notes.inform(boundsReconciled("addition"));
  return asGauge(result.histogram);
}

const UNIFORM = { mixed: false, gauge: false, schema: Infinity };

function asGauge(histogram: FloatHistogram): FloatHistogram {
  return compact({ ...histogram, counterResetHint: "gauge" });
}

function emptyLike({ schema, customValues }: FloatHistogram): FloatHistogram {
  return {
    counterResetHint: "unknown",
    schema,
    zeroThreshold: 0,
    zeroCount: 0,
    count: 0,
    sum: 0,
    ...NO_BUCKETS,
    ...(customValues === undefined ? {} : { customValues }),
  };
}
