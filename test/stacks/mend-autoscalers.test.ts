import { describe, expect, it } from "vitest";
import type { World } from "../../lib/prove/scaling/world.ts";
import { kept, kubectlAutoscale, shaped, trial, withMinimum } from "../../stacks/support/mend-autoscalers.ts";
import { emitted } from "../../stacks/support/mend-objects.ts";

const HPA = kubectlAutoscale("backend", { percent: 70, min: 3, max: 20 });

/** What so many cores of work are for pods that request half a core each. */
const steady = (use: number) => ({ container: "backend", use, request: 0.5 });

describe("a number of pods that somebody sets", () => {
  // The window of scaling down is 300 s from the first look; the controller looks every 15 s.
  it("is taken back after 5 minutes when 3 would do", () => {
    expect(kept(HPA, 10, steady(1.05))).toEqual({ says: "10 pods are fewer after 5m15s.", holds: false });
  });

  it("stays where 10 are needed: 3.5 cores are 70 % of what 10 request", () => {
    expect(kept(HPA, 10, steady(3.5))).toEqual({ says: "10 pods stay.", holds: true });
  });

  it("stays where it is the minimum", () => {
    expect(kept(withMinimum(HPA, 10), 10, steady(1.05)).holds).toBe(true);
  });
});

describe("a trial of two autoscalers", () => {
  const world: World = {
    pod: { container: "backend", carries: 100, cpuLimit: 1, requests: { cpu: 0.5 }, startup: 60 },
    base: 105,
    scrape: 30,
    measures: (metric) => (metric.kind === "resource" && metric.resource === "cpu" ? { kind: "cpu" } : undefined),
  };
  const load = shaped("The usual load for 10m", 600, () => 1);
  const objects = emitted([{ name: "scaling", objects: [HPA] }]);
  const of = (document: typeof HPA) =>
    trial({
      name: "DEMO-D01a",
      document,
      ours: { kind: "HorizontalPodAutoscaler", name: "backend" },
      world,
      load,
      right: ({ outcome }) => outcome.replicas.most === 3,
    });

  it("says what each does, and whether it is right: a minimum of 5 runs more than the 3 that 105 requests/s need", () => {
    const { document, ours } = of(withMinimum(HPA, 5)).run(objects);
    expect(document).toEqual({
      says: "The usual load for 10m: 5 replicas stay; no request is late or refused.",
      holds: false,
    });
    expect(ours).toEqual({
      says: "The usual load for 10m: 3 replicas stay; no request is late or refused.",
      holds: true,
    });
  });

  it("refuses a world that has nothing of a metric, which would be left out without a word", () => {
    const metrics = [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      { type: "External", external: { metric: { name: "p95" }, target: { type: "Value", value: "500m" } } },
    ];
    const { spec } = HPA;
    if (typeof spec !== "object" || spec === null || Array.isArray(spec)) throw new Error("no spec");
    const document = { ...HPA, spec: { ...spec, metrics } };
    expect(() => of(document).run(objects)).toThrow("the world has nothing of p95");
  });
});
