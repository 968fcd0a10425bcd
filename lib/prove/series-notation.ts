import { eq, metric } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import { floatRuns, histogramRuns } from "./sample-runs.ts";
import type { ScrapedSeries } from "./world.ts";

/** The name and labels of a series, as promtool's tests write them. */
export function seriesName({ name, labels }: Pick<ScrapedSeries, "name" | "labels">): string {
  return print(
    metric(
      name,
      Object.entries(labels).map(([label, value]) => eq(label, value)),
    ),
  );
}

/** The samples of a series, without what names it and when they were taken. */
export type ScrapedSamples = Pick<ScrapedSeries, "values" | "stale" | "histogram">;

/**
 * The samples of a series in promtool's notation: `a+bxN` stands for N + 1 values, `_xN` for N missing ones. What is
 * missing at the end is left out, since there is nothing then either way.
 */
export function seriesValues({ values, stale, histogram }: ScrapedSamples): string {
  const runFrom = histogram === undefined ? floatRuns(values) : histogramRuns(histogram, values);
  const parts: string[] = [];
  let index = 0;
  let missing = 0;
  const flush = (): void => {
    if (missing > 0) parts.push(missing === 1 ? "_" : `_x${missing}`);
    missing = 0;
  };
  while (index < values.length) {
    if (stale?.has(index) === true) {
      flush();
      parts.push("stale");
      index++;
    } else if (Number.isNaN(values[index])) {
      missing++;
      index++;
    } else {
      flush();
      const { text, more } = runFrom(index);
      parts.push(text);
      index += more + 1;
    }
  }
  return parts.join(" ");
}
