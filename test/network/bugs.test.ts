import { describe, expect, it } from "vitest";
import type { Network } from "../../lib/index.ts";
import { readCidr } from "../../lib/kubernetes/cidr.ts";
import { checkNetwork } from "../../lib/network/check/check-network.ts";
import { networkObjects } from "../../lib/network/derive.ts";
import { bakery, database, ingress, ingressOnHost, network, oven, shop, withPods } from "./model.ts";
import { peersOf, policyOf, ruleOf, specOf } from "./objects.ts";

/** Numbers are those of the list of bugs that policies of others have had: operations.md, 3.4. */
const objects = networkObjects(bakery(), {});
const rules = objects.slice(1).flatMap(({ metadata }) => {
  const { ingress: into, egress } = specOf(objects, metadata.name);
  return [...into, ...egress];
});
const apiServer = { cidrs: ["10.0.0.1/32", "192.0.2.10/32"], ports: [443, 6_443] };

describe("bugs of network policies that cannot happen", () => {
  it("3.4-1: pods that connect to anything may ask the name server, and those that do not may not", () => {
    expect(ruleOf(objects, "bakery.shop", "egress", "kube-dns")).toBeDefined();
    expect(ruleOf(objects, "bakery.oven", "egress", "kube-dns")).toBeUndefined();
  });

  it("3.4-2: names are asked for by UDP and TCP, on port 5353 where the pods of the name server listen there", () => {
    expect(ruleOf(objects, "bakery.shop", "egress", "kube-dns")?.ports).toEqual([
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ]);
    const openshift = networkObjects(bakery({ net: { ...network, dns: { ...network.dns, port: 5_353 } } }), {});
    expect(ruleOf(openshift, "bakery.shop", "egress", "kube-dns")?.ports).toEqual([
      { protocol: "UDP", port: 5_353 },
      { protocol: "TCP", port: 5_353 },
    ]);
  });

  it("3.4-2: the cache on each node is an address, asked by UDP and TCP as well", () => {
    const dns = { ...network.dns, nodeLocal: "169.254.20.10" };
    const { egress } = specOf(networkObjects(bakery({ net: { ...network, dns } }), {}), "bakery.shop");
    const rule = egress.find((one) => peersOf(one).some(({ ipBlock }) => ipBlock?.cidr === "169.254.20.10/32"));
    expect(rule?.ports.map(({ protocol, port }) => `${protocol} ${port}`)).toEqual(["UDP 53", "TCP 53"]);
  });

  it("3.4-3: every peer that is pods has its namespace and its labels in one item", () => {
    const peers = rules.flatMap(peersOf);
    // Of the shop 2 in and 3 out, and 1 in of the oven and of the database.
    expect(peers).toHaveLength(7);
    for (const { namespaceSelector, podSelector } of peers) {
      expect(namespaceSelector?.matchLabels["kubernetes.io/metadata.name"]).toBeTypeOf("string");
      expect(Object.keys(podSelector?.matchLabels ?? {})).toHaveLength(1);
    }
  });

  it("3.4-4: the port is that of the container, and the port of the Kubernetes Service is refused by its name", () => {
    expect(ruleOf(objects, "bakery.shop", "ingress", "ingress-nginx")?.ports).toEqual([
      { protocol: "TCP", port: 8_081 },
    ]);
    const byService = bakery({ services: [{ ...shop, exposed: [{ through: "ingress", port: "80" }] }, oven] });
    expect(checkNetwork(byService).map(({ code, found }) => [code, found])).toEqual([
      ["connection-port-unknown", "80"],
    ]);
  });

  it("3.4-5: each of the 2 connections within the namespace is in the policy of both its ends", () => {
    for (const [to, label] of [
      ["bakery.oven", "oven"],
      ["bakery.database", "database"],
    ] as const) {
      expect(ruleOf(objects, "bakery.shop", "egress", label)?.ports).toEqual(
        ruleOf(objects, to, "ingress", "shop")?.ports,
      );
    }
  });

  it("3.4-6 and 3.4-7: every policy names both types, and writes a side without rules as an empty list", () => {
    for (const { metadata, spec } of objects) {
      expect(spec, metadata.name).toMatchObject({ policyTypes: ["Ingress", "Egress"] });
    }
    expect(specOf(objects, "bakery.oven").egress).toEqual([]);
  });

  it("3.4-8 and 3.4-9: no rule is without peers or ports, and no peer is without labels", () => {
    for (const rule of rules) {
      expect(peersOf(rule).length).toBeGreaterThan(0);
      expect(rule.ports.length).toBeGreaterThan(0);
    }
  });

  it("3.4-10: namespaces are selected by the one label that Kubernetes itself sets", () => {
    const keys = rules
      .flatMap(peersOf)
      .flatMap(({ namespaceSelector }) => Object.keys(namespaceSelector?.matchLabels ?? {}));
    expect([...new Set(keys)]).toEqual(["kubernetes.io/metadata.name"]);
    // @ts-expect-error Pods are at the name of their namespace: other labels of it cannot be said.
    const other: Network["prometheus"] = { namespaceLabels: { team: "platform" } };
    expect(other).toBeDefined();
  });

  it("3.4-12: the port of metrics is open to Prometheus alone, and forgetting Prometheus is refused", () => {
    expect(ruleOf(objects, "bakery.shop", "ingress", "prometheus")?.ports).toEqual([{ protocol: "TCP", port: 9_091 }]);
    const { prometheus: _, ...blind } = network;
    expect(checkNetwork(bakery({ net: blind })).map(({ code, found }) => [code, found])).toEqual([
      ["scrape-blocked", "shop"],
    ]);
  });

  it("3.4-13: an ingress controller in the network of its nodes is let in by their addresses, which have to be stated", () => {
    const model = bakery({ dependencies: [ingressOnHost, database] });
    expect(checkNetwork(model).map(({ code }) => code)).toEqual(["node-addresses-missing"]);
    const stated = bakery({ dependencies: [ingressOnHost, database], net: { ...network, nodes: ["10.128.0.0/20"] } });
    expect(checkNetwork(stated)).toEqual([]);
    const { ingress: into } = specOf(networkObjects(stated, {}), "bakery.shop");
    expect(into[0]?.from).toEqual([{ ipBlock: { cidr: "10.128.0.0/20" } }]);
  });

  it("3.4-13: a balancer that keeps the address of users is let in by theirs", () => {
    const balanced = { ...ingress, workload: undefined, external: { cidrs: ["130.211.0.0/22", "35.191.0.0/16"] } };
    const { workload: __, ...balancer } = balanced;
    const { ingress: into } = specOf(networkObjects(bakery({ dependencies: [balancer, database] }), {}), "bakery.shop");
    expect(into[0]?.from).toEqual([{ ipBlock: { cidr: "130.211.0.0/22" } }, { ipBlock: { cidr: "35.191.0.0/16" } }]);
  });

  it("3.4-15: the world is both families, on port 443, without private and metadata addresses, and says why", () => {
    const api = {
      ...database,
      name: "flour-api",
      type: "external-api" as const,
      external: { anywhere: "no addresses are published" },
    };
    const { workload: _, ...outside } = api;
    const model = bakery({
      services: [{ ...shop, connects: [{ to: "flour-api" }] }, oven],
      dependencies: [ingress, outside],
    });
    expect(checkNetwork(model).filter(({ level }) => level !== "warning")).toEqual([]);
    const out = networkObjects(model, {});
    const rule = specOf(out, "bakery.shop").egress[1];
    expect(rule?.ports).toEqual([{ protocol: "TCP", port: 443 }]);
    expect(rule?.to?.map(({ ipBlock }) => ipBlock?.cidr)).toEqual(["0.0.0.0/0", "::/0"]);
    const except = rule?.to?.flatMap(({ ipBlock }) => ipBlock?.except ?? []) ?? [];
    for (const closed of ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"])
      expect(except).toContain(closed);
    // An exception of the other family, or as wide as its block, is refused by Kubernetes.
    for (const { ipBlock } of rule?.to ?? [])
      for (const hole of ipBlock?.except ?? []) expect(hole.includes(":")).toBe(ipBlock?.cidr.includes(":"));
    expect(except.every((hole) => (readCidr(hole)?.length ?? 0) > 0)).toBe(true);
    expect(policyOf(out, "bakery.shop")?.metadata.annotations?.["burnline.dev/world-egress"]).toBe(
      "no addresses are published",
    );
  });

  it("3.4-17: the API server is reached by the addresses of its endpoints, before and after translation of the port", () => {
    const asking = { ...shop, connects: [{ to: "kubernetes" }] };
    const model = bakery({ services: [asking, oven], net: { ...network, apiServer } });
    const { egress } = specOf(networkObjects(model, {}), "bakery.shop");
    expect(egress[1]).toEqual({
      to: [{ ipBlock: { cidr: "10.0.0.1/32" } }, { ipBlock: { cidr: "192.0.2.10/32" } }],
      ports: [
        { protocol: "TCP", port: 443 },
        { protocol: "TCP", port: 6_443 },
      ],
    });
    expect(checkNetwork(bakery({ services: [asking, oven] })).map(({ code }) => code)).toContain("api-server-missing");
  });

  it("3.4-18: pods of a job have a policy of their own, and labels that a service selects as well are refused", () => {
    const job = {
      ...oven,
      name: "baking",
      workload: { kind: "CronJob" as const, name: "baking", labels: { app: "oven", job: "baking" } },
      connects: [{ to: "database" }],
    };
    const model = bakery({ services: [shop, oven, job] });
    expect(checkNetwork(model).map(({ code, path }) => [code, path])).toEqual([
      ["pods-overlap", "services.oven.workload"],
    ]);
    const own = { ...job, workload: { ...job.workload, labels: { app: "baking" } } };
    const allowed = bakery({ services: [shop, oven, own] });
    expect(checkNetwork(allowed)).toEqual([]);
    expect(specOf(networkObjects(allowed, {}), "bakery.baking").egress).toHaveLength(2);
    const unlabelled = { ...job, workload: { kind: "CronJob" as const, name: "baking" } };
    expect(checkNetwork(bakery({ services: [shop, oven, unlabelled] })).map(({ code }) => code)).toEqual([
      "pods-without-labels",
    ]);
  });

  it("3.4-20: every port has its protocol, so that UDP is not taken for TCP", () => {
    const model = bakery({ services: [{ ...shop, connects: [{ to: "oven", ports: ["heat"] }] }, oven] });
    const all = networkObjects(model, {});
    expect(ruleOf(all, "bakery.oven", "ingress", "shop")?.ports).toEqual([{ protocol: "UDP", port: 7_071 }]);
    expect(rules.flatMap(({ ports }) => ports).every(({ protocol }) => ["TCP", "UDP"].includes(protocol))).toBe(true);
  });

  it("3.4-19 and 3.4-21: ports are numbers from 1 to 65535, never names, and 0 is refused", () => {
    expect(rules.flatMap(({ ports }) => ports).every(({ port }) => Number.isInteger(port) && port > 0)).toBe(true);
    const zero = withPods(oven, { ports: [{ name: "grpc", port: 0 }] });
    expect(checkNetwork(bakery({ services: [shop, zero] })).map(({ code, found }) => [code, found])).toEqual([
      ["port-invalid", "0"],
    ]);
  });

  it("3.4-22: pods in the network of their node have no policy, and a warning says that none protects them", () => {
    const onHost = withPods(oven, { hostNetwork: true });
    const model = bakery({ services: [shop, onHost], net: { ...network, nodes: ["10.128.0.0/20"] } });
    expect(checkNetwork(model).map(({ code, level }) => [code, level])).toEqual([["pods-on-host-network", "warning"]]);
    const all = networkObjects(model, {});
    expect(policyOf(all, "bakery.oven")).toBeUndefined();
    const { egress } = specOf(all, "bakery.shop");
    expect(egress.flatMap(peersOf)).toContainEqual({ ipBlock: { cidr: "10.128.0.0/20" } });
  });

  it("3.4-22: two policies of one name and namespace are refused", () => {
    const named = { ...shop, policy: "bakery.oven" };
    expect(checkNetwork(bakery({ services: [named, oven] })).map(({ code, found }) => [code, found])).toEqual([
      ["policy-name-clash", "bakery.oven, also of shop"],
    ]);
  });
});
