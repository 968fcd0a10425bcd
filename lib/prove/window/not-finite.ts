import { FLOAT, type Series } from "../../promql/data/series.ts";
import type { Observation } from "../observe.ts";
import type { World } from "../world.ts";

/** A recorded sample that is no finite number. Units: `at` in milliseconds after the first evaluation. */
export interface NotFinite {
  readonly series: string;
  readonly at: number;
  readonly value: number;
}

/** The first recorded sample that is `NaN` or infinite; series that have no sample are no such sample. */
export function firstNotFinite({ storage }: Observation, world: World): NotFinite | undefined {
  let position = 0;
  for (const series of storage.all()) {
    if (position++ < world.series.length) continue;
    const index = indexOfNotFinite(series);
    if (index < 0) continue;
    const [time, value] = [series.timestamps[index] as number, series.values[index] as number];
    return { series: series.labels.metricName, at: time - world.start, value };
  }
  return undefined;
}

function indexOfNotFinite(series: Series): number {
  for (let index = 0; index < series.length; index++) {
    if (series.kindAt(index) === FLOAT && !Number.isFinite(series.values[index])) return index;
  }
  return -1;
}
