import type { VectorFunction } from "../evaluator.ts";
import { absent, vector } from "./absent.ts";
import { CALENDAR_FUNCTIONS } from "./calendar-functions.ts";
import { FLOAT_FUNCTIONS } from "./float-functions.ts";
import { histogramFractions, histogramQuantile, histogramQuantiles } from "./histogram-quantiles.ts";
import { HISTOGRAM_VALUES } from "./histogram-values.ts";
import { info } from "./info.ts";
import { labelJoin, labelReplace } from "./label-functions.ts";
import { sort, sortByLabel, sortByLabelDescending, sortDescending } from "./sorting.ts";
import { startTimestamp, timestamp } from "./timestamps.ts";

export { SCALAR_FUNCTIONS } from "./scalar-functions.ts";

/** Every function of Prometheus 3.15 that gives an instant vector and takes no range vector, by name. */
export const VECTOR_FUNCTIONS: ReadonlyMap<string, VectorFunction> = new Map<string, VectorFunction>([
  ...FLOAT_FUNCTIONS,
  ...CALENDAR_FUNCTIONS,
  ...HISTOGRAM_VALUES,
  ["absent", absent],
  ["histogram_fraction", histogramFractions],
  ["histogram_quantile", histogramQuantile],
  ["histogram_quantiles", histogramQuantiles],
  ["info", info],
  ["label_join", labelJoin],
  ["label_replace", labelReplace],
  ["sort", sort],
  ["sort_by_label", sortByLabel],
  ["sort_by_label_desc", sortByLabelDescending],
  ["sort_desc", sortDescending],
  ["start_timestamp", startTimestamp],
  ["timestamp", timestamp],
  ["vector", vector],
]);
