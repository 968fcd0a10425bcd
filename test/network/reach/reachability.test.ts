import { describe, expect, it } from "vitest";
import { rangeOf, readCidr } from "../../../lib/kubernetes/cidr.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import type { End } from "../../../lib/network/reach/decision.ts";
import { sideText } from "../../../lib/network/reach/explain.ts";
import type { Pod } from "../../../lib/network/reach/pod.ts";
import { ALL_PORTS, hasPort, type PolicyProtocol, portsText } from "../../../lib/network/reach/ports.ts";
import { Reachability } from "../../../lib/network/reach/reachability.ts";
import { readPolicies } from "../../../lib/network/reach/read-policies.ts";
import { NAMESPACES, PODS, randomPolicies, Taxonomy } from "./random-policies.ts";

const pod = (name: string, namespace = "shop", more: Partial<Pod> = {}): Pod => ({
  name,
  namespace,
  labels: { app: name },
  ports: [{ name: "http", port: 8_080, protocol: "TCP" }],
  ...more,
});

const API = pod("api");
const DB = pod("db", "shop", { ports: [{ name: "sql", port: 5_432, protocol: "TCP" }] });
const WATCH = pod("watch", "monitoring");
const HOST = pod("agent", "shop", { hostNetwork: true });
const ALL = [API, DB, WATCH, HOST];

const policy = (name: string, spec: KubernetesObject[string], namespace = "shop"): KubernetesObject => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace },
  spec,
});

const end = (at: Pod | string): End => {
  if (typeof at !== "string") return { kind: "pod", pod: at };
  const cidr = readCidr(at);
  return cidr === undefined ? { kind: "name", name: at } : { kind: "addresses", ranges: [rangeOf(cidr)] };
};

function ask(objects: readonly KubernetesObject[], from: Pod | string, to: Pod | string, pods: readonly Pod[] = ALL) {
  const { policies, issues } = readPolicies(objects);
  expect(issues).toEqual([]);
  return new Reachability(policies, pods).decide(end(from), end(to));
}

const ports = (...args: Parameters<typeof ask>): string => portsText(ask(...args).allowed);

const DENY = policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const lets = (name: string, direction: "ingress" | "egress", rule: KubernetesObject[string]): KubernetesObject =>
  policy(`${name}-${direction}`, {
    podSelector: { matchLabels: { app: name } },
    policyTypes: [direction === "ingress" ? "Ingress" : "Egress"],
    [direction]: [rule],
  });
const toDb = lets("api", "egress", { to: [{ podSelector: { matchLabels: { app: "db" } } }], ports: [{ port: 5_432 }] });
const fromApi = lets("db", "ingress", {
  from: [{ podSelector: { matchLabels: { app: "api" } } }],
  ports: [{ port: "sql" }],
});

// https://kubernetes.io/docs/concepts/services-networking/network-policies/, sentence by sentence.
describe("what policies let through", () => {
  it("is everything where no policy selects a pod, and nothing but its rules where one does", () => {
    expect(ports([], API, DB)).toBe("all ports");
    expect(ports([DENY], API, DB)).toBe("no port");
  });

  it("needs both sides: with egress alone or ingress alone nothing goes through, with both 5432/TCP", () => {
    expect(ports([DENY, toDb], API, DB)).toBe("no port");
    expect(ports([DENY, fromApi], API, DB)).toBe("no port");
    expect(ports([DENY, toDb, fromApi], API, DB)).toBe("5432/TCP");
    expect(ports([DENY, toDb, fromApi], DB, API)).toBe("no port");
  });

  it("adds up over policies, in any order", () => {
    const other = lets("api", "egress", { to: [{ podSelector: {} }], ports: [{ protocol: "UDP", port: 53 }] });
    const open = policy("open", { podSelector: { matchLabels: { app: "db" } }, ingress: [{}] });
    expect(ports([DENY, toDb, other, open], API, DB)).toBe("53/UDP, 5432/TCP");
    expect(ports([open, other, toDb, DENY], API, DB)).toBe("53/UDP, 5432/TCP");
  });

  it("follows only from ingress where types are left away and no egress rule stands there", () => {
    const silent = policy("silent", { podSelector: {}, ingress: [] });
    expect(ports([silent], API, DB)).toBe("no port");
    expect(ports([silent], API, WATCH)).toBe("all ports");
    const both = policy("both", { podSelector: {}, egress: [{ to: [{ podSelector: {} }] }] });
    expect(ports([both], API, WATCH)).toBe("no port");
  });

  it("takes a name of a port on the pod that is connected to, and none on an address", () => {
    const named = lets("api", "egress", { ports: [{ port: "sql" }] });
    expect(ports([named], API, DB)).toBe("5432/TCP");
    expect(ports([named], API, WATCH)).toBe("no port");
    expect(ports([named], API, "192.0.2.1/32")).toBe("no port");
  });

  it("never takes a block of addresses for pods, nor pods for addresses", () => {
    const block = lets("api", "egress", { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] });
    expect(ports([block], API, DB)).toBe("no port");
    expect(ports([block], API, "10.1.2.3/32")).toBe("all ports");
    expect(ports([toDb], API, "10.1.2.3/32")).toBe("no port");
  });

  it("leaves out what a block excepts: of 10.0.0.0/8 without 10.1.0.0/16 all of 10.2.0.0/16, none of 10.1.2.0/24, a part of all", () => {
    const block = lets("api", "egress", { to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] });
    expect(ports([block], API, "10.2.0.0/16")).toBe("all ports");
    expect(ports([block], API, "10.1.2.0/24")).toBe("no port");
    const { allowed, partly } = ask([block], API, "10.0.0.0/8");
    expect([portsText(allowed), portsText(partly)]).toEqual(["no port", "all ports"]);
  });

  it("joins blocks that only together make up a range", () => {
    const halves = [
      lets("api", "egress", { to: [{ ipBlock: { cidr: "10.0.0.0/9" } }] }),
      policy("other", {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [{ to: [{ ipBlock: { cidr: "10.128.0.0/9" } }] }],
      }),
    ];
    expect(ports(halves, API, "10.0.0.0/8")).toBe("all ports");
    expect(ports(halves.slice(0, 1), API, "10.0.0.0/8")).toBe("no port");
  });

  it("is for a name whatever every public address has, private ones and the metadata of clouds aside", () => {
    const world = { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "169.254.0.0/16"] };
    expect(
      ports([lets("api", "egress", { to: [{ ipBlock: world }], ports: [{ port: 443 }] })], API, "api.example.com"),
    ).toBe("443/TCP");
    const one = lets("api", "egress", { to: [{ ipBlock: { cidr: "8.8.8.0/24" } }] });
    expect(portsText(ask([one], API, "api.example.com").allowed)).toBe("no port");
    expect(portsText(ask([one], API, "api.example.com").partly)).toBe("all ports");
  });

  it("knows no policy for pods in the network of their node, and selects them as nobody's peer", () => {
    expect(ports([DENY], HOST, WATCH)).toBe("all ports");
    expect(ask([DENY], HOST, WATCH).egress.ground).toBe("host-network");
    const fromPods = lets("db", "ingress", { from: [{ podSelector: {} }] });
    expect(ports([fromPods], HOST, DB)).toBe("no port");
    expect(ports([fromPods], API, DB)).toBe("all ports");
  });

  it("always lets a pod reach itself, and another pod of its workload only where a rule does", () => {
    const twin: Pod = { ...API };
    expect(ports([DENY], API, API)).toBe("all ports");
    expect(ports([DENY], API, twin, [...ALL, twin])).toBe("no port");
  });

  it("names the policies and rules that decide", () => {
    const { egress, ingress } = ask([DENY, toDb, fromApi], API, DB);
    expect(sideText("egress", egress, ALL_PORTS)).toBe("egress by shop/api-egress rule 1");
    expect(sideText("ingress", ingress, ALL_PORTS)).toBe("ingress by shop/db-ingress rule 1");
    expect(sideText("ingress", ask([DENY, fromApi], WATCH, DB).ingress, ALL_PORTS)).toBe(
      "nothing in shop/db-ingress lets it in",
    );
    expect(sideText("egress", ask([DENY], WATCH, DB).egress, ALL_PORTS)).toBe("egress open: no policy selects it");
  });

  it("is the same asked pair by pair and as a whole list, in 12 random sets of policies", () => {
    for (let seed = 1_001; seed <= 1_012; seed++) {
      const { policies } = readPolicies(randomPolicies(seed, new Taxonomy()));
      const reach = new Reachability(policies, PODS, { namespaces: NAMESPACES });
      const listed = new Map(
        reach
          .connections()
          .pods.map(({ from, to, ports: found }) => [
            `${from.namespace}/${from.name} ${to.namespace}/${to.name}`,
            found,
          ]),
      );
      for (const from of PODS) {
        for (const to of PODS) {
          if (from === to) continue;
          const { allowed } = reach.decide(end(from), end(to));
          const found = listed.get(`${from.namespace}/${from.name} ${to.namespace}/${to.name}`);
          expect(portsText(found ?? { TCP: [], UDP: [], SCTP: [] }), `seed ${seed}`).toBe(portsText(allowed));
        }
      }
    }
  });
});

describe("a policy of Cilium", () => {
  const cilium = (egress: KubernetesObject[string]): KubernetesObject => ({
    apiVersion: "cilium.io/v2",
    kind: "CiliumNetworkPolicy",
    metadata: { name: "api", namespace: "shop" },
    spec: { endpointSelector: { matchLabels: { app: "api" } }, egress },
  });
  const https = (protocol: PolicyProtocol = "TCP") => [{ ports: [{ port: "443", protocol }] }];

  it("lets out to the names that it has on 443/TCP, and to no other name, port or address", () => {
    const objects = [
      DENY,
      cilium([{ toFQDNs: [{ matchName: "api.example.com" }, { matchPattern: "*.s3.example.com" }], toPorts: https() }]),
    ];
    expect(ports(objects, API, "api.example.com")).toBe("443/TCP");
    expect(ports(objects, API, "eu.s3.example.com")).toBe("443/TCP");
    expect(ports(objects, API, "a.b.s3.example.com")).toBe("no port");
    expect(ports(objects, API, "example.com")).toBe("no port");
    expect(ports(objects, API, "192.0.2.1/32")).toBe("no port");
    expect(hasPort(ask(objects, API, "api.example.com").allowed, "UDP", 443)).toBe(false);
  });

  it("with parts that are not judged is said to have them", () => {
    const { issues } = readPolicies([cilium([{ toServices: [], toPorts: https() }])]);
    expect(issues.map(({ code, level }) => [code, level])).toEqual([
      ["policy-not-understood", "warning"],
      ["policy-not-understood", "warning"],
    ]);
  });
});
