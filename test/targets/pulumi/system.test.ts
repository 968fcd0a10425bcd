import { describe, expect, it } from "vitest";
import type { BurnlineError } from "../../../lib/core/issue.ts";
import { BurnlineSystem } from "../../../lib/targets/pulumi/index.ts";
import { bundleWith, fixture } from "../bundle-fixture.ts";
import { registeredBy } from "./mocks.ts";

const configMap = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "checkout" } };

describe("BurnlineSystem", () => {
  it("registers itself and one resource an object, named by what the object is", async () => {
    const registered = await registeredBy(() => {
      new BurnlineSystem("checkout", { bundle: fixture });
    });
    expect(Object.fromEntries(registered.map(({ name, type }) => [name, type]))).toEqual({
      checkout: "burnline:index:System",
      "checkout-prometheusrule-checkout/checkout-slo": "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
      "checkout-servicemonitor-checkout/api": "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
      "checkout-servicemonitor-edge/api": "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
      "checkout-podmonitor-edge/api": "kubernetes:monitoring.coreos.com/v1:PodMonitor",
      "checkout-configmap-checkout/backup.scripts": "kubernetes:core/v1:ConfigMap",
      "checkout-cronjob-checkout/backup": "kubernetes:batch/v1:CronJob",
      "checkout-clusterrole-checkout-reader": "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      "checkout-unheard-checkout/of": "kubernetes:slo.example.org/v9alpha3:Unheard",
      "checkout-bare-bare": "kubernetes:slo.example.org/v9alpha3:Bare",
    });
  });

  it("keeps every name when an object is added in front of the others", async () => {
    const names = async (...objects: readonly (typeof configMap)[]) => {
      const registered = await registeredBy(() => {
        new BurnlineSystem("checkout", { bundle: { ...bundleWith(configMap), parts: [{ name: "core", objects }] } });
      });
      return registered.map(({ name }) => name);
    };
    const added = { ...configMap, metadata: { name: "a", namespace: "aaa" } };
    expect((await names(added, configMap)).filter((name) => !name.includes("aaa"))).toEqual(await names(configMap));
  });

  it("makes every resource a child of the component", async () => {
    const urns: string[] = [];
    await registeredBy(() => {
      const system = new BurnlineSystem("checkout", { bundle: fixture });
      for (const resource of Object.values(system.parts).flat()) resource.urn.apply((urn) => urns.push(urn));
    });
    expect(urns).toHaveLength(9);
    expect(urns.filter((urn) => !urn.includes("burnline:index:System$kubernetes:"))).toEqual([]);
  });

  it("deploys one bundle to two clusters under two names", async () => {
    const registered = await registeredBy(() => {
      new BurnlineSystem("checkout-eu", { bundle: bundleWith(configMap) });
      new BurnlineSystem("checkout-us", { bundle: bundleWith(configMap) });
    });
    expect(registered.map(({ name }) => name).sort()).toEqual([
      "checkout-eu",
      "checkout-eu-configmap-checkout/a",
      "checkout-us",
      "checkout-us-configmap-checkout/a",
    ]);
  });

  it("refuses a bundle with wrong names before it registers anything", async () => {
    let issues: BurnlineError["issues"] = [];
    const registered = await registeredBy(() => {
      try {
        new BurnlineSystem("checkout", { bundle: bundleWith({ ...configMap, metadata: { name: "A_b" } }) });
      } catch (error) {
        issues = (error as BurnlineError).issues;
      }
    });
    expect(issues).toMatchObject([{ code: "invalid-name", path: "parts.core[0].metadata.name" }]);
    expect(registered).toEqual([]);
  });
});
