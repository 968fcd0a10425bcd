import { histogramNotation } from "../promql/histogram/print.ts";
import { type BucketCounts, bucketCounts, sampleMaker } from "./histogram-samples.ts";
import type { ScrapedHistogram } from "./world.ts";

/** Samples at equal distances, as promtool's tests write them. */
export interface Run {
  readonly text: string;
  /** How many samples follow the first. */
  readonly more: number;
}

/** Finds the run that begins at a sample. */
export type Runs = (from: number) => Run;

/** Runs of numbers. */
export function floatRuns(values: Float64Array): Runs {
  return (from) => {
    const value = values[from] as number;
    const increase = (values[from + 1] as number) - value;
    // As promtool does, which adds again and again.
    let running = value;
    let more = 0;
    while (from + more + 1 < values.length) {
      running += increase;
      if (values[from + more + 1] !== running) break;
      more++;
    }
    return { text: floatText(value, increase, more), more };
  };
}

function floatText(value: number, increase: number, more: number): string {
  if (more === 0) return `${value}`;
  if (increase === 0) return `${value}x${more}`;
  return `${value}${increase < 0 ? "-" : "+"}${Math.abs(increase)}x${more}`;
}

/** Runs of native histograms: the samples in which every bucket grows by the same again and again. */
export function histogramRuns(histogram: ScrapedHistogram, values: Float64Array): Runs {
  const sampleOf = sampleMaker(histogram);
  return (from) => {
    const first = bucketCounts(histogram, from);
    const increase = increaseOf(first, bucketCounts(histogram, from + 1));
    let more = 0;
    while (
      increase !== undefined &&
      from + more + 1 < values.length &&
      !Number.isNaN(values[from + more + 1]) &&
      isAfter(first, increase, more + 1, bucketCounts(histogram, from + more + 1))
    ) {
      more++;
    }
    const text = histogramNotation(sampleOf(first));
    if (increase === undefined || more === 0) return { text, more: 0 };
    const isStill = [increase.zeros, ...increase.counts].every((count) => count === 0);
    return { text: isStill ? `${text}x${more}` : `${text}+${histogramNotation(sampleOf(increase))}x${more}`, more };
  };
}

/** What every bucket has gained; `undefined` where one has lost, or there is no next sample. */
function increaseOf(first: BucketCounts, next: BucketCounts): BucketCounts | undefined {
  const zeros = next.zeros - first.zeros;
  const counts = first.counts.map((count, bucket) => (next.counts[bucket] as number) - count);
  return [zeros, ...counts].every((gained) => gained >= 0) ? { zeros, counts } : undefined;
}

function isAfter(first: BucketCounts, increase: BucketCounts, steps: number, found: BucketCounts): boolean {
  return (
    found.zeros === first.zeros + steps * increase.zeros &&
    found.counts.every((count, bucket) => {
      return count === (first.counts[bucket] as number) + steps * (increase.counts[bucket] as number);
    })
  );
}
