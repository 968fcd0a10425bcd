import { describe, expect, it } from "vitest";
import { compileRegexp } from "../../lib/promql/re2/compile.ts";
import { bucketMatcher } from "../../lib/rules/events.ts";

/** Bounds, the spellings that Go's strconv and clients give them, and spellings of other bounds. */
const BOUNDS: readonly (readonly [bound: number, spelled: readonly string[], others: readonly string[]])[] = [
  [1, ["1", "1.0"], ["1.05", "10", "1x0"]],
  [0.5, ["0.5"], ["0.55", "0x5"]],
  [500, ["500", "500.0"], ["5000", "500.5"]],
  [1_000_000, ["1000000", "1000000.0", "1e+06"], ["1e+07", "1ee06", "10000000"]],
  [2_500_000, ["2500000", "2.5e+06"], ["25e+06", "2x5e+06"]],
  [0.000_01, ["0.00001", "1e-05"], ["0x00001", "1e-06"]],
];

describe("the matcher of a bucket bound", () => {
  it.each(BOUNDS)("of %d selects %j and none of %j", (bound, spelled, others) => {
    const { op, value } = bucketMatcher(bound);
    const selects = (le: string): boolean => (op === "=" ? le === value : compileRegexp(value).matches(le));
    expect(spelled.filter((le) => !selects(le))).toEqual([]);
    expect(others.filter(selects)).toEqual([]);
  });
});
