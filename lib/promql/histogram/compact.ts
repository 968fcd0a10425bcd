import type { FloatHistogram } from "./float-histogram.ts";

/** Without empty buckets, but for runs of at most `maxEmptyBuckets` (default 0) between others, which are kept or filled in. */
export function compact(_h: FloatHistogram, _maxEmptyBuckets = 0): FloatHistogram {
  throw new Error("not built yet");
}
