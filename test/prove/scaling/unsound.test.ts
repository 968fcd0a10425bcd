import { describe, expect, it } from "vitest";
import { compareAutoscalers, simulateObject } from "../../../lib/prove/scaling/compare.ts";
import { spikeLoad, steadyLoad, stepLoad } from "../../../lib/prove/scaling/load.ts";
import { external, horizontal, measuring, use, WORLD } from "./autoscalers.ts";

const ON_CPU = horizontal([use("cpu", 70)]);
const MIB = 1_048_576;

describe("what documents scale on", () => {
  it("memory: a heap that a peak filled keeps 8 replicas for the load of 4; scaling on CPU gives them back", () => {
    // 300 MiB and 400 MiB more for each replica's worth: 580 MiB at 70 %, 700 MiB at 100 % of 820 MiB requested, 85 %.
    const pod = {
      ...WORLD.pod,
      requests: { cpu: 1, memory: 820 * MIB },
      memory: { idle: 300 * MIB, perLoad: 400 * MIB, shrinks: false },
    };
    const world = { ...WORLD, pod };
    const both = horizontal([use("cpu", 70), use("memory", 80)]);
    const { theirs, ours } = compareAutoscalers(both, ON_CPU, world, spikeLoad(2, 300));
    expect(theirs.outcome.replicas).toMatchObject({ before: 4, after: 8 });
    expect(ours.outcome.replicas).toMatchObject({ before: 4, after: 4 });
    expect(theirs.outcome.budget).toEqual(ours.outcome.budget);
    const shrinking = { ...world, pod: { ...pod, memory: { ...pod.memory, shrinks: true } } };
    expect(simulateObject(both, shrinking, spikeLoad(2, 300))?.outcome.replicas.after).toBe(4);
  });

  it("latency: a slow database takes 4 replicas to the most, 20, and not one request less is late", () => {
    const world = {
      ...WORLD,
      waits: (at: number) => (at >= 0 ? 0.8 : 0),
      bound: 0.5,
      measures: measuring({ latency: { kind: "latency", over: 60 } }),
    };
    const onLatency = horizontal([
      { type: "External", external: { metric: { name: "latency" }, target: { type: "Value", value: "500m" } } },
    ]);
    const { theirs, ours } = compareAutoscalers(onLatency, ON_CPU, world, steadyLoad(1_800));
    expect(theirs.outcome.replicas.most).toBe(20);
    expect(ours.outcome.replicas.most).toBe(4);
    expect(theirs.outcome.bad).toBe(ours.outcome.bad);
    expect(ours.outcome.late).toBe(1_800);
  });

  it("CPU beside a vertical autoscaler: requests follow use, so that use is 87 % of them whatever the replicas are", () => {
    const world = { ...WORLD, vertical: { every: 600, margin: 1.15 } };
    const beside = simulateObject(ON_CPU, world, steadyLoad(1_800))?.outcome.replicas;
    const alone = simulateObject(ON_CPU, WORLD, steadyLoad(1_800))?.outcome.replicas;
    expect(beside?.after).toBe(20);
    expect(alone?.after).toBe(4);
  });

  it("what the world has nothing of is left out, and said; with nothing else there is no simulation", () => {
    const withMore = horizontal([use("cpu", 70), external("depth", "10")]);
    expect(simulateObject(withMore, WORLD, stepLoad(2))?.run.leftOut).toEqual(["depth"]);
    expect(simulateObject(horizontal([external("depth", "10")]), WORLD, stepLoad(2))).toBeUndefined();
    expect(simulateObject(horizontal([use("memory", 80)]), WORLD, stepLoad(2))).toBeUndefined();
  });
});
