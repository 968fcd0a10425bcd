import { describe, expect, expectTypeOf, it } from "vitest";
import { assumed, assumptionsOf } from "../../../lib/core/assumed.ts";
import { BurnlineError } from "../../../lib/core/issue.ts";
import { count, days, hours, minutes, percent, seconds } from "../../../lib/core/quantity.ts";
import type { Condition } from "../../../lib/model/condition.ts";
import { dependency } from "../../../lib/model/dependency.ts";
import { assumptionsIn, system } from "../../../lib/model/system.ts";
import { print } from "../../../lib/promql/print.ts";
import { certificateExpiring } from "../../../lib/rules/catalogue/certificates.ts";
import { nodeCpuUsage } from "../../../lib/rules/catalogue/node-exporter.ts";
import { podCrashLooping } from "../../../lib/rules/catalogue/pods.ts";
import { build, catalogue } from "../../../lib/rules/catalogue/registry.ts";

const LOOP = {
  alert: "PodCrashLoopBackOff",
  severity: "critical",
  job: "kube-state-metrics",
  namespace: "octollm",
  for: minutes(5),
  restarts: count(3),
  within: minutes(10),
} as const;

function issuesOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof BurnlineError) return error.issues;
    throw error;
  }
  return [];
}

describe("the registry", () => {
  it("has every entry under its name, with its parameters", () => {
    for (const [name, entry] of Object.entries(catalogue)) {
      expect(entry.name).toBe(name);
      expect(entry.about).not.toBe("");
      expect(entry.parameters).toMatchObject({
        alert: { kind: "text", required: true },
        severity: { kind: "text", required: true },
        job: { kind: "text", required: true },
        matchers: { kind: "selections", required: false },
        impact: { kind: "text", required: false },
      });
    }
    expect(catalogue.podCrashLooping?.parameters.within).toEqual({
      kind: "duration",
      required: true,
      means: "Window that the restarts are counted in",
      atLeast: 120,
    });
  });

  it("has no `for` for events, which would have to last to be told of", () => {
    const without = Object.values(catalogue).filter(({ parameters }) => parameters.for === undefined);
    expect(without.map(({ name }) => name).sort()).toEqual([
      "configMapChanged",
      "deploymentChanged",
      "hpaScaledDown",
      "hpaScaledUp",
    ]);
  });

  it("builds by name what the typed entry builds", () => {
    expect(build("podCrashLooping", LOOP)).toEqual(podCrashLooping(LOOP));
    expect(podCrashLooping(LOOP)).toMatchObject({
      alert: "PodCrashLoopBackOff",
      severity: "critical",
      for: { unit: "seconds", value: 300 },
      catalogue: "podCrashLooping",
    });
  });

  it("refuses a name that it does not have, with the nearest one", () => {
    expect(issuesOf(() => build("podCrashloop", LOOP))).toMatchObject([
      { code: "catalogue-unknown-entry", found: "podCrashloop", mend: "write podCrashLooping" },
    ]);
    expect(issuesOf(() => build("constructor", LOOP))).toMatchObject([{ code: "catalogue-unknown-entry" }]);
  });
});

describe("options that no type checker has seen", () => {
  const { within: _, ...windowless } = LOOP;

  it.each([
    ["a missing one", windowless, { code: "catalogue-missing-option", path: "within", expected: "a duration" }],
    [
      "an unknown one",
      { ...LOOP, restart: 3 },
      { code: "catalogue-unknown-option", path: "restart", mend: "write restarts" },
    ],
    [
      "a number without unit",
      { ...LOOP, restarts: 3 },
      { code: "catalogue-wrong-option", path: "restarts", found: "3" },
    ],
    ["another unit", { ...LOOP, restarts: minutes(3) }, { code: "catalogue-wrong-option", found: "180 (seconds)" }],
    ["a window of one scrape", { ...LOOP, within: seconds(60) }, { code: "catalogue-option-range", path: "within" }],
    ["an empty text", { ...LOOP, job: "" }, { code: "catalogue-wrong-option", path: "job" }],
    ["a list for a pattern", { ...LOOP, namespace: ["a"] }, { code: "catalogue-wrong-option", path: "namespace" }],
    [
      "matchers that are none",
      { ...LOOP, matchers: { cluster: 1 } },
      { code: "catalogue-wrong-option", path: "matchers" },
    ],
  ])("refuses %s", (_, options, issue) => {
    expect(issuesOf(() => build("podCrashLooping", options))).toMatchObject([issue]);
  });

  it("refuses a share that is meant in percent", () => {
    const options = { alert: "A", severity: "s", job: "node", for: minutes(1), over: minutes(5) };
    expect(issuesOf(() => build("nodeCpuUsage", { ...options, above: { unit: "ratio", value: 80 } }))).toMatchObject([
      { code: "catalogue-wrong-option", path: "above", expected: "a ratio" },
    ]);
  });
});

describe("a condition of the catalogue", () => {
  it("keeps its severity as a literal type", () => {
    expectTypeOf(podCrashLooping(LOOP)).toEqualTypeOf<Condition<"critical">>();
  });

  it("keeps the assumptions of its options, in the system's list too", () => {
    const expiring = certificateExpiring({
      alert: "CertificateExpiring",
      severity: "warning",
      job: assumed("cert-manager", "not named"),
      namespace: assumed(/octollm.*/, "not stated"),
      for: hours(1),
      within: assumed(days(7), "a week"),
    });
    expect(assumptionsOf(expiring)).toEqual([
      { path: "job", value: "cert-manager", why: "not named" },
      { path: "namespace", value: /octollm.*/, why: "not stated" },
      { path: "within", value: days(7), why: "a week" },
    ]);
    const octollm = system("octollm", {
      owner: "octollm",
      runs: ["kubernetes"],
      prometheus: { evaluationInterval: minutes(1), retention: days(15) },
      runbooks: "https://runbooks.example.com",
      severities: { warning: { priority: "P3", rank: 0, acknowledgeWithin: hours(1) } },
      services: [],
      dependencies: [dependency("cert-manager", { type: "cert-manager", conditions: [expiring] })],
    });
    expect(assumptionsIn(octollm).map(({ path }) => path)).toEqual([
      "dependencies.cert-manager.conditions.CertificateExpiring.job",
      "dependencies.cert-manager.conditions.CertificateExpiring.namespace",
      "dependencies.cert-manager.conditions.CertificateExpiring.within",
    ]);
  });

  it("says what fires it in words with numbers, and has no other keys than a condition", () => {
    const busy = nodeCpuUsage({
      alert: "HighCPUUsage",
      severity: "warning",
      job: "node-exporter",
      for: minutes(10),
      above: percent(80),
      over: minutes(5),
      impact: "Pods may be throttled.",
    });
    expect(busy.means).toContain("over the last 5m");
    expect(busy.means).toContain("above 80 %");
    // FREE-D07: a ratio between 0 and 1, which humanizePercentage multiplies by 100.
    expect(busy.unit).toBe("ratio");
    expect(print(busy.expression)).toMatch(/> 0\.8$/);
    expect(Object.keys(busy).sort()).toEqual([
      "alert",
      "catalogue",
      "expression",
      "for",
      "impact",
      "means",
      "scenarios",
      "severity",
      "summary",
      "unit",
    ]);
  });

  it("tells objects of several clusters apart by the labels that select the clusters", () => {
    const condition = podCrashLooping({ ...LOOP, matchers: { cluster: /eu-.*/ } });
    expect(print(condition.expression)).toContain("max by (cluster, namespace, pod, container)");
  });
});
