import type { Replica } from "../stimulus.ts";
import type { ScrapedBucket, ScrapedHistogram } from "../world.ts";
import { counterValues, type Flow } from "./counter.ts";
import type { Scrapes } from "./scrapes.ts";
import type { Span } from "./spans.ts";

/** A native histogram: which observations each of its buckets holds. */
export interface NativeHistogram {
  readonly schema: number;
  /** Observations of 0. */
  readonly zeros: Flow;
  /** All others, by the index of their bucket, where the indicator takes some levels. */
  readonly buckets: (levels: readonly number[]) => ReadonlyMap<number, Flow>;
}

/** A native histogram at each scrape: its observations, `NaN` before it is born, and its buckets. */
export interface NativeValues {
  readonly values: Float64Array;
  readonly histogram: ScrapedHistogram;
}

/** What a native histogram holds at each scrape; buckets that stay empty are none. */
export function nativeValues(
  { schema, zeros: zeroFlow, buckets: bucketsAt }: NativeHistogram,
  replica: Replica,
  spans: readonly Span[],
  scrapes: Scrapes,
): NativeValues {
  const countsOf = (flow: Flow): Float64Array =>
    counterValues({ flows: [flow], bornWith: [], perUnit: 1 }, { ...replica, bornLate: false }, spans, scrapes);
  const levels = new Set(spans.flatMap(({ level }) => (level === "idle" ? [] : [level])));
  const buckets = [...bucketsAt([...levels])]
    .map(([index, flow]): ScrapedBucket => ({ index, counts: countsOf(flow) }))
    .filter(({ counts }) => isUsed(counts))
    .sort((a, b) => a.index - b.index);
  const zeros = countsOf(zeroFlow);
  const values = zeros.map((count, scrape) => {
    const all = buckets.reduce((sum, { counts }) => sum + (counts[scrape] as number), count);
    return all === 0 && replica.bornLate === true ? Number.NaN : all;
  });
  return { values, histogram: { schema, buckets, ...(isUsed(zeros) ? { zeros } : {}) } };
}

function isUsed(counts: Float64Array): boolean {
  return counts.some((count) => count > 0);
}
