import { expect, it } from "vitest";
import { describeWithOracle } from "../../../support/oracle.ts";
import { isFullRun } from "../../../support/promtool.ts";
import { Chance } from "../random-queries.ts";
import { type Asked, differences } from "./prometheus-answers.ts";
import { randomStorage, SHAPES } from "./random-samples.ts";

const ROUNDS = Number(process.env.ROUNDS ?? (isFullRun ? 40 : 2));
const FIRST = Number(process.env.SEED ?? 1);
const SAMPLES = 200;
const SHOWN = 8;

const CALLS: readonly ((range: string) => string)[] = [
  ...["avg", "count", "first", "last", "mad", "max", "min", "present", "stddev", "stdvar", "sum"].map(
    (name) => (range: string) => `${name}_over_time(${range})`,
  ),
  ...["first", "last", "max", "min"].map((name) => (range: string) => `ts_of_${name}_over_time(${range})`),
  ...["absent_over_time", "changes", "delta", "deriv", "idelta", "increase", "irate", "rate", "resets"].map(
    (name) => (range: string) => `${name}(${range})`,
  ),
  (range) => `predict_linear(${range}, 600)`,
  (range) => `quantile_over_time(0.9, ${range})`,
  (range) => `quantile_over_time(1.5, ${range})`,
  (range) => `quantile_over_time(time() / 4000, ${range})`,
  (range) => `double_exponential_smoothing(${range}, 0.3, 0.4)`,
];

const EXTENDED = ["changes", "delta", "increase", "rate", "resets", "sum_over_time"];

/** Every function over every shape, with windows from one sample to hundreds. */
function queries(chance: Chance): readonly Asked[] {
  const asked = (call: (range: string) => string, modifier: string): Asked[] =>
    SHAPES.map((shape) => {
      const range = chance.pick(["20s", "1m", "5m", "20m", "50m"]);
      const offset = chance.pick(["", "", " offset 1m"]);
      const step = chance.pick([5_000, 15_000, 61_000, 600_000]);
      const start = Math.floor(chance.next() * 600_000);
      return { expr: call(`${shape}[${range}]${modifier}${offset}`), start, end: start + 150 * step, step };
    });
  const nested = (call: (range: string) => string): Asked => {
    const inner = chance.pick([
      "counter",
      "rate(counter[1m])",
      "alike",
      "mixed",
      '{job="a"}',
      "sum(histograms)",
      "last_over_time(wild[1m] offset 30s)",
    ]);
    // Where only the range stands still, Prometheus evaluates its inside at more moments than it uses, and remarks on those.
    const standsStill = !/time\(\)|predict_linear/.test(call(""));
    const at = chance.pick(["", " offset 1m", ...(standsStill ? [" @ 900", " @ end()"] : [])]);
    const step = chance.pick([15_000, 61_000]);
    return {
      expr: call(`${inner}[${chance.pick(["2m:15s", "10m:1m", "20m:"])}]${at}`),
      start: 300_000,
      end: 300_000 + 40 * step,
      step,
    };
  };
  const extended = (name: string) => (range: string) => `${name}(${range})`;
  return [
    ...CALLS.flatMap((call) => [...asked(call, ""), nested(call), nested(call)]),
    ...EXTENDED.flatMap((name) => [...asked(extended(name), " anchored"), ...asked(extended(name), " smoothed")]),
  ];
}

describeWithOracle("functions over range vectors beside Prometheus' own engine", () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => FIRST + round))(
    "differ by at most a billionth from it, over random series and windows (seed %i)",
    async (seed) => {
      const chance = new Chance(seed * 31 + 7);
      const starts = chance.next() < 0.5;
      const options = { delayedNameRemoval: chance.next() < 0.5, startTimestamps: starts };
      const found = await differences(randomStorage(seed, SAMPLES, starts), queries(chance), options, 1e-9);
      expect(found.slice(0, SHOWN), `${found.length} differences`).toEqual([]);
    },
  );
});
