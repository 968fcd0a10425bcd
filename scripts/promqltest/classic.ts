import type { Labels } from "../../lib/promql/data/labels.ts";
import type { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { type ClassicBucket, customBucketsHistogram } from "../../lib/promql/histogram/from-classic.ts";
import { type LoadedSeries, storeSample } from "../../lib/promql/notation/load.ts";

interface Collected {
  readonly buckets: ClassicBucket[];
  sum?: number;
  count?: number;
}

/** Stores the classic histograms among `loaded` once more, as native histograms with custom buckets under their bare name. */
export function storeCustomBuckets(storage: MemoryStorage, loaded: readonly LoadedSeries[], step: number): void {
  const found = new Map<string, { readonly labels: Labels; readonly byTime: Map<number, Collected> }>();
  for (const one of loaded) {
    const [, name = "", part] = /^(.*)_(bucket|sum|count)$/.exec(one.labels.metricName) ?? [];
    const le = Number(one.labels.get("le").replace(/^([+-]?)inf(?:inity)?$/i, "$1Infinity") || Number.NaN);
    if (part === undefined || (part === "bucket" && Number.isNaN(le))) continue;
    const labels = one.labels.with("__name__", name).drop(new Set(["le"]));
    const base = found.get(labels.key) ?? { labels, byTime: new Map<number, Collected>() };
    found.set(labels.key, base);
    for (const [index, value] of one.values.entries()) {
      if (value.kind !== "float") continue;
      const collected = base.byTime.get(index * step) ?? { buckets: [] };
      base.byTime.set(index * step, collected);
      if (part === "bucket") collected.buckets.push({ le, cumulativeCount: value.value });
      else collected[part as "sum" | "count"] = value.value;
    }
  }
  for (const { labels, byTime } of found.values()) {
    for (const [time, { buckets, sum, count }] of [...byTime].sort(([one], [other]) => one - other)) {
      const histogram = customBucketsHistogram(buckets, sum, count);
      storeSample(storage.series(labels), time, { kind: "histogram", histogram, hintGiven: false }, 0);
    }
  }
}
