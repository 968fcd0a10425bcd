import { describe, expect, it } from "vitest";
import { condition, minutes, seconds, service, system } from "../../lib/index.ts";
import { conditionAlert } from "../../lib/rules/condition.ts";

const told = {
  for: seconds(0),
  severity: "warning",
  summary: "a ConfigMap was changed",
  means: "Its resource version changed.",
  scenarios: [],
} as const;

const shop = system("shop", {
  owner: "shop",
  runs: ["kubernetes"],
  namespace: "shop-prod",
  prometheus: { evaluationInterval: minutes(1), retention: minutes(60) },
  runbooks: "https://runbooks.example.com",
  severities: { warning: { priority: "P2", rank: 0 } },
  services: [service("shop", {})],
});

function labelsOf(promql: string): Readonly<Record<string, string>> {
  const [owner] = shop.services;
  if (owner === undefined) throw new Error("the system has a service");
  return conditionAlert(condition("Changed", { ...told, promql }), { system: shop, owner }).labels;
}

describe("namespace of a condition's alert", () => {
  it("is that of the object where the expression keeps it", () => {
    expect(
      labelsOf('max by (namespace, configmap) (changes(kube_x{namespace=~"shop-.*"}[5m])) > 0'),
    ).not.toHaveProperty("namespace");
  });

  it("is the system's where the expression drops it, or may lack it", () => {
    expect(labelsOf('max by (node) (kube_node_x{job="k"}) == 0').namespace).toBe("shop-prod");
    expect(labelsOf('kube_node_x{job="k"} == 0').namespace).toBe("shop-prod");
  });
});
