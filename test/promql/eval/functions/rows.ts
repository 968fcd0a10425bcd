import { Labels } from "../../../../lib/promql/data/labels.ts";
import { MemoryStorage } from "../../../../lib/promql/data/storage.ts";
import type { FloatHistogram, Span } from "../../../../lib/promql/histogram/float-histogram.ts";
import { parse } from "../../../../lib/promql/parse.ts";

/** A sample; `undefined` where there is none. */
export type Sample = number | "stale" | FloatHistogram | undefined;

/** Series by their selectors, a sample a minute from 0 on. */
export type Rows = Readonly<Record<string, readonly Sample[]>>;

const MINUTE = 60_000;

/** A native histogram with only what matters said. */
export function histogram(fields: Partial<FloatHistogram>): FloatHistogram {
  return {
    ...{ counterResetHint: "unknown", schema: 0, zeroThreshold: 0, zeroCount: 0, count: 0, sum: 0 },
    ...{ positiveSpans: [], positiveBuckets: [], negativeSpans: [], negativeBuckets: [] },
    ...fields,
  };
}

/** The rows in a storage of ours. */
export function storageOf(rows: Rows): MemoryStorage {
  const storage = new MemoryStorage();
  for (const [selector, samples] of Object.entries(rows)) {
    const series = storage.series(Labels.of(labelsOf(selector)));
    for (const [index, sample] of samples.entries()) {
      if (sample === undefined) continue;
      if (sample === "stale") series.appendStale(index * MINUTE);
      else if (typeof sample === "number") series.append(index * MINUTE, sample);
      else series.appendHistogram(index * MINUTE, sample);
    }
  }
  return storage;
}

/** The rows as the oracle reads them. */
export function oracleSeries(rows: Rows): readonly unknown[] {
  return Object.entries(rows).map(([selector, samples]) => ({
    labels: labelsOf(selector),
    samples: samples.flatMap((sample, index) => {
      const t = index * MINUTE;
      if (sample === undefined) return [];
      if (typeof sample === "number" || sample === "stale") return [{ t, v: wireNumber(sample) }];
      return [{ t, v: 0, h: wireHistogram(sample) }];
    }),
  }));
}

function labelsOf(selector: string): Record<string, string> {
  const parsed = parse(selector);
  if (parsed.type !== "vector") throw new TypeError(`no selector: ${selector}`);
  const name = parsed.name === undefined ? {} : { __name__: parsed.name };
  return { ...name, ...Object.fromEntries(parsed.matchers.map(({ label, value }) => [label, value])) };
}

function wireNumber(value: number | string): number | string {
  if (typeof value === "string" || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

function wireHistogram(h: FloatHistogram): unknown {
  const pairs = (spans: readonly Span[]): unknown => spans.map(({ offset, length }) => [offset, length]);
  return {
    hint: h.counterResetHint,
    schema: h.schema,
    zeroThreshold: h.zeroThreshold,
    zeroCount: h.zeroCount,
    count: wireNumber(h.count),
    sum: wireNumber(h.sum),
    positiveSpans: pairs(h.positiveSpans),
    positiveBuckets: h.positiveBuckets,
    negativeSpans: pairs(h.negativeSpans),
    negativeBuckets: h.negativeBuckets,
    ...(h.customValues === undefined ? {} : { customValues: h.customValues }),
  };
}
