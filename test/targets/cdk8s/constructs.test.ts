import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiObject, App, Chart, JsonPatch, Testing } from "cdk8s";
import { describe, expect, it, onTestFinished } from "vitest";
import { BurnlineError, type Issue } from "../../../lib/core/issue.ts";
import { BurnlineChart, BurnlineMonitors, BurnlinePart, BurnlineRules } from "../../../lib/targets/cdk8s/index.ts";
import { bundleWith, fixture } from "../bundle-fixture.ts";

function issuesOf(build: () => unknown): readonly Issue[] {
  try {
    build();
  } catch (error) {
    if (error instanceof BurnlineError) return error.issues;
    throw error;
  }
  return [];
}

describe("BurnlineChart", () => {
  it("gives objects the bundle's names and no label of its own", () => {
    const [rule] = Testing.synth(new BurnlineChart(new App(), "Some Chart", { bundles: [fixture] }));
    expect(rule?.metadata).toEqual({
      name: "checkout-slo",
      namespace: "checkout",
      labels: { role: "alert-rules", enabled: "true" },
    });
  });

  it("writes one file a system, named as the system", () => {
    const outdir = mkdtempSync(join(tmpdir(), "burnline-cdk8s-"));
    onTestFinished(() => {
      rmSync(outdir, { recursive: true });
    });
    const app = new App({ outdir });
    const payments = { ...fixture, system: "payments" };
    for (const bundle of [fixture, payments]) new BurnlineChart(app, bundle.system, { bundles: [bundle] });
    app.synth();
    expect(readdirSync(outdir).sort()).toEqual(["checkout.k8s.yaml", "payments.k8s.yaml"]);
  });

  it("takes several systems, with child ids <system>-<part>", () => {
    const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" } };
    const payments = { ...bundleWith(configMap), system: "payments" };
    const chart = new BurnlineChart(new App(), "all", { bundles: [fixture, payments] });
    expect(chart.node.children.map(({ node }) => node.id)).toEqual([
      "checkout-rules",
      "checkout-monitors",
      "checkout-core",
      "checkout-future",
      "checkout-empty",
      "payments-core",
    ]);
    expect(chart.toJson()).toHaveLength(10);
  });

  it("refuses a name that cdk8s would pass through and a cluster would not, with the system in the path", () => {
    const bundle = bundleWith({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "Foo_Bar.Baz" } });
    const issues = issuesOf(() => new BurnlineChart(new App(), "c", { bundles: [bundle] }));
    expect(issues).toMatchObject([{ code: "invalid-name", path: "checkout.parts.core[0].metadata.name" }]);
  });
});

describe("parts in a chart of the user's own", () => {
  it("stand beside the user's objects", () => {
    const chart = Testing.chart();
    new ApiObject(chart, "mine", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "mine" } });
    new BurnlineRules(chart, "rules", { bundle: fixture });
    new BurnlineMonitors(chart, "monitors", { bundle: fixture });
    const objects = chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(objects).toEqual([
      "ConfigMap mine",
      "PrometheusRule checkout-slo",
      "ServiceMonitor api",
      "ServiceMonitor api",
      "PodMonitor api",
    ]);
  });

  it("give out their objects for patches, which reach the manifest", () => {
    const chart = Testing.chart();
    const { objects } = new BurnlineRules(chart, "rules", { bundle: fixture });
    objects[0]?.addJsonPatch(JsonPatch.replace("/spec/groups/0/interval", "31s"));
    expect(chart.toJson()[0]?.spec.groups[0].interval).toBe("31s");
  });

  it("do not change the bundle when an object of theirs is changed", () => {
    const chart = Testing.chart();
    const { objects } = new BurnlineRules(chart, "rules", { bundle: fixture });
    objects[0]?.metadata.addLabel("mine", "yes");
    expect(chart.toJson()[0]?.metadata.labels).toEqual({ enabled: "true", mine: "yes", role: "alert-rules" });
    expect(fixture.parts[0]?.objects[0]?.metadata.labels).toEqual({ enabled: "true", role: "alert-rules" });
  });

  it("take the labels that the user's chart gives all of its objects, the object's own winning", () => {
    const chart = new Chart(new App(), "c", { labels: { team: "red", role: "other" } });
    new BurnlineRules(chart, "rules", { bundle: fixture });
    expect(chart.toJson()[0]?.metadata.labels).toEqual({ enabled: "true", role: "alert-rules", team: "red" });
  });

  it("refuse a part that the bundle does not have, and name those that it has", () => {
    const issues = issuesOf(() => new BurnlinePart(Testing.chart(), "p", { bundle: fixture, part: "monitor" }));
    expect(issues).toEqual([
      {
        code: "unknown-part",
        path: "test/p",
        message: "system checkout has no such part",
        found: '"monitor"',
        expected: "one of rules, monitors, core, future, empty",
        mend: 'did you mean "monitors"?',
      },
    ]);
  });

  it("give nothing for a part that is empty", () => {
    expect(new BurnlinePart(Testing.chart(), "p", { bundle: fixture, part: "empty" }).objects).toEqual([]);
  });
});
