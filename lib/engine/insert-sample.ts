import { FLOAT, type Series } from "../promql/data/series.ts";
import type { FloatHistogram } from "../promql/histogram/float-histogram.ts";

/** One sample on its way into a series. */
export interface Sample {
  /** Units: milliseconds. */
  readonly timestamp: number;
  /** `FLOAT`, `HISTOGRAM` or `STALE`. */
  readonly kind: number;
  /** Meaningless unless the kind is `FLOAT`. */
  readonly value: number;
  /** Set where the kind is `HISTOGRAM`. */
  readonly histogram?: FloatHistogram | undefined;
}

/** Puts a sample between those of a series, in time linear in its length; Prometheus' series only grow at their end. */
export function insertSample(series: Series, index: number, sample: Sample): void {
  const { length } = series;
  const room = Math.max(16, length * 2);
  if (length >= series.timestamps.length) {
    series.timestamps = grown(series.timestamps, new Float64Array(room));
    series.values = grown(series.values, new Float64Array(room));
    if (series.kinds !== undefined) series.kinds = grown(series.kinds, new Uint8Array(room));
    if (series.starts !== undefined) series.starts = grown(series.starts, new Float64Array(room));
  }
  if (sample.kind !== FLOAT && series.kinds === undefined) {
    series.kinds = new Uint8Array(series.timestamps.length).fill(FLOAT, 0, length);
  }
  place(series.timestamps, index, length, sample.timestamp);
  place(series.values, index, length, sample.kind === FLOAT ? sample.value : Number.NaN);
  if (series.kinds !== undefined) place(series.kinds, index, length, sample.kind);
  if (series.starts !== undefined) place(series.starts, index, length, 0);
  if (series.histograms !== undefined || sample.histogram !== undefined) {
    const histograms = series.histograms ?? [];
    // A splice beyond the end of a sparse array would put the histogram at its end.
    if (histograms.length < length) histograms.length = length;
    histograms.splice(index, 0, sample.histogram);
    series.histograms = histograms;
  }
  series.length = length + 1;
}

function place(array: Float64Array | Uint8Array, index: number, length: number, value: number): void {
  array.copyWithin(index + 1, index, length);
  array[index] = value;
}

function grown<A extends Float64Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
