import type { VectorSelector } from "../../promql/ast.ts";
import type { ScrapedSeries, World } from "../world.ts";
import { seriesNamed } from "./own-series.ts";

/** The series of a world that a selector names. */
export function seriesOf(world: Pick<World, "series">, { name, matchers }: VectorSelector): readonly ScrapedSeries[] {
  return name === undefined ? [] : seriesNamed(world, name, matchers);
}

/** Series with the same values of some labels. */
export interface Grouped {
  /** The labels that are kept, without empty ones. */
  readonly labels: Readonly<Record<string, string>>;
  readonly series: readonly ScrapedSeries[];
}

/** Series by the values of the labels that an aggregation keeps; the keys are equal for equal values. */
export function groupedBy(
  series: readonly ScrapedSeries[],
  kept: readonly string[] = [],
): ReadonlyMap<string, Grouped> {
  const groups = new Map<string, { readonly labels: Record<string, string>; readonly series: ScrapedSeries[] }>();
  for (const one of series) {
    const labels = Object.fromEntries(
      kept.flatMap((label) => {
        const value = one.labels[label] ?? "";
        return value === "" ? [] : [[label, value] as const];
      }),
    );
    const key = JSON.stringify(kept.map((label) => labels[label] ?? ""));
    const group = groups.get(key) ?? { labels, series: [] };
    group.series.push(one);
    groups.set(key, group);
  }
  return groups;
}
