import { HistogramError } from "../../histogram/error.ts";
import type { RangeNotes } from "./range-notes.ts";

/** What `compute` gives; `undefined` and a note where exponential and custom buckets meet. */
export function withoutMix<T>(notes: RangeNotes, compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof HistogramError)) throw error;
    if (error.kind === "schema-mix") notes.mixedBuckets();
    return undefined;
  }
}
