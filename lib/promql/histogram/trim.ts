import type { FloatHistogram } from "./float-histogram.ts";

/** Without observations above (`upper`, the operator `</`) or below (`lower`, `>/`) `value`, estimated within its bucket. */
export function trim(_h: FloatHistogram, _value: number, _side: "upper" | "lower"): FloatHistogram {
  throw new Error("not built yet");
}
