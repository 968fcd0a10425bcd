import { describe, expect, it } from "vitest";
import { type Simulated, simulateObject } from "../../../lib/prove/scaling/compare.ts";
import { dayLoad, type Load, rampLoad, spikeLoad, stepLoad } from "../../../lib/prove/scaling/load.ts";
import type { World } from "../../../lib/prove/scaling/world.ts";
import { external, horizontal, measuring, use, WORLD } from "./autoscalers.ts";

const AT_70 = horizontal([use("cpu", 70)]);

function simulated(object: typeof AT_70, load: Load, world: World = WORLD): Simulated {
  const found = simulateObject(object, world, load);
  if (found === undefined) throw new Error("nothing was simulated");
  return found;
}

describe("scaling at 70 % with a 90 s start-up", () => {
  it("absorbs twice the load at once for 0.3 % of a 30-day budget of 1 %, as arithmetic says", () => {
    // The first reading with nothing but the new load comes 15 s after it, and the controller looks 15 s later: replicas that use
    // all of their CPU are 100/70 over target, so 4 become ceil(4 * 100 / 70) = 6, which carry 5.6 as soon as they are ready.
    const seen = 15 + 15;
    const over = seen + 90;
    const offered = 2 * 2.8;
    const bad = (offered - 4) * over;
    const allowed = 0.01 * 2.8 * 30 * 86_400;
    const { outcome, says } = simulated(AT_70, stepLoad(2));
    expect(outcome.late).toBe(over);
    expect(outcome.bad).toBeCloseTo(bad, 6);
    expect(outcome.worst).toBeCloseTo(1 - 4 / offered, 9);
    expect(outcome.budget?.allowed).toBeCloseTo(allowed, 6);
    expect(outcome.budget?.share).toBeCloseTo(bad / allowed, 9);
    expect((bad / allowed).toFixed(3)).toBe("0.003");
    expect(says).toBe(
      "Twice the load at once: 4 replicas become 8 within 4m; for 2m requests are late or refused, at worst 28.6 % of them; " +
        "that is 0.265 % of the 30d budget of api/availability.",
    );
  });

  it("needs a second round for its 8 replicas, as full CPU hides how much is asked for: 6 after 2m, 8 after 4m", () => {
    const { timeline } = simulated(AT_70, stepLoad(2)).run;
    expect([29, 30, 149, 150, 1_799].map((at) => timeline.replicas[at])).toEqual([4, 6, 6, 8, 8]);
    expect([119, 120, 239, 240].map((at) => timeline.ready[at])).toEqual([4, 6, 6, 8]);
  });

  it("asks for all 8 at once where load is counted in place of CPU", () => {
    const load = horizontal([external("load", "700m")]);
    const world = { ...WORLD, scrape: 15, measures: measuring({ load: { kind: "load", over: 15 } }) };
    const { outcome } = simulated(load, stepLoad(2), world);
    expect(outcome).toMatchObject({ readyAt: 120, late: 120, replicas: { most: 8 } });
  });

  it("is late as long as the start-up and 30 s: 30 s without one, and not at all with room for twice the load", () => {
    const at = (startup: number) => ({ ...WORLD, pod: { ...WORLD.pod, startup } });
    expect(simulated(AT_70, stepLoad(2), at(0)).outcome.late).toBe(30);
    expect(simulated(AT_70, stepLoad(2), at(45)).outcome.late).toBe(75);
    const roomy = simulated(horizontal([use("cpu", 48)]), stepLoad(2), { ...WORLD, base: 4 * 0.48 });
    expect(roomy.outcome).toMatchObject({ late: 0, bad: 0, replicas: { before: 4, most: 8 } });
    expect(roomy.says).toBe("Twice the load at once: 4 replicas become 8 within 2m; no request is late or refused.");
  });

  it("keeps up with twice the load within 20m, and not with five times the load within 5m", () => {
    expect(simulated(AT_70, rampLoad(2, 1_200)).outcome.bad).toBe(0);
    const steep = simulated(AT_70, rampLoad(5, 300));
    expect(steep.outcome.late).toBeGreaterThan(60);
    expect(steep.says).toContain("5 times the load within 5m: 4 replicas become");
  });

  it("gives replicas back 5m after the last reading of a spike of 2m: that of 2m is looked at 15 s later", () => {
    const { outcome, says } = simulated(AT_70, spikeLoad(2, 120));
    expect(outcome.backAt).toBe(120 + 15 + 300);
    expect(outcome).toMatchObject({ turns: 1, late: 120 });
    expect(says).toContain("and are 4 again after 7m15s");
  });

  it("says so when replicas go before they are ready: a start-up of 10m for a spike of 1m", () => {
    // At 50 % use the ready ones alone ask for fewer; on target they would keep those that start.
    const slow = { ...WORLD, base: 2, pod: { ...WORLD.pod, startup: 600 } };
    const { outcome, says } = simulated(AT_70, spikeLoad(3, 60), slow);
    expect(outcome).toMatchObject({ late: 60, ready: 4, replicas: { most: 6, after: 4 } });
    expect(says).toContain("4 replicas become 6, of which 4 are ready at once at most, and are 4 again after");
  });

  it("says so when the most replicas do not suffice: 20 carry 20 of 28", () => {
    const { outcome, says } = simulated(AT_70, stepLoad(10));
    expect(outcome.lacking).toBeCloseTo(8 / 28, 9);
    expect(outcome.lateUntil).toBe(1_800);
    expect(says).toContain("and 20 replicas never carry all of it");
  });

  it("leaves 4 replicas alone at 5 % more, which is within the tolerance of 10 %", () => {
    const { outcome, says } = simulated(AT_70, stepLoad(1.05));
    expect(outcome).toMatchObject({ changes: 0, replicas: { least: 4, most: 4 } });
    expect(says).toBe("1.05 times the load at once: 4 replicas stay; no request is late or refused.");
  });
});

describe("a day with four times its load at noon", () => {
  const { outcome, run } = simulated(AT_70, dayLoad(4));

  it("costs the replicas of its mean, is the same each time, and loses no request", () => {
    // The curve's mean is 2.5 times its night: 2.8 * 2.5 / 0.7 = 10 replicas; stabilization holds some more.
    expect(outcome.replicas.mean).toBeGreaterThan(10);
    expect(outcome.replicas.mean).toBeLessThan(11.5);
    expect(outcome.replicas.hours).toBeCloseTo(outcome.replicas.mean * 24, 6);
    expect(outcome.bad).toBe(0);
    expect(simulated(AT_70, dayLoad(4)).outcome).toEqual(outcome);
  });

  it("has at every second the replicas that its load needs", () => {
    expect(run.timeline.offered.every((offered, at) => offered <= (run.timeline.ready[at] ?? 0))).toBe(true);
  });

  it("turns more often without a window of scaling down, which is flapping", () => {
    const hasty = horizontal([use("cpu", 70)], {
      behavior: {
        scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] },
      },
    });
    expect(simulated(hasty, dayLoad(4)).outcome.turns).toBeGreaterThan(5 * outcome.turns);
  });
});
