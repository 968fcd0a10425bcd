import type { FloatHistogram } from "./float-histogram.ts";

/** Whether both have the same schema, layout and values to the bit, as `==` compares; counter reset hints do not matter. */
export function equals(_a: FloatHistogram, _b: FloatHistogram): boolean {
  throw new Error("not built yet");
}

/** `equals` up to a relative error of values (1e-6 in promtool's tests), any NaN the same; compact both before. Hints do not matter. */
export function nearlyEquals(_a: FloatHistogram, _b: FloatHistogram, _relative = 1e-6): boolean {
  throw new Error("not built yet");
}
