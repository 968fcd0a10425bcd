import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import type { Direction } from "../../../lib/network/reach/policy.ts";

/** The objects with one thing changed. */
export interface PolicyMutant {
  readonly kind: string;
  /** `alecs/alecs.redis spec.ingress[0].ports[0]`. */
  readonly place: string;
  readonly objects: readonly KubernetesObject[];
  /** Policy that was changed, as it was. */
  readonly policy: PolicyDocument;
}

/** A policy as the emitted objects have it, to be changed in place. */
export interface PolicyDocument {
  metadata: { name: string; namespace: string };
  spec: {
    podSelector: Selector;
    policyTypes?: string[];
    ingress?: Rule[];
    egress?: Rule[];
  };
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: unknown[];
}

interface Rule {
  from?: PeerDocument[];
  to?: PeerDocument[];
  ports?: { protocol?: string; port?: number; endPort?: number }[];
}

interface PeerDocument {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

const SIDES = { ingress: "from", egress: "to" } as const;

/** Everything that can go wrong with policies one thing at a time: something taken away, widened, or added. */
export function policyMutants(objects: readonly KubernetesObject[]): readonly PolicyMutant[] {
  return objects.flatMap((object, at) => {
    if (object.kind !== "NetworkPolicy") return [];
    const policy = documentOf(object);
    const title = `${policy.metadata.namespace}/${policy.metadata.name}`;
    const mutants: PolicyMutant[] = [];
    const change = (kind: string, place: string, edit: (copy: PolicyDocument) => void): void => {
      const copy = documentOf(object);
      edit(copy);
      const changed = objects.map((one, index) => (index === at ? (copy as unknown as KubernetesObject) : one));
      mutants.push({ kind, place: `${title} ${place}`, objects: changed, policy });
    };
    mutants.push({ kind: "policy dropped", place: title, objects: objects.filter((_, index) => index !== at), policy });
    selectorMutants(policy.spec.podSelector, "spec.podSelector", (kind, place, edit) =>
      change(kind, place, ({ spec }) => edit(spec.podSelector)),
    );
    change("types dropped", "spec.policyTypes", ({ spec }) => {
      delete spec.policyTypes;
    });
    for (const type of policy.spec.policyTypes ?? []) {
      change(`type ${type} dropped`, "spec.policyTypes", ({ spec }) => {
        spec.policyTypes = (spec.policyTypes ?? []).filter((one) => one !== type);
        // Kubernetes refuses rules of a type that is not listed only in words; they act on nothing.
        if (spec.policyTypes.length === 0) spec.policyTypes = [type === "Ingress" ? "Egress" : "Ingress"];
      });
    }
    for (const direction of ["ingress", "egress"] as const) {
      change("rule for everything added", `spec.${direction}`, ({ spec }) => {
        spec[direction] = [...(spec[direction] ?? []), {}];
      });
      change("rule for the namespace added", `spec.${direction}`, ({ spec }) => {
        spec[direction] = [...(spec[direction] ?? []), { [SIDES[direction]]: [{ podSelector: {} }] }];
      });
      (policy.spec[direction] ?? []).forEach((_, index) => {
        ruleMutants(policy, direction, index, change);
      });
    }
    return mutants;
  });
}

type Change = (kind: string, place: string, edit: (copy: PolicyDocument) => void) => void;

function ruleMutants({ metadata, spec }: PolicyDocument, direction: Direction, index: number, change: Change): void {
  const side = SIDES[direction];
  const place = `spec.${direction}[${index}]`;
  const rule = spec[direction]?.[index];
  const edit = (apply: (rule: Rule) => void) => (copy: PolicyDocument) => {
    const found = copy.spec[direction]?.[index];
    if (found !== undefined) apply(found);
  };
  change("rule dropped", place, (copy) => copy.spec[direction]?.splice(index, 1));
  change(
    "peers dropped",
    place,
    edit((one) => delete one[side]),
  );
  change(
    "peers emptied",
    place,
    edit((one) => Object.assign(one, { [side]: [] })),
  );
  change(
    "ports dropped",
    place,
    edit((one) => delete one.ports),
  );
  (rule?.ports ?? []).forEach(({ port = 1 }, at) => {
    const portEdit = (apply: (port: NonNullable<Rule["ports"]>[number]) => void) =>
      edit(({ ports }) => {
        const found = ports?.[at];
        if (found !== undefined) apply(found);
      });
    const portPlace = `${place}.ports[${at}]`;
    change(
      "port number dropped",
      portPlace,
      portEdit((one) => delete one.port),
    );
    change(
      "port one higher",
      portPlace,
      portEdit((one) => Object.assign(one, { port: port + 1 })),
    );
    change(
      "interval widened",
      portPlace,
      portEdit((one) => Object.assign(one, { endPort: port + 1 })),
    );
    change(
      "another protocol",
      portPlace,
      portEdit((one) => Object.assign(one, { protocol: "SCTP" })),
    );
    change(
      "port added",
      portPlace,
      edit(({ ports }) => ports?.push({ protocol: "TCP", port: 6_666 })),
    );
    if ((rule?.ports ?? []).length > 1)
      change(
        "port dropped",
        portPlace,
        edit(({ ports }) => ports?.splice(at, 1)),
      );
  });
  (rule?.[side] ?? []).forEach((peer, at) => {
    const peerPlace = `${place}.${side}[${at}]`;
    const peerEdit = (apply: (peer: PeerDocument) => void) =>
      edit((one) => {
        const found = one[side]?.[at];
        if (found !== undefined) apply(found);
      });
    if ((rule?.[side] ?? []).length > 1)
      change(
        "peer dropped",
        peerPlace,
        edit((one) => one[side]?.splice(at, 1)),
      );
    if (peer.namespaceSelector !== undefined && peer.podSelector !== undefined) {
      change(
        "both made either",
        peerPlace,
        edit((one) => {
          const found = one[side]?.[at];
          if (found?.podSelector === undefined) return;
          one[side]?.push({ podSelector: found.podSelector });
          delete found.podSelector;
        }),
      );
      change(
        "pods of the peer dropped",
        peerPlace,
        peerEdit((one) => delete one.podSelector),
      );
      const isOwn = peer.namespaceSelector.matchLabels?.["kubernetes.io/metadata.name"] === metadata.namespace;
      change(
        `namespace of the peer dropped${isOwn ? ", its own" : ""}`,
        peerPlace,
        peerEdit((one) => delete one.namespaceSelector),
      );
      change(
        "every namespace",
        peerPlace,
        peerEdit((one) => Object.assign(one, { namespaceSelector: {} })),
      );
    }
    if (peer.podSelector !== undefined) {
      selectorMutants(peer.podSelector, `${peerPlace}.podSelector`, (kind, where, apply) =>
        change(
          `of the peer, ${kind}`,
          where,
          peerEdit((one) => one.podSelector && apply(one.podSelector)),
        ),
      );
    }
    const { ipBlock } = peer;
    if (ipBlock === undefined) return;
    change(
      "exceptions dropped",
      peerPlace,
      peerEdit((one) => one.ipBlock && delete one.ipBlock.except),
    );
    (ipBlock.except ?? []).forEach((_, hole) => {
      change(
        "exception dropped",
        `${peerPlace} except[${hole}]`,
        peerEdit((one) => one.ipBlock?.except?.splice(hole, 1)),
      );
    });
    const world = ipBlock.cidr.includes(":") ? "::/0" : "0.0.0.0/0";
    if (ipBlock.cidr !== world)
      change(
        "block widened to the world",
        peerPlace,
        peerEdit((one) => Object.assign(one.ipBlock ?? {}, { cidr: world })),
      );
  });
}

function selectorMutants(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  place: string,
  change: (kind: string, place: string, edit: (selector: Selector) => void) => void,
): void {
  for (const key of Object.keys(matchLabels)) {
    change("label dropped", `${place} ${key}`, (selector) => delete selector.matchLabels?.[key]);
    change("label mistyped", `${place} ${key}`, (selector) => {
      if (selector.matchLabels !== undefined) selector.matchLabels[key] = "mistyped";
    });
  }
  if (matchExpressions.length > 0) {
    change("expressions dropped", place, (selector) => delete selector.matchExpressions);
  }
}

function documentOf(object: KubernetesObject): PolicyDocument {
  return JSON.parse(JSON.stringify(object));
}
