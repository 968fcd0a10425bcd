import type { Json } from "../../../lib/core/json.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import { NAMESPACE_NAME, type NamespaceLabels, type Pod } from "../../../lib/network/reach/pod.ts";
import { Random } from "../../../lib/prove/random.ts";

/** Three namespaces with three pods each, as cyclonus has them; a port that is named on some of them only, and one of UDP. */
export const PODS: readonly Pod[] = ["x", "y", "z"].flatMap((namespace) =>
  ["a", "b", "c"].map(
    (name, index): Pod => ({
      name,
      namespace,
      labels: { pod: name, tier: index === 0 ? "front" : "back" },
      ports: [
        { name: "http", port: index === 1 ? 8_081 : 8_080, protocol: "TCP" },
        { name: "dns", port: 53, protocol: "UDP" },
        ...(index === 2 ? [] : [{ name: "metrics", port: 9_100 + index, protocol: "TCP" as const }]),
      ],
    }),
  ),
);

/** Labels of the namespaces besides their name. */
export const NAMESPACES: NamespaceLabels = { x: { ns: "x", team: "one" }, y: { ns: "y", team: "one" }, z: { ns: "z" } };

/** Kinds of cases, after those that cyclonus generates: what is chosen of each, so that a test can ask that none is missing. */
export class Taxonomy {
  readonly #counts = new Map<string, number>();

  take(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  count(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }

  get kinds(): readonly string[] {
    return [...this.#counts.keys()].sort();
  }
}

/** A set of one to five policies, the same for the same seed; every part of the API, both directions, policies that conflict. */
export function randomPolicies(seed: number, taxonomy: Taxonomy): readonly KubernetesObject[] {
  const random = new Random(seed);
  const maker = new Maker(random, taxonomy);
  const count = random.whole(1, 5);
  if (count > 1) taxonomy.take("conflict: several policies");
  return Array.from({ length: count }, (_, index) => maker.policy(`p${index}`));
}

const NAMED: readonly (readonly [kind: string, port: Json])[] = [
  ["name", { protocol: "TCP", port: "http" }],
  ["name that some lack", { port: "metrics" }],
  ["name of UDP", { protocol: "UDP", port: "dns" }],
  ["name with another protocol", { protocol: "TCP", port: "dns" }],
];

function isBlock(peer: Json): boolean {
  return typeof peer === "object" && peer !== null && "ipBlock" in peer;
}

class Maker {
  readonly #random: Random;
  readonly #taxonomy: Taxonomy;

  constructor(random: Random, taxonomy: Taxonomy) {
    this.#random = random;
    this.#taxonomy = taxonomy;
  }

  policy(name: string): KubernetesObject {
    const types = this.#pick<readonly string[] | undefined>("direction", [
      ["ingress", ["Ingress"]],
      ["egress", ["Egress"]],
      ["both", ["Ingress", "Egress"]],
      ["left away", undefined],
    ]);
    return {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name, namespace: this.#one(["x", "y", "z"]) },
      spec: {
        podSelector: this.#selector("target"),
        ...(types === undefined ? {} : { policyTypes: types }),
        ...(types?.includes("Ingress") === false ? {} : this.#rules("ingress", "from")),
        ...(types?.includes("Egress") === false ? {} : this.#rules("egress", "to")),
      },
    };
  }

  #rules(direction: string, side: string): { readonly [key: string]: Json } {
    const rules = this.#pick<number | undefined>("rule", [
      ["field left away", undefined],
      ["none", 0],
      ["one", 1],
      ["several", 3],
      ["one", 1],
    ]);
    if (rules === undefined) return {};
    return { [direction]: Array.from({ length: rules }, () => this.#rule(side)) };
  }

  #rule(side: string): Json {
    const peers = this.#pick<readonly Json[] | undefined>("peer", [
      ["left away", undefined],
      ["empty list", []],
      ["one", [this.#peer()]],
      ["two, either of them", [this.#peer(), this.#peer()]],
      ["one", [this.#peer()]],
      ["one", [this.#peer()]],
    ]);
    // netpol-analyzer refuses a name where a rule may lead to an address, which has no ports of that name.
    const named = side === "from" || (peers !== undefined && peers.length > 0 && !peers.some(isBlock));
    const ports = this.#pick<readonly Json[] | undefined>("port", [
      ["left away", undefined],
      ["empty list", []],
      ["one", [this.#port(named)]],
      ["several", [this.#port(named), this.#port(named), this.#port(named)]],
    ]);
    return { ...(peers === undefined ? {} : { [side]: peers }), ...(ports === undefined ? {} : { ports }) };
  }

  #peer(): Json {
    return this.#pick<() => Json>("peer", [
      ["pods here", () => ({ podSelector: this.#selector("peer-pods") })],
      ["namespaces", () => ({ namespaceSelector: this.#namespaces() })],
      [
        "pods in namespaces, both in one",
        () => ({ namespaceSelector: this.#namespaces(), podSelector: this.#selector("peer-pods") }),
      ],
      ["ipBlock", () => ({ ipBlock: { cidr: this.#cidr() } })],
      [
        "ipBlock with except",
        () => ({ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16", this.#one(["10.2.3.0/24", "10.1.2.0/24"])] } }),
      ],
    ])();
  }

  #cidr(): string {
    return this.#one(["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "192.168.4.0/22", "203.0.113.7/32", "128.0.0.0/1"]);
  }

  #namespaces(): Json {
    return this.#pick<Json>("namespace", [
      ["all", {}],
      ["by name", { matchLabels: { [NAMESPACE_NAME]: this.#one(["x", "y"]) } }],
      ["by label", { matchLabels: { team: "one" } }],
      ["expression", { matchExpressions: [{ key: "ns", operator: "In", values: ["y", "z"] }] }],
      ["expression", { matchExpressions: [{ key: "team", operator: "DoesNotExist" }] }],
      ["nobody", { matchLabels: { ns: "nobody" } }],
    ]);
  }

  #selector(what: string): Json {
    return this.#pick<Json>(what, [
      ["all", {}],
      ["by label", { matchLabels: { pod: this.#one(["a", "b", "c"]) } }],
      ["two labels", { matchLabels: { pod: "b", tier: "back" } }],
      ["expression In", { matchExpressions: [{ key: "pod", operator: "In", values: ["a", "c"] }] }],
      ["expression NotIn", { matchExpressions: [{ key: "pod", operator: "NotIn", values: ["a"] }] }],
      [
        "expression NotIn of a key that nobody has",
        { matchExpressions: [{ key: "zone", operator: "NotIn", values: ["eu"] }] },
      ],
      ["expression Exists", { matchLabels: { tier: "back" }, matchExpressions: [{ key: "pod", operator: "Exists" }] }],
      ["expression DoesNotExist", { matchExpressions: [{ key: "quarantine", operator: "DoesNotExist" }] }],
      ["nobody", { matchLabels: { pod: "nobody" } }],
    ]);
  }

  #port(named: boolean): Json {
    return this.#pick<Json>("protocol and port", [
      ["TCP by default", { port: 8_080 }],
      ["TCP", { protocol: "TCP", port: 8_081 }],
      ["UDP", { protocol: "UDP", port: 53 }],
      ["SCTP", { protocol: "SCTP", port: 9 }],
      ["every port of a protocol", { protocol: "UDP" }],
      ["interval", { protocol: "TCP", port: 8_000, endPort: 8_080 }],
      ["interval", { protocol: "TCP", port: 8_081, endPort: 65_535 }],
      ...(named ? NAMED : []),
    ]);
  }

  #pick<T>(what: string, choices: readonly (readonly [kind: string, value: T])[]): T {
    const [kind, value] = this.#one(choices);
    this.#taxonomy.take(`${what}: ${kind}`);
    return value;
  }

  #one<T>(choices: readonly T[]): T {
    const chosen = choices[this.#random.whole(0, choices.length - 1)];
    if (chosen === undefined) throw new RangeError("nothing to choose from");
    return chosen;
  }
}
