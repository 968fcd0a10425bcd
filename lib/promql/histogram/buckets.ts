import type { FloatHistogram } from "./float-histogram.ts";

/** One bucket with its bounds. */
export interface Bucket {
  readonly lower: number;
  readonly upper: number;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
  readonly count: number;
  /** Its index within the schema and its sign; 0 for the zero bucket. */
  readonly index: number;
}

/** The upper bound of bucket `index` of an exponential schema, to the bit what Prometheus has. */
export function boundOf(_index: number, _schema: number): number {
  throw new Error("not built yet");
}

/** Positive (or custom) buckets from the one next to zero upwards, empty ones included. */
export function positiveBuckets(_h: FloatHistogram): Bucket[] {
  throw new Error("not built yet");
}

/** Negative buckets from the one next to zero downwards, empty ones included. */
export function negativeBuckets(_h: FloatHistogram): Bucket[] {
  throw new Error("not built yet");
}

/** The zero bucket; exponential histograms only. */
export function zeroBucket(_h: FloatHistogram): Bucket {
  throw new Error("not built yet");
}

/** All buckets in rising order, the zero bucket when it is populated; bounds inside the zero bucket end at its threshold. */
export function allBuckets(_h: FloatHistogram): Bucket[] {
  throw new Error("not built yet");
}

/** `allBuckets` in falling order. */
export function allBucketsReversed(_h: FloatHistogram): Bucket[] {
  throw new Error("not built yet");
}
