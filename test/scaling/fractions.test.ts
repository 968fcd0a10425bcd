import { describe, expect, it } from "vitest";
import { scalingObjectsOf } from "../../lib/compile/scaling-objects.ts";
import { cores, minutes, onCpu, onLoad, percent, perSecond } from "../../lib/index.ts";
import { stepLoad } from "../../lib/prove/scaling/load.ts";
import { autoscaledServices, underLoad } from "../../lib/prove/scaling/under-load.ts";
import { at, cpu, mill, objectOf, requests } from "./mill.ts";
import { pods, replicasAfter } from "./running.ts";

/** A mill that scales on load, of which a replica carries so much at its CPU limit and should carry a share of it. */
const loaded = (carries: number, share: number) =>
  cpu({
    on: [onLoad(requests, { perReplica: perSecond(carries * share), over: minutes(1) })],
    carries: perSecond(carries),
  });

describe("numbers that are no whole ones", () => {
  it("become whole percent, never more than asked for, whatever limit and request are", () => {
    let checked = 0;
    for (let permille = 10; permille <= 900; permille += 7) {
      for (const [limit, request] of [
        [1_000, 400],
        [700, 300],
        [1_500, 110],
        [333, 333],
      ] as const) {
        const workload = { requests: { cpu: cores(request / 1_000) }, limits: { cpu: cores(limit / 1_000) } };
        const scaling = cpu({ on: [onCpu(percent(permille / 10), { of: "limit" })] });
        const whole = at(
          objectOf({ scaling, workload }, "HorizontalPodAutoscaler"),
          "spec.metrics.0.resource.target.averageUtilization",
        );
        // In whole numbers, where nothing is lost: permille / 1000 × limit / request × 100, rounded down.
        expect(whole).toBe(Number((BigInt(permille) * BigInt(limit)) / (10n * BigInt(request))));
        checked++;
      }
    }
    expect(checked).toBe(512);
  });

  it("of a load keep the replicas in an outage of Prometheus: 7 with 1.5 a second each stay 7", () => {
    const object = objectOf({ scaling: loaded(3, 0.5) }, "ScaledObject");
    expect(replicasAfter(30, object, 7, (replicas) => ({ pods: pods(replicas, { cpu: 0.01 }) }))).toBe(7);
    // What they would become with the target as it is: the fallback serves 1 for each of them, of 1.5.
    const asIs = JSON.parse(JSON.stringify(object).replace('"1500"', '"1.5"'));
    expect(replicasAfter(30, asIs, 7, (replicas) => ({ pods: pods(replicas, { cpu: 0.01 }) }))).toBe(3);
  });

  it("of a load scale as whole ones do: twice the load is twice the load", () => {
    const told = (scaling: ReturnType<typeof loaded>) => {
      const system = mill({ scaling });
      return autoscaledServices(system, scalingObjectsOf(system)).flatMap((one) =>
        underLoad(one, [stepLoad(2)]).map(({ outcome }) => outcome.replicas),
      );
    };
    expect(told(loaded(3, 0.5))).toMatchObject([{ before: 3, most: 6 }]);
    expect(told(loaded(3, 0.5))).toEqual(told(loaded(300, 0.5)));
  });
});
