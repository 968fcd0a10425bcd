import { histogramNotation } from "../promql/histogram/print.ts";
import { bucketCounts, sampleMaker } from "./histogram-samples.ts";
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
    const second = bucketCounts(histogram, from + 1);
    const increases = first.map((count, bucket) => (second[bucket] as number) - count);
    const continues = (steps: number): boolean => {
      const next = bucketCounts(histogram, from + steps);
      return (
        !Number.isNaN(values[from + steps]) &&
        next.every((count, bucket) => count === (first[bucket] as number) + steps * (increases[bucket] as number))
      );
    };
    let more = 0;
    const grows = increases.every((increase) => increase >= 0);
    while (grows && from + more + 1 < values.length && continues(more + 1)) more++;
    const text = histogramNotation(sampleOf(first));
    if (more === 0) return { text, more };
    const still = increases.every((increase) => increase === 0);
    return { text: still ? `${text}x${more}` : `${text}+${histogramNotation(sampleOf(increases))}x${more}`, more };
  };
}
