import type { FloatHistogram } from "./float-histogram.ts";

/** The histogram as Prometheus shows it: `{count:3, sum:4, (1,2]:3}`. */
export function histogramText(_h: FloatHistogram): string {
  throw new Error("not built yet");
}

/** The histogram in the series notation of promtool's unit tests: `{{schema:1 count:3 sum:4 buckets:[3]}}`. */
export function histogramNotation(_h: FloatHistogram): string {
  throw new Error("not built yet");
}
