import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../lib/core/json.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import { POLICY_CODES } from "../../../lib/network/reach/codes.ts";
import type { Surroundings } from "../../../lib/network/reach/findings/surroundings.ts";
import { policyFindings } from "../../../lib/network/reach/findings.ts";
import type { Pod } from "../../../lib/network/reach/pod.ts";
import { readPolicies } from "../../../lib/network/reach/read-policies.ts";

const PODS: readonly Pod[] = [
  { name: "api", namespace: "shop", labels: { app: "api" }, ports: [{ name: "http", port: 8_080, protocol: "TCP" }] },
  { name: "db", namespace: "shop", labels: { app: "db" }, ports: [{ name: "sql", port: 5_432, protocol: "TCP" }] },
  {
    name: "old",
    namespace: "shop",
    labels: { app: "api", v: "1" },
    ports: [{ name: "web", port: 8_080, protocol: "TCP" }],
  },
  { name: "cache", namespace: "shop", labels: { app: "cache" }, ports: [{ name: "q", port: 514, protocol: "UDP" }] },
  { name: "grafana", namespace: "monitoring", labels: { app: "grafana" }, ports: [] },
];

const of = (app: string): Json => ({ podSelector: { matchLabels: { app } } });
const here = (name: string): Json => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const DNS: Json = {
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

function object(spec: Json, { name = "p", namespace = "shop" } = {}): KubernetesObject {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace }, spec };
}

/** Ingress of one app by one rule. */
const into = (app: string, rule: Json): Json => ({
  podSelector: { matchLabels: { app } },
  policyTypes: ["Ingress"],
  ingress: [rule],
});
const out = (app: string, ...rules: readonly Json[]): Json => ({
  podSelector: { matchLabels: { app } },
  policyTypes: ["Egress"],
  egress: rules,
});

/** What is found of some specs, as `code place`. */
function found(specs: readonly Json[], surroundings: Surroundings = {}, namespace = "shop"): readonly string[] {
  const objects = specs.map((spec, index) => object(spec, { name: `p${index}`, namespace }));
  const { policies, issues } = readPolicies(objects);
  return [...issues, ...policyFindings(policies, PODS, surroundings)].map(
    ({ code, path }) => `${code} ${path.split(": ")[1]}`,
  );
}

const FINE = into("db", { from: [of("api")], ports: [{ protocol: "TCP", port: 5_432 }] });

describe("the bugs of policies that others wrote (operations.md, 3.4)", () => {
  it("a sound policy has no finding", () => {
    expect(found([FINE])).toEqual([]);
  });

  it("3.4-1: egress without DNS is found, with DNS it is not", () => {
    const toDb = { to: [of("db")], ports: [{ port: 5_432 }] };
    expect(found([out("api", toDb)])).toEqual(["policy-dns-blocked spec.egress"]);
    expect(found([out("api", toDb, DNS)])).toEqual([]);
  });

  it("3.4-2: DNS over UDP alone is found", () => {
    const udp = { ports: [{ protocol: "UDP", port: 53 }] };
    expect(found([out("api", { to: [of("db")], ports: [{ port: 5_432 }] }, udp)])).toEqual([
      "policy-dns-one-protocol spec.egress",
    ]);
  });

  it("3.4-3: two entries where one was meant are found, and the one entry is not", () => {
    const ports = [{ protocol: "TCP", port: 5_432 }];
    const either = into("db", { from: [here("monitoring"), of("grafana")], ports });
    expect(found([either])).toEqual([
      "policy-peer-dangling spec.ingress[0].from[1]",
      "policy-and-or spec.ingress[0].from[0]",
    ]);
    const both = { ...(here("monitoring") as object), podSelector: { matchLabels: { app: "grafana" } } };
    expect(found([into("db", { from: [both], ports })])).toEqual([]);
    expect(found([into("db", { from: [here("monitoring"), of("api")], ports })])).toEqual([]);
  });

  it("3.4-4: the port of a Service is found, with the port of the container as the mend", () => {
    const service = {
      name: "db",
      namespace: "shop",
      selector: { app: "db" },
      ports: [{ port: 80, targetPort: 5_432 }],
    };
    const spec = into("db", { from: [of("api")], ports: [{ protocol: "TCP", port: 80 }] });
    const { policies } = readPolicies([object(spec)]);
    const [issue] = policyFindings(policies, PODS, { services: [service] });
    expect(issue).toMatchObject({
      code: "policy-port-unheard",
      mend: "80 is the port of the Service db; policies see 5432",
    });
  });

  it("3.4-5: a way that the other side does not let in is found", () => {
    const toDb = out("api", { to: [of("db")], ports: [{ protocol: "TCP", port: 5_432 }] }, DNS);
    const deny = { podSelector: { matchLabels: { app: "db" } }, policyTypes: ["Ingress"] };
    expect(found([toDb, deny])).toEqual(["policy-one-sided spec.egress[0]"]);
    expect(found([toDb, FINE])).toEqual([]);
  });

  it("3.4-6: types left away are found, and what stays open is said", () => {
    const { podSelector, ingress } = FINE as { podSelector: Json; ingress: Json };
    const { policies } = readPolicies([object({ podSelector, ingress })]);
    expect(policies[0]?.egress).toBeUndefined();
    const [issue] = policyFindings(policies, PODS);
    expect(issue?.code).toBe("policy-types-missing");
    expect(issue?.message).toContain("what its pods open is left as it is");
  });

  it("3.4-7: a type that is listed without a rule is found, a default deny and an empty list that is written are not", () => {
    expect(found([{ ...(FINE as object), policyTypes: ["Ingress", "Egress"] }])).toEqual([
      "policy-silent-deny spec.egress",
    ]);
    expect(found([{ podSelector: {}, policyTypes: ["Ingress", "Egress"] }])).toEqual([]);
    expect(found([{ ...(FINE as object), policyTypes: ["Ingress", "Egress"], egress: [] }])).toEqual([]);
  });

  it("3.4-8: from: [] is everybody, and found; so is a rule without anything", () => {
    expect(found([into("db", { from: [], ports: [{ port: 5_432 }] })])).toEqual([
      "policy-open-to-all spec.ingress[0].from",
    ]);
    expect(found([into("db", {})])).toEqual(["policy-open-to-all spec.ingress[0]"]);
  });

  it("3.4-9: podSelector: {} in a peer is the whole namespace, and found", () => {
    const ports = [{ port: 5_432 }];
    expect(found([into("db", { from: [{ podSelector: {} }], ports })])).toEqual([
      "policy-whole-namespace spec.ingress[0].from[0]",
    ]);
  });

  it("3.4-10: a label that no namespace has is found, the label of Kubernetes and one that is known are not", () => {
    const by = (matchLabels: Json) => [
      into("db", { from: [{ namespaceSelector: { matchLabels } }], ports: [{ port: 5_432 }] }),
    ];
    const place = "policy-namespace-unlabelled spec.ingress[0].from[0].namespaceSelector";
    expect(found(by({ name: "monitoring" }))).toEqual([place]);
    expect(found(by({ name: "monitoring" }), { namespaces: { monitoring: { name: "monitoring" } } })).toEqual([]);
    expect(found(by({ "kubernetes.io/metadata.name": "monitoring" }))).toEqual([]);
  });

  it("3.4-11: selectors that nobody has are found, with the label that may have been meant", () => {
    expect(found([into("dbb", { from: [of("api")] })])).toEqual(["policy-selects-nothing spec.podSelector"]);
    const { policies } = readPolicies([object(into("db", { from: [of("apu")], ports: [{ port: 5_432 }] }))]);
    expect(policyFindings(policies, PODS)).toMatchObject([
      { code: "policy-peer-dangling", mend: "did you mean app: api?" },
    ]);
  });

  it("3.4-14: blocks for Services and pods are found, blocks outside are not", () => {
    const to = (cidr: string) => [out("api", { to: [{ ipBlock: { cidr } }], ports: [{ port: 443 }] }, DNS)];
    const place = "policy-pod-addresses spec.egress[0].to[0]";
    expect(found(to("10.96.0.10/32"))).toEqual([place]);
    expect(found(to("172.30.0.9/32"), { clusterCidrs: ["172.30.0.0/16"] })).toEqual([place]);
    const service = { name: "db", namespace: "shop", address: "10.3.0.7", ports: [] };
    expect(found(to("10.3.0.7/32"), { services: [service] })).toEqual([place]);
    expect(found(to("198.51.100.0/24"))).toEqual([]);
  });

  it("3.4-15: the world with its private networks and metadata is found, and the world of one family", () => {
    const world = (except: readonly string[], more: readonly Json[] = []) => [
      out("api", { to: [{ ipBlock: { cidr: "0.0.0.0/0", except } }, ...more], ports: [{ port: 443 }] }, DNS),
    ];
    const inner = ["10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];
    const six = { ipBlock: { cidr: "::/0" } };
    expect(found(world([], [six]))).toEqual(["policy-world-egress spec.egress[0].to[0]"]);
    expect(found(world(inner))).toEqual(["policy-one-family spec.egress[0].to[0]"]);
    expect(found(world(inner, [six]))).toEqual([]);
  });

  it("3.4-16: an exception outside of its block, or all of it, is refused", () => {
    const block = (except: string) => [
      out("api", { to: [{ ipBlock: { cidr: "10.0.0.0/8", except: [except] } }] }, DNS),
    ];
    const place = "policy-except-outside spec.egress[0].to[0].ipBlock.except[0]";
    expect(found(block("192.168.0.0/16"))).toEqual([place]);
    expect(found(block("10.0.0.0/8"))).toEqual([place]);
    expect(found(block("10.1.0.0/16"))).toEqual([]);
  });

  it("3.4-19: a named port that one version lacks is found", () => {
    expect(found([into("api", { from: [of("db")], ports: [{ protocol: "TCP", port: "http" }] })])).toEqual([
      "policy-named-port-missing spec.ingress[0].ports[0].port",
    ]);
  });

  it("3.4-20: a protocol left away for a port of UDP is found", () => {
    expect(found([into("cache", { from: [of("api")], ports: [{ port: 514 }] })])).toEqual([
      "policy-protocol-defaulted spec.ingress[0].ports[0].protocol",
    ]);
    expect(found([into("cache", { from: [of("api")], ports: [{ port: 514, protocol: "UDP" }] })])).toEqual([]);
  });

  it.each([
    ["port 0", { port: 0 }, "port"],
    ["port 65536", { port: 65_536 }, "port"],
    ["a number as text", { port: "5432" }, "port"],
    ["a name of 16 characters", { port: "abcdefghijklmnop" }, "port"],
    ["an interval that begins with a name", { port: "sql", endPort: 5_500 }, "endPort"],
    ["an interval without a beginning", { endPort: 5_500 }, "endPort"],
    ["an interval that ends before it begins", { port: 5_432, endPort: 5_431 }, "endPort"],
    ["a protocol that there is none of", { port: 1, protocol: "tcp" }, "protocol"],
  ])("3.4-21: %s is refused", (_, port, place) => {
    expect(found([into("db", { from: [of("api")], ports: [port] })])).toEqual([
      `policy-port-invalid spec.ingress[0].ports[0].${place}`,
    ]);
  });

  it("3.4-22: pods on their node's network, a wrong namespace, two of a name, and a denial that another policy reopens are found", () => {
    const agent: Pod = { name: "agent", namespace: "shop", labels: { app: "agent" }, ports: [], hostNetwork: true };
    const codes = (objects: readonly KubernetesObject[], pods = PODS) =>
      policyFindings(readPolicies(objects).policies, pods).map(({ code, level, mend }) => [code, level, mend]);
    expect(codes([object(into("agent", { from: [of("api")] }))], [...PODS, agent])).toEqual([
      ["policy-host-network", "warning", "protect the node, or take the pods out of its network"],
    ]);
    expect(codes([object(into("grafana", { from: [of("api")] }))])).toEqual([
      ["policy-selects-nothing", "warning", "pods of the namespace monitoring have them"],
    ]);
    expect(codes([object(FINE), object(FINE)])).toEqual([["policy-name-duplicate", "error", "rename one of them"]]);
    const closed = object(
      { podSelector: { matchLabels: { app: "db" } }, policyTypes: ["Ingress"] },
      { name: "closed" },
    );
    expect(codes([object(FINE), closed]).map(([code]) => code)).toEqual(["policy-deny-reopened"]);
  });
});

describe("what the API server refuses", () => {
  it.each<[string, Json, readonly string[]]>([
    ["no spec", null, ["policy-malformed spec"]],
    [
      "an unknown field",
      { podSelector: {}, ingres: [] },
      ["policy-malformed spec.ingres", "policy-types-missing spec.policyTypes"],
    ],
    ["a list that is a map", { podSelector: {}, ingress: {} }, ["policy-malformed spec.ingress"]],
    [
      "a type that there is none of",
      { podSelector: {}, policyTypes: ["Egres"] },
      ["policy-types-invalid spec.policyTypes[0]"],
    ],
    [
      "three types",
      { podSelector: {}, policyTypes: ["Ingress", "Egress", "Ingress"] },
      ["policy-types-invalid spec.policyTypes"],
    ],
    ["an empty peer", into("db", { from: [{}] }), ["policy-peer-invalid spec.ingress[0].from[0]"]],
    [
      "a block beside a selector",
      into("db", { from: [{ podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }] }),
      ["policy-peer-invalid spec.ingress[0].from[0]"],
    ],
    [
      "a name for an address",
      into("db", { from: [{ ipBlock: { cidr: "api.example.com" } }] }),
      ["policy-cidr-invalid spec.ingress[0].from[0].ipBlock.cidr"],
    ],
    [
      "a CIDR with host bits",
      into("db", { from: [{ ipBlock: { cidr: "10.0.0.1/8" } }] }),
      ["policy-cidr-invalid spec.ingress[0].from[0].ipBlock.cidr"],
    ],
    [
      "a label that is a number",
      into("db", { from: [{ podSelector: { matchLabels: { v: 1 } } }] }),
      ["policy-malformed spec.ingress[0].from[0].podSelector.matchLabels.v"],
    ],
    [
      "In without values",
      into("db", { from: [{ podSelector: { matchExpressions: [{ key: "app", operator: "In" }] } }] }),
      ["policy-selector-invalid spec.ingress[0].from[0].podSelector.matchExpressions[0].values"],
    ],
    [
      "an operator that there is none of",
      into("db", { from: [{ podSelector: { matchExpressions: [{ key: "app", operator: "Is" }] } }] }),
      ["policy-selector-invalid spec.ingress[0].from[0].podSelector.matchExpressions[0].operator"],
    ],
  ])("%s: each with its place, and such a policy acts on nothing", (_, spec, issues) => {
    const read = readPolicies([object(spec)]);
    expect(read.policies).toEqual([]);
    expect(read.issues.map(({ code, path }) => `${code} ${path.split(": ")[1]}`)).toEqual(
      issues.filter((issue) => !issue.startsWith("policy-types-missing")),
    );
  });
});

describe("codes of policies", () => {
  it("each have one row in docs/errors.md", () => {
    const rows = readFileSync(join(import.meta.dirname, "../../../docs/errors.md"), "utf8").split("\n");
    for (const code of POLICY_CODES) expect(rows.filter((row) => row.startsWith(`| \`${code}\` |`))).toHaveLength(1);
  });
});
