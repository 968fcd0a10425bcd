import type { Labels } from "../data/labels.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";

/** A float or a native histogram. */
export type SampleValue = number | FloatHistogram;

/** One sample of an instant vector. */
export interface VectorSample {
  readonly labels: Labels;
  readonly value: SampleValue;
}

/** One point of a series. Units: milliseconds. */
export interface Point {
  readonly timestamp: number;
  readonly value: SampleValue;
}

/** One series of a range vector. */
export interface MatrixSeries {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** What Prometheus says beside a result, with places in the text of the query where there is one. */
export interface Remarks {
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** The result of an instant query. */
export type InstantResult = Remarks &
  (
    | { readonly type: "scalar"; readonly value: number }
    | { readonly type: "string"; readonly value: string }
    | { readonly type: "vector"; readonly samples: readonly VectorSample[] }
    | { readonly type: "matrix"; readonly series: readonly MatrixSeries[] }
  );

/** The result of a range query, sorted by labels; that of a scalar is one series without labels. */
export type RangeResult = Remarks & { readonly type: "matrix"; readonly series: readonly MatrixSeries[] };
