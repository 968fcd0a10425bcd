import { describe, expect, it } from "vitest";
import { constant, missing, ramp, type Samples, stale } from "../../lib/index.ts";
import { notation } from "../../lib/prove/samples-notation.ts";
import { laboratory } from "../support/laboratory.ts";

/** Segments, how promtool writes them, and the samples that they are. */
const CASES: readonly (readonly [
  samples: readonly Samples[],
  text: string,
  values: readonly (number | undefined)[],
])[] = [
  [[constant(7, 1)], "7", [7]],
  [[constant(7, 3)], "7x2", [7, 7, 7]],
  [[constant(-2.5, 2)], "-2.5x1", [-2.5, -2.5]],
  [[ramp(5, 3, 1)], "5", [5]],
  [[ramp(5, 3, 3)], "5+3x2", [5, 8, 11]],
  [[ramp(5, -3, 3)], "5-3x2", [5, 2, -1]],
  [[ramp(0, 0, 2)], "0+0x1", [0, 0]],
  [[ramp(0.1, 0.25, 2)], "0.1+0.25x1", [0.1, 0.35]],
  [[missing(2), constant(1, 1)], "_x2 1", [undefined, undefined, 1]],
  [[constant(1, 1), missing(1), constant(2, 2)], "1 _x1 2x1", [1, undefined, 2, 2]],
  [[constant(1, 2), stale(), constant(3, 1)], "1x1 stale 3", [1, 1, undefined, 3]],
  [[constant(1, 0), ramp(4, 1, 0), missing(0), constant(2, 1)], "2", [2]],
  [[ramp(1_000_000, 1_000_000, 3)], "1000000+1000000x2", [1_000_000, 2_000_000, 3_000_000]],
  [[constant(1e21, 2)], "1e+21x1", [1e21, 1e21]],
];

describe("notation", () => {
  it.each(CASES)("%j is written %s", (samples, text) => {
    expect(notation(samples)).toBe(text);
  });
});

describe("promtool reads", () => {
  const { experiment } = laboratory();
  const steps = CASES.flatMap(([, , values], index) => values.map((_, step) => [index, step] as const));
  const read = experiment({
    series: Object.fromEntries(CASES.map(([samples], index) => [`shop_case${index}`, notation(samples)])),
    ask: Object.fromEntries(
      steps.map(([index, step]) => [`${index} ${step}`, [`sum_over_time(shop_case${index}[1m])`, step] as const]),
    ),
  });
  it.each(CASES.map(([, text, values], index) => [text, values, index] as const))(
    "%s as the samples %j",
    async (_text, values, index) => {
      expect(await Promise.all(values.map((_, step) => read.value(`${index} ${step}`)))).toEqual(values);
    },
  );
});
