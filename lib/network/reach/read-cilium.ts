import { given } from "../../core/given.ts";
import type { Json } from "../../core/json.ts";
import type { Fields } from "../../kubernetes/fields.ts";
import type { KubernetesObject } from "../../kubernetes/object.ts";
import type { LabelSelector } from "../../kubernetes/selector.ts";
import { type FieldReader, shown } from "./fields.ts";
import { NAMESPACE_NAME } from "./pod.ts";
import { DIRECTIONS, type Direction, type Peer, type Policy, type PolicyPort, type PolicyRule } from "./policy.ts";
import { readProtocol } from "./read-port.ts";
import { readSelector } from "./read-selector.ts";

/** Namespace of a pod, as Cilium's selectors name it. */
const POD_NAMESPACE = "io.kubernetes.pod.namespace";

/**
 * Reads what Burnline emits of Cilium's policies: egress to names (`toFQDNs`), to the name server whose answers Cilium has to
 * see (`toEndpoints` with DNS rules), and to and from nodes and the API server (`toEntities`, `fromEntities`). Everything else is
 * reported, and taken to let nothing through (https://docs.cilium.io/en/stable/security/policy/language/).
 */
export function readCilium(reader: FieldReader, object: KubernetesObject, namespace: string): Policy | undefined {
  const spec = reader.map(object.spec, "spec");
  if (spec === undefined) {
    strange(reader, "spec", object.specs === undefined ? "nothing" : "specs");
    return undefined;
  }
  known(reader, spec, "spec", ["endpointSelector", "ingress", "egress", "description"]);
  const selector = readSelector(reader, spec.endpointSelector, "spec.endpointSelector", plain);
  if (selector === undefined) {
    reader.error("policy-malformed", "spec.endpointSelector", "a policy without its selector is refused");
    return undefined;
  }
  return {
    kind: "CiliumNetworkPolicy",
    name: object.metadata.name,
    namespace,
    selector,
    ...given("ingress", readRules(reader, spec, "ingress")),
    ...given("egress", readRules(reader, spec, "egress")),
    statesTypes: true,
    lists: DIRECTIONS,
  };
}

/** The keys of a rule by direction. */
const KEYS = {
  ingress: { endpoints: "fromEndpoints", entities: "fromEntities", names: undefined },
  egress: { endpoints: "toEndpoints", entities: "toEntities", names: "toFQDNs" },
} as const;

function readRules(reader: FieldReader, spec: Fields, direction: Direction): readonly PolicyRule[] | undefined {
  return reader
    .list(spec[direction], `spec.${direction}`)
    ?.map((rule, index) => readRule(reader, rule, direction, `spec.${direction}[${index}]`));
}

function readRule(reader: FieldReader, value: Json, direction: Direction, place: string): PolicyRule {
  const fields = reader.map(value, place) ?? {};
  const keys = KEYS[direction];
  const listed = (key: string | undefined) =>
    key === undefined ? undefined : reader.list(fields[key], `${place}.${key}`);
  known(reader, fields, place, [...Object.values(keys).filter((key) => key !== undefined), "toPorts"]);
  const [names, endpoints, entities] = [listed(keys.names), listed(keys.endpoints), listed(keys.entities)];
  if (names === undefined && endpoints === undefined && entities === undefined)
    strange(reader, place, "a rule without peers");
  const ports = reader
    .list(fields.toPorts, `${place}.toPorts`)
    ?.flatMap((one, index) => readPorts(reader, one, `${place}.toPorts[${index}]`));
  return {
    peers: [
      ...(names === undefined
        ? []
        : [{ kind: "names" as const, patterns: readNames(reader, names, `${place}.${keys.names}`) }]),
      ...(entities === undefined
        ? []
        : [{ kind: "entities" as const, entities: readEntities(reader, entities, `${place}.${keys.entities}`) }]),
      ...(endpoints ?? []).flatMap((one, index) => {
        const selector = readSelector(reader, one, `${place}.${keys.endpoints}[${index}]`, plain);
        return selector === undefined ? [] : endpointPeer(selector);
      }),
    ],
    ...(ports === undefined || ports.length === 0 ? {} : { ports }),
  };
}

const ENTITIES = ["host", "remote-node", "kube-apiserver"];

function readEntities(reader: FieldReader, entities: readonly Json[], place: string): readonly string[] {
  return entities.flatMap((one, index) => {
    const entity = ENTITIES.find((name) => name === one);
    if (entity === undefined) strange(reader, `${place}[${index}]`, shown(one));
    return entity ?? [];
  });
}

function readNames(reader: FieldReader, names: readonly Json[], place: string): readonly string[] {
  return names.flatMap((one, index) => {
    const fields = reader.map(one, `${place}[${index}]`, ["matchName", "matchPattern"]) ?? {};
    const name = fields.matchName ?? fields.matchPattern ?? null;
    return reader.text(name, `${place}[${index}]`) ?? [];
  });
}

/** A selector of endpoints says their namespace by a label; without it, that of the policy is meant. */
function endpointPeer(selector: LabelSelector): Peer {
  const { [POD_NAMESPACE]: namespace, ...labels } = selector.matchLabels ?? {};
  return {
    kind: "pods",
    ...(namespace === undefined ? {} : { namespaces: { matchLabels: { [NAMESPACE_NAME]: namespace } } }),
    pods: { ...selector, matchLabels: labels },
  };
}

function readPorts(reader: FieldReader, value: Json, place: string): readonly PolicyPort[] {
  const fields = reader.map(value, place) ?? {};
  known(reader, fields, place, ["ports", "rules"]);
  const rules = reader.map(fields.rules, `${place}.rules`) ?? {};
  // Rules for DNS let Cilium see the answers; those for HTTP and Kafka would let less through.
  known(reader, rules, `${place}.rules`, ["dns"]);
  return (reader.list(fields.ports, `${place}.ports`) ?? []).flatMap((one, index) => {
    const at = `${place}.ports[${index}]`;
    const port = reader.map(one, at, ["port", "endPort", "protocol"]) ?? {};
    const number = Number(port.port);
    if (!Number.isInteger(number) || number < 1 || number > 65_535) {
      const expected = "a number from 1 to 65535, as text";
      reader.error("policy-port-invalid", `${at}.port`, "this is no port", {
        found: shown(port.port ?? null),
        expected,
      });
      return [];
    }
    if (port.protocol !== "ANY")
      return [{ protocol: readProtocol(reader, port.protocol, `${at}.protocol`), port: number }];
    return (["TCP", "UDP", "SCTP"] as const).map((protocol) => ({ protocol, port: number }));
  });
}

/** Cilium tells apart where a label comes from: those of pods have `k8s:` or `any:` before them, or nothing. */
function plain(key: string): string {
  return key.replace(/^(?:k8s|any)[:.]/, "");
}

function known(reader: FieldReader, fields: Fields, place: string, keys: readonly string[]): void {
  for (const key of Object.keys(fields)) if (!keys.includes(key)) strange(reader, `${place}.${key}`, key);
}

function strange(reader: FieldReader, place: string, found: string): void {
  reader.warning("policy-not-understood", place, "this part of Cilium's policies is not judged here", {
    found,
    expected: "toFQDNs, toEndpoints, toEntities, fromEndpoints, fromEntities, toPorts",
  });
}
