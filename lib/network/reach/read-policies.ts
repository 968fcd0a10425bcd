import { type Issue, isError } from "../../core/issue.ts";
import type { Fields } from "../../kubernetes/fields.ts";
import type { KubernetesObject } from "../../kubernetes/object.ts";
import { FieldReader, shown } from "./fields.ts";
import { DIRECTIONS, type Policy, type PolicyRule } from "./policy.ts";
import { readCilium } from "./read-cilium.ts";
import { readPeer } from "./read-peer.ts";
import { readPort } from "./read-port.ts";
import { readSelector } from "./read-selector.ts";

/** The policies among some objects, and what is wrong with them. */
export interface PoliciesRead {
  /** Those that the API server takes. */
  readonly policies: readonly Policy[];
  /** What it refuses, and what this reading of Cilium's policies does not understand. */
  readonly issues: readonly Issue[];
}

/**
 * Reads the NetworkPolicies and CiliumNetworkPolicies among some objects as the API server validates them; what it would refuse
 * comes back as issues and acts on nothing. Defaults of namespaces are `default`.
 */
export function readPolicies(objects: readonly KubernetesObject[]): PoliciesRead {
  const policies: Policy[] = [];
  const issues: Issue[] = [];
  for (const object of objects) {
    const read =
      object.kind === "NetworkPolicy"
        ? readNetworkPolicy
        : object.kind === "CiliumNetworkPolicy"
          ? readCilium
          : undefined;
    if (read === undefined || !isPolicyApi(object)) continue;
    const { name, namespace = "default" } = object.metadata;
    const reader = new FieldReader(`${object.kind} ${namespace}/${name}`);
    const policy = read(reader, object, namespace);
    issues.push(...reader.issues);
    if (policy !== undefined && !reader.issues.some(isError)) policies.push(policy);
  }
  return { policies, issues };
}

/** OpenShift, Calico and others have kinds of the same name. */
function isPolicyApi({ apiVersion }: KubernetesObject): boolean {
  return /^(?:networking\.k8s\.io|extensions|cilium\.io)\//.test(apiVersion);
}

const SPEC = ["podSelector", "policyTypes", "ingress", "egress"];

function readNetworkPolicy(reader: FieldReader, object: KubernetesObject, namespace: string): Policy | undefined {
  const spec = reader.map(object.spec, "spec", SPEC);
  if (spec === undefined) {
    reader.error("policy-malformed", "spec", "a policy without its spec selects nothing");
    return undefined;
  }
  const ingress = readRules(reader, spec, "ingress");
  const egress = readRules(reader, spec, "egress");
  const types = readTypes(reader, spec);
  // https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/: what is not stated follows from the rules.
  const isolates = types ?? (egress === undefined || egress.length === 0 ? ["Ingress"] : ["Ingress", "Egress"]);
  return {
    kind: "NetworkPolicy",
    name: object.metadata.name,
    namespace,
    // Absent or empty, it selects every pod of the namespace.
    selector: readSelector(reader, spec.podSelector, "spec.podSelector") ?? {},
    ...(isolates.includes("Ingress") ? { ingress: ingress ?? [] } : {}),
    ...(isolates.includes("Egress") ? { egress: egress ?? [] } : {}),
    statesTypes: types !== undefined,
    lists: DIRECTIONS.filter((direction) => spec[direction] !== undefined && spec[direction] !== null),
  };
}

const TYPES = ["Ingress", "Egress"];

function readTypes(reader: FieldReader, spec: Fields): readonly string[] | undefined {
  const types = reader.list(spec.policyTypes, "spec.policyTypes");
  // The defaults also fill in an empty list.
  if (types === undefined || types.length === 0) return undefined;
  for (const [index, type] of types.entries()) {
    if (typeof type === "string" && TYPES.includes(type)) continue;
    const facts = { found: shown(type), expected: TYPES.join(", ") };
    reader.error("policy-types-invalid", `spec.policyTypes[${index}]`, "no such type", facts);
  }
  if (types.length > 2) {
    reader.error("policy-types-invalid", "spec.policyTypes", "there are two types at most", { found: shown(types) });
  }
  return types.map(String);
}

function readRules(
  reader: FieldReader,
  spec: Fields,
  direction: "ingress" | "egress",
): readonly PolicyRule[] | undefined {
  const peersKey = direction === "ingress" ? "from" : "to";
  return reader.list(spec[direction], `spec.${direction}`)?.map((rule, index) => {
    const place = `spec.${direction}[${index}]`;
    const fields = reader.map(rule, place, [peersKey, "ports"]) ?? {};
    const peers = reader.list(fields[peersKey], `${place}.${peersKey}`);
    const ports = reader.list(fields.ports, `${place}.ports`);
    return {
      // An empty list is the same as none: it leaves nobody and no port out.
      ...(peers === undefined || peers.length === 0
        ? {}
        : {
            peers: peers.flatMap((peer, at) => readPeer(reader, peer, `${place}.${peersKey}[${at}]`) ?? []),
          }),
      ...(peers?.length === 0 ? { emptyPeers: true } : {}),
      ...(ports === undefined || ports.length === 0
        ? {}
        : { ports: ports.flatMap((port, at) => readPort(reader, port, `${place}.ports[${at}]`) ?? []) }),
    };
  });
}
