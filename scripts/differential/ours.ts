import { Labels } from "../../lib/promql/data/labels.ts";
import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { PromqlError } from "../../lib/promql/error.ts";
import { EvaluationError } from "../../lib/promql/eval/error.ts";
import { instantQuery, rangeQuery } from "../../lib/promql/eval/query.ts";
import type { InstantResult, Point } from "../../lib/promql/eval/result.ts";
import type { FloatHistogram, Span } from "../../lib/promql/histogram/float-histogram.ts";
import type { WireAnswer, WireCase, WireHistogram, WirePoint } from "./case.ts";
import { ourOptions } from "./profile.ts";

/** What our engine answers to the queries of a case. */
export function answerOurs({ series, queries, options }: WireCase): readonly WireAnswer[] {
  const storage = new MemoryStorage();
  for (const { labels, samples } of series) {
    const stored = storage.series(Labels.of(labels));
    for (const { t, v, h, st } of samples) {
      if (h !== undefined) stored.appendHistogram(t, histogramOf(h), st);
      else if (v === "stale") stored.appendStale(t);
      else stored.append(t, floatOf(v ?? Number.NaN), st);
    }
  }
  const settings = ourOptions(options);
  return queries.map(({ expr, start, end, step }) => {
    try {
      return answerOf(
        step === 0
          ? instantQuery(storage, expr, start, settings)
          : rangeQuery(storage, expr, { start, end, step }, settings),
        start,
      );
    } catch (error) {
      if (error instanceof PromqlError) {
        return { error: `${error.position.line}:${error.position.column}: parse error: ${error.detail}` };
      }
      if (error instanceof EvaluationError) return { error: error.message };
      const where = error instanceof Error ? (error.stack ?? "").split("\n").slice(0, 3).join(" ") : String(error);
      return { error: `FAULT ${where}` };
    }
  });
}

function answerOf(result: InstantResult, time: number): WireAnswer {
  const { type, warnings, infos } = result;
  switch (type) {
    case "string":
      return { type, text: result.value, series: [], warnings, infos };
    case "scalar":
      return { type, series: [{ labels: {}, points: [{ t: time, v: shown(result.value) }] }], warnings, infos };
    case "vector": {
      const series = result.samples.map(({ labels, value }) => ({
        labels: labels.toRecord(),
        points: [pointOf({ timestamp: time, value })],
      }));
      return { type, series, warnings, infos };
    }
    case "matrix": {
      const series = result.series.map(({ labels, points }) => ({
        labels: labels.toRecord(),
        points: points.map(pointOf),
      }));
      return { type, series, warnings, infos };
    }
  }
}

function pointOf({ timestamp, value }: Point): WirePoint {
  return typeof value === "object" ? { t: timestamp, h: wireOf(value) } : { t: timestamp, v: shown(value) };
}

function shown(value: number): string {
  return Number.isNaN(value)
    ? "NaN"
    : value === Infinity
      ? "+Inf"
      : value === -Infinity
        ? "-Inf"
        : `${Object.is(value, -0) ? "-0" : value}`;
}

/** A float as it stands on the wire. */
export function floatOf(value: number | string): number {
  if (typeof value === "number") return value;
  return value === "+Inf" ? Infinity : value === "-Inf" ? -Infinity : Number(value);
}

function histogramOf(h: WireHistogram): FloatHistogram {
  return {
    counterResetHint: h.hint,
    schema: h.schema,
    zeroThreshold: floatOf(h.zeroThreshold),
    zeroCount: floatOf(h.zeroCount),
    count: floatOf(h.count),
    sum: floatOf(h.sum),
    positiveSpans: h.positiveSpans.map(([offset, length]) => ({ offset, length })),
    positiveBuckets: h.positiveBuckets.map(floatOf),
    negativeSpans: h.negativeSpans.map(([offset, length]) => ({ offset, length })),
    negativeBuckets: h.negativeBuckets.map(floatOf),
    ...(h.customValues === undefined ? undefined : { customValues: h.customValues.map(floatOf) }),
  };
}

function wireOf(h: FloatHistogram): WireHistogram {
  const pairs = (spans: readonly Span[]) => spans.map(({ offset, length }) => [offset, length] as const);
  return {
    hint: h.counterResetHint,
    schema: h.schema,
    zeroThreshold: shown(h.zeroThreshold),
    zeroCount: shown(h.zeroCount),
    count: shown(h.count),
    sum: shown(h.sum),
    positiveSpans: pairs(h.positiveSpans),
    positiveBuckets: h.positiveBuckets.map(shown),
    negativeSpans: pairs(h.negativeSpans),
    negativeBuckets: h.negativeBuckets.map(shown),
    ...(h.customValues === undefined ? undefined : { customValues: h.customValues.map(shown) }),
  };
}
