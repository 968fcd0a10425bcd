import type { RangeFunction } from "../range-vector.ts";

/** The functions that take a range vector, by name; `absent_over_time` looks at all series at once and is not among them. */
export const RANGE_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([]);
