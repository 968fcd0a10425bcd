import { eq, metric } from "../promql/build.ts";
import { print } from "../promql/print.ts";
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

/**
 * The samples of a series in promtool's notation: `a+bxN` stands for N + 1 values, `_xN` for N missing ones. What is
 * missing at the end is left out, since there is nothing then either way.
 */
export function seriesValues({ values, stale }: Pick<ScrapedSeries, "values" | "stale">): string {
  const parts: string[] = [];
  let index = 0;
  let missing = 0;
  const flush = (): void => {
    if (missing > 0) parts.push(missing === 1 ? "_" : `_x${missing}`);
    missing = 0;
  };
  while (index < values.length) {
    const value = values[index] as number;
    if (stale?.has(index) === true) {
      flush();
      parts.push("stale");
      index++;
    } else if (Number.isNaN(value)) {
      missing++;
      index++;
    } else {
      flush();
      const more = runLength(values, index);
      const increase = more === 0 ? 0 : (values[index + 1] as number) - value;
      parts.push(runText(value, increase, more));
      index += more + 1;
    }
  }
  return parts.join(" ");
}

/** How many values follow one at equal distances; two whole runs of equal values read better than one of two. */
function runLength(values: Float64Array, from: number): number {
  const increase = (values[from + 1] as number) - (values[from] as number);
  let length = 0;
  let running = values[from] as number;
  while (from + length + 1 < values.length) {
    // As promtool does, which adds again and again.
    running += increase;
    if (values[from + length + 1] !== running) break;
    length++;
  }
  return length;
}

function runText(value: number, increase: number, more: number): string {
  if (more === 0) return `${value}`;
  if (increase === 0) return `${value}x${more}`;
  return `${value}${increase < 0 ? "-" : "+"}${Math.abs(increase)}x${more}`;
}
