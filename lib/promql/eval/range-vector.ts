import type { Labels } from "../data/labels.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";

/** Samples of one kind in rising time, stale markers left out. Units: milliseconds. Only the first `length` places count. */
export interface FloatSamples {
  readonly length: number;
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
  /** Start timestamps, 0 where unknown. */
  readonly starts: Float64Array | undefined;
}

/** As `FloatSamples`, for native histograms. */
export interface HistogramSamples {
  readonly length: number;
  readonly timestamps: Float64Array;
  readonly values: readonly FloatHistogram[];
  readonly starts: Float64Array | undefined;
}

/** Which samples the window of each step holds: `[from[step], to[step])`. Neither bound ever falls from step to step. */
export interface Windows {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** One series of a range vector: its samples, and the window of each step into them. */
export interface RangeSeries {
  readonly labels: Labels;
  readonly dropName: boolean;
  readonly floats: FloatSamples & Windows;
  readonly histograms: HistogramSamples & Windows;
}

/**
 * A range vector at all steps. With `anchored` or `smoothed` the windows reach further than the range, by the lookback to the
 * left and, for `smoothed`, to the right; `startOf` and `endOf` always speak of the range itself.
 */
export interface RangeVector {
  readonly series: readonly RangeSeries[];
  /** Units: milliseconds. */
  readonly range: number;
  /** Start of the range at a step, offset and `@` considered. Units: milliseconds. */
  startOf(step: number): number;
  /** End of the range at a step, offset and `@` considered. Units: milliseconds. */
  endOf(step: number): number;
  readonly extension: "anchored" | "smoothed" | undefined;
}
