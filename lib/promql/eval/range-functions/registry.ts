import { countOverTime, edgeOverTime, edgeTime, presentOverTime } from "./edge-functions.ts";
import {
  deriv,
  extremeOverTime,
  extremeTime,
  madOverTime,
  predictLinear,
  quantileOverTime,
  varianceOverTime,
} from "./float-functions.ts";
import { instantRate } from "./instant-rate.ts";
import type { RangeFunction } from "./range-function.ts";
import { rateFunction } from "./rate.ts";
import { doubleExponentialSmoothing } from "./smoothing.ts";
import { sumOverTime } from "./sum-functions.ts";
import { changes, resets } from "./transitions.ts";

/** The functions that take a range vector, by name; `absent_over_time` looks at all series at once and is not among them. */
export const RANGE_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ["avg_over_time", sumOverTime(true)],
  ["changes", changes],
  ["count_over_time", countOverTime],
  ["delta", rateFunction({ isCounter: false, isRate: false })],
  ["deriv", deriv],
  ["double_exponential_smoothing", doubleExponentialSmoothing],
  ["first_over_time", edgeOverTime("first")],
  ["idelta", instantRate(false)],
  ["increase", rateFunction({ isCounter: true, isRate: false })],
  ["irate", instantRate(true)],
  ["last_over_time", edgeOverTime("last")],
  ["mad_over_time", madOverTime],
  ["max_over_time", extremeOverTime(1)],
  ["min_over_time", extremeOverTime(-1)],
  ["predict_linear", predictLinear],
  ["present_over_time", presentOverTime],
  ["quantile_over_time", quantileOverTime],
  ["rate", rateFunction({ isCounter: true, isRate: true })],
  ["resets", resets],
  ["stddev_over_time", varianceOverTime(Math.sqrt)],
  ["stdvar_over_time", varianceOverTime((variance) => variance)],
  ["sum_over_time", sumOverTime(false)],
  ["ts_of_first_over_time", edgeTime("first")],
  ["ts_of_last_over_time", edgeTime("last")],
  ["ts_of_max_over_time", extremeTime(1)],
  ["ts_of_min_over_time", extremeTime(-1)],
]);
