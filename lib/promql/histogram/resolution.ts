import type { FloatHistogram } from "./float-histogram.ts";

/** The histogram at the lower resolution `schema`, its hint kept; throws `HistogramError` of kind `resolution`. */
export function reduceResolution(_h: FloatHistogram, _schema: number): FloatHistogram {
  throw new Error("not built yet");
}

/** The histogram at `schema`, itself when it has it already, else with its hint forgotten; throws as `reduceResolution`. */
export function copyToSchema(_h: FloatHistogram, _schema: number): FloatHistogram {
  throw new Error("not built yet");
}
