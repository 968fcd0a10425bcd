import { describe, expect, it } from "vitest";
import { decide } from "../../../lib/scaling/controller/decide.ts";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import { INITIAL_STATE } from "../../../lib/scaling/controller/state.ts";
import { autoscaler, NOW, pod, utilization } from "./autoscaled.ts";
import { runController } from "./run-controller.ts";

const spec = readAutoscaler(autoscaler({ metrics: [utilization(50)] }));

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

describe("a run", () => {
  it("has a sync every 15 s, the first and the last moment among them: 41 in 10 minutes", () => {
    const syncs = runController(spec, () => ({ pods: [] }), { replicas: 3, from: 60, until: 660 });
    expect([syncs.length, syncs[0]?.at, syncs[1]?.at, syncs.at(-1)?.at]).toEqual([41, 60, 75, 660]);
  });

  it("is shown the replicas that the sync before asked for", () => {
    const shown: number[] = [];
    const observe = (_now: number, replicas: number) => {
      shown.push(replicas);
      return { pods: Array.from({ length: replicas }, () => pod(1)) };
    };
    runController(spec, observe, { replicas: 2, from: NOW, until: NOW + 30 });
    expect(shown).toEqual([2, 4, 8]);
  });

  it("goes on from a state that is given: 3 replicas fall at once when the last 300 s asked for 1", () => {
    const idle = () => ({ pods: [pod(0.01), pod(0.01), pod(0.01)] });
    const recommendations = [{ replicas: 1, at: NOW - 295 }];
    const known = { ...INITIAL_STATE, recommendations };
    expect(runController(spec, idle, { replicas: 3, from: NOW, until: NOW, state: known })[0]?.replicas).toBe(1);
    expect(runController(spec, idle, { replicas: 3, from: NOW, until: NOW })[0]?.replicas).toBe(3);
  });
});

describe("a decision", () => {
  it("changes nothing that it is given, and is the same when it is taken again", () => {
    const observation = frozen({ replicas: 2, pods: [pod(1), pod(1)] });
    const first = frozen(decide(spec, frozen(INITIAL_STATE), observation, NOW));
    expect(decide(spec, INITIAL_STATE, observation, NOW)).toEqual(first);
    const second = decide(spec, first.state, observation, NOW + 15);
    expect(decide(spec, first.state, observation, NOW + 15)).toEqual(second);
  });
});
