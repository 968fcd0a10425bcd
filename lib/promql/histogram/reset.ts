import type { FloatHistogram } from "./float-histogram.ts";

/** Whether a counter was reset between two histograms: by the hint of `current`, else because a count went down. */
export function detectReset(_current: FloatHistogram, _previous: FloatHistogram): boolean {
  throw new Error("not built yet");
}
