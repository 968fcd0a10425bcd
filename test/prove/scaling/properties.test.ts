import fc from "fast-check";
import { expect, it } from "vitest";
import { type Simulated, simulateObject } from "../../../lib/prove/scaling/compare.ts";
import { type Load, rampLoad, spikeLoad, stepLoad } from "../../../lib/prove/scaling/load.ts";
import { isFullRun } from "../../support/promtool.ts";
import { horizontal, use, WORLD } from "./autoscalers.ts";

const RUNS = { seed: 20_261_121, numRuns: isFullRun ? 500 : 6 };

const factor = fc.integer({ min: 1, max: 60 }).map((tenths) => tenths / 10);
const minutes = fc.integer({ min: 1, max: 20 }).map((count) => count * 60);
const load: fc.Arbitrary<Load> = fc.oneof(
  factor.map(stepLoad),
  fc.tuple(factor, minutes).map(([times, length]) => rampLoad(times, length)),
  fc.tuple(factor, minutes).map(([times, length]) => spikeLoad(times, length)),
);
const target = fc.integer({ min: 30, max: 90 });
const startup = fc.integer({ min: 0, max: 240 });

function simulated(percent: number, seconds: number, change: Load): Simulated {
  const world = { ...WORLD, base: (4 * percent) / 100, pod: { ...WORLD.pod, startup: seconds } };
  const found = simulateObject(horizontal([use("cpu", percent)]), world, change);
  if (found === undefined) throw new Error("nothing was simulated");
  return found;
}

it("keeps replicas between 4 and 20, and counts as bad exactly what ready replicas do not carry", () => {
  fc.assert(
    fc.property(target, startup, load, (percent, seconds, change) => {
      const { run, outcome } = simulated(percent, seconds, change);
      const { replicas, ready, offered, bad } = run.timeline;
      expect(replicas.every((count) => count >= 4 && count <= 20)).toBe(true);
      expect(ready.every((count, at) => count <= (replicas[at] ?? 0))).toBe(true);
      expect(bad.every((count, at) => count === Math.max(0, (offered[at] ?? 0) - (ready[at] ?? 0)))).toBe(true);
      expect(outcome.budget?.beyond).toBeLessThanOrEqual(outcome.late);
      expect(outcome.late).toBeLessThanOrEqual(outcome.lateUntil);
    }),
    RUNS,
  );
});

it("loses no fewer requests of a step with a start-up that is longer by 15 s", () => {
  fc.assert(
    fc.property(target, startup, factor, (percent, seconds, times) => {
      const [short, long] = [seconds, seconds + 15].map(
        (time) => simulated(percent, time, stepLoad(times)).outcome.bad,
      );
      expect(long).toBeGreaterThanOrEqual(short ?? 0);
    }),
    RUNS,
  );
});

it("loses nothing of a load that the least replicas carry, whatever it does", () => {
  fc.assert(
    fc.property(target, startup, (percent, seconds) => {
      expect(simulated(percent, seconds, stepLoad(100 / percent)).outcome.bad).toBeLessThan(1e-9);
    }),
    RUNS,
  );
});
