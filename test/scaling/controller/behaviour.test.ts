import { describe, expect, it } from "vitest";
import type { Json } from "../../../lib/core/json.ts";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import { autoscaler } from "./autoscaled.ts";
import { runController, type Sync } from "./run-controller.ts";

type Behavior = Readonly<Record<string, Json>>;

/** Syncs of an autoscaler whose metric asks for a number of replicas that changes over time. */
function play(
  behavior: Behavior | null,
  wanted: (now: number) => number,
  { replicas, until, min = 1, max = 1_000 }: { replicas: number; until: number; min?: number; max?: number },
): readonly Sync[] {
  const target = { type: "AverageValue", averageValue: "1" };
  const metrics = [{ type: "External", external: { metric: { name: "wanted" }, target } }];
  const spec = readAutoscaler(autoscaler({ metrics, behavior, minReplicas: min, maxReplicas: max }));
  const observe = (now: number, current: number) => ({
    pods: [],
    statusReplicas: current,
    values: { wanted: [wanted(now)] },
  });
  return runController(spec, observe, { replicas, until });
}

/** Moments at which the number of replicas changed, and to what. */
function changes(syncs: readonly Sync[], replicas: number): readonly (readonly [at: number, replicas: number])[] {
  let before = replicas;
  return syncs.flatMap((sync) => {
    const isChange = sync.replicas !== before;
    before = sync.replicas;
    return isChange ? [[sync.at, sync.replicas] as const] : [];
  });
}

const steadyThen = (first: number, second: number) => (now: number) => (now <= 0 ? first : second);

describe("replicas are removed", () => {
  it("300 s after the load went, all at once, where nothing is said: 20 to 1 at 300 s", () => {
    for (const behavior of [{}, null]) {
      // Without `behavior` the moment 300 s ago still counts.
      const at = behavior === null ? 315 : 300;
      const syncs = play(behavior, steadyThen(20, 1), { replicas: 20, until: 900 });
      expect(changes(syncs, 20)).toEqual([[at, 1]]);
    }
  });

  it("not at all when the load comes back within the window", () => {
    const wanted = (now: number): number => (now > 0 && now < 285 ? 1 : 20);
    expect(changes(play({}, wanted, { replicas: 20, until: 900 }), 20)).toEqual([]);
  });

  it("to the highest of the last 300 s: 20, then 8 for 100 s, then 1, are 8 before they are 1", () => {
    const wanted = (now: number): number => (now <= 0 ? 20 : now <= 105 ? 8 : 1);
    const syncs = play({}, wanted, { replicas: 20, until: 900 });
    expect(changes(syncs, 20)).toEqual([
      [300, 8],
      [405, 1],
    ]);
  });

  // https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies: 4 pods or 10 % a minute.
  const documented = {
    scaleDown: {
      stabilizationWindowSeconds: 0,
      policies: [
        { type: "Pods", value: 4, periodSeconds: 60 },
        { type: "Percent", value: 10, periodSeconds: 60 },
      ],
    },
  };

  it("by the documented 4 pods or 10 % a minute: of 80 first 8, then 8 of 72, and 4 at a time from 40 on", () => {
    const steps = changes(play(documented, steadyThen(80, 1), { replicas: 80, until: 1_200 }), 80);
    expect(steps.slice(0, 3)).toEqual([
      [15, 72],
      [75, 64],
      [135, 57],
    ]);
    const from = steps.findIndex(([, replicas]) => replicas < 40);
    const small = steps.slice(from).map(([, replicas]) => replicas);
    for (const [index, replicas] of small.slice(1, -1).entries()) expect((small[index] ?? 0) - replicas).toBe(4);
  });

  it("by the smaller of both with selectPolicy Min, and never with Disabled", () => {
    const rules = documented.scaleDown;
    const slow = play({ scaleDown: { ...rules, selectPolicy: "Min" } }, steadyThen(80, 1), { replicas: 80, until: 60 });
    expect(changes(slow, 80)).toEqual([[15, 76]]);
    const off = play({ scaleDown: { selectPolicy: "Disabled" } }, steadyThen(80, 1), { replicas: 80, until: 3_600 });
    expect(changes(off, 80)).toEqual([]);
    expect(off.at(-1)?.reasons).toEqual(["ScaleDownLimit"]);
  });

  it("not below min: 20 to 3 with the reason TooFewReplicas", () => {
    const syncs = play({}, steadyThen(20, 1), { replicas: 20, until: 300, min: 3 });
    expect(syncs.at(-1)).toEqual({ at: 300, replicas: 3, reasons: ["TooFewReplicas"] });
  });

  it("after a change that somebody else has made: 50 set by hand go to max 10 at once", () => {
    const [first] = play({}, () => 50, { replicas: 50, until: 0, max: 10 });
    expect(first).toEqual({ at: 0, replicas: 10, reasons: ["AboveMaximum"] });
  });
});

describe("replicas are added", () => {
  it("by 4 or to the double within 15 s where nothing is said: 1, 5, 10, 20, 40", () => {
    const syncs = play({}, () => 100, { replicas: 1, until: 60 });
    expect(syncs.map(({ replicas }) => replicas)).toEqual([5, 10, 20, 40, 80]);
  });

  it("to the double, or to 4, without `behavior`: 1, 4, 8, 16", () => {
    expect(play(null, () => 100, { replicas: 1, until: 30 }).map(({ replicas }) => replicas)).toEqual([4, 8, 16]);
  });

  it("not before the load has lasted for the window of 60 s", () => {
    const behavior = { scaleUp: { stabilizationWindowSeconds: 60 } };
    expect(changes(play(behavior, steadyThen(4, 8), { replicas: 4, until: 300 }), 4)).toEqual([[60, 8]]);
    const spike = (now: number): number => (now > 0 && now < 60 ? 8 : 4);
    expect(changes(play(behavior, spike, { replicas: 4, until: 300 }), 4)).toEqual([]);
  });

  it("by 50 % a minute, rounded up, as ALECS' document has it: 3, 5, 8, 12, 18, 20", () => {
    const behavior = { scaleUp: { policies: [{ type: "Percent", value: 50, periodSeconds: 60 }] } };
    const syncs = play(behavior, () => 100, { replicas: 3, until: 600, max: 20 });
    expect(changes(syncs, 3)).toEqual([
      [0, 5],
      [60, 8],
      [120, 12],
      [180, 18],
      [240, 20],
    ]);
    expect(syncs.at(-1)?.reasons).toEqual(["TooManyReplicas"]);
  });

  it("never by a policy of 2,147,483,647 pods, whose sum has no place in 32 bits", () => {
    const behavior = { scaleUp: { policies: [{ type: "Pods", value: 2_147_483_647, periodSeconds: 15 }] } };
    expect(
      changes(
        play(behavior, () => 100, { replicas: 3, until: 600 }),
        3,
      ),
    ).toEqual([]);
    const one = { scaleUp: { policies: [{ type: "Pods", value: 100, periodSeconds: 15 }] } };
    expect(
      changes(
        play(one, () => 100, { replicas: 3, until: 600 }),
        3,
      ),
    ).toEqual([[0, 100]]);
  });
});

describe("changes that are longer ago than the policies of their own direction", () => {
  /** Removes a pod a minute at most; adds 4 or the double in 15 seconds. */
  const behavior = {
    scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
  };

  it("are forgotten with the next: 6 of 2 at 0 s and 10 at 30 s, of which at 45 s the last 4 and one more go", () => {
    const wanted = (now: number): number => (now < 30 ? 6 : now < 45 ? 10 : 1);
    expect(changes(play(behavior, wanted, { replicas: 2, until: 45 }), 2)).toEqual([
      [0, 6],
      [30, 10],
      [45, 5],
    ]);
  });

  it("and not before: 6 of 2 at 0 s and 10 at 15 s, of which at 30 s both and one more go", () => {
    const wanted = (now: number): number => (now < 15 ? 6 : now < 30 ? 10 : 1);
    expect(changes(play(behavior, wanted, { replicas: 2, until: 30 }), 2)).toEqual([
      [0, 6],
      [15, 10],
      [30, 1],
    ]);
  });
});

describe("a tolerance by direction", () => {
  it("lets 5 % more be followed upwards, and nothing downwards", () => {
    const behavior = { scaleUp: { tolerance: "0.04" }, scaleDown: { stabilizationWindowSeconds: 0 } };
    expect(play(behavior, () => 105, { replicas: 100, until: 0 })[0]?.replicas).toBe(105);
    expect(play(behavior, () => 95, { replicas: 100, until: 0 })[0]?.replicas).toBe(100);
    expect(play({}, () => 105, { replicas: 100, until: 0 })[0]?.replicas).toBe(100);
  });
});

describe("cdk8s-plus' defaults, replayed from 20 replicas when the load goes", () => {
  /** Its HorizontalPodAutoscaler: up by 200 % a minute, down by as many pods as its minimum in 5 minutes. */
  const behaviorOf = (min: number): Behavior => ({
    scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: "Percent", value: 200, periodSeconds: 60 }] },
    scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Pods", value: min, periodSeconds: 300 }] },
  });

  /** Minutes until there are no more than `min` replicas. */
  const minutesTo = (min: number, behavior: Behavior): number => {
    const syncs = play(behavior, steadyThen(20, 0), { replicas: 20, until: 7_200, min });
    return (syncs.find(({ replicas }) => replicas <= min)?.at ?? Number.NaN) / 60;
  };

  it.each([
    [1, 95],
    [2, 45],
    [3, 30],
  ])("need %i replicas at least and so %i minutes, against 5 of Kubernetes' own", (min, minutes) => {
    expect(minutesTo(min, behaviorOf(min))).toBe(minutes);
    expect(minutesTo(min, {})).toBe(5);
  });

  it("triple the replicas at once, where its documentation says double", () => {
    expect(play(behaviorOf(1), () => 100, { replicas: 4, until: 0 })[0]?.replicas).toBe(12);
  });
});
