import type { Given } from "../../core/assumed.ts";
import {
  type Connection,
  type Exposure,
  type External,
  type Mesh,
  type NameServer,
  type Network,
  network,
  type PodsAt,
  type Quarantine,
} from "../network.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textMapOf, textOf, textsOf } from "./data.ts";

/** Which connections the model lets through. */
export function networkOf(value: unknown): Network {
  const data = mapOf(value);
  return network({
    plugin: data.plugin === "cilium" ? "cilium" : "kubernetes",
    dns: nameServerOf(mapOf(data.dns)),
    ...optional(data, "prometheus", podsOf),
    ...optional(data, "apiServer", (given) => apiServerOf(mapOf(given))),
    ...optionalLeaf(data, "nodes", textsOf),
    ...optional(data, "mesh", (given): Given<Mesh> => ({ kind: "istio", control: podsOf(mapOf(given).control) })),
    ...optional(data, "acme", (given) => ({ through: textOf(mapOf(given).through) })),
    ...optional(data, "quarantine", (given) => quarantineOf(mapOf(given))),
    ...optional(data, "enforced", textsOf),
  });
}

/** Connections of the model. */
export function connectsOf(value: unknown): readonly Given<Connection>[] {
  return listOf(value)
    .map(mapOf)
    .map((data) => ({
      to: textOf(data.to),
      ...optional(data, "ports", textsOf),
      ...optionalLeaf(data, "why", textOf),
    }));
}

/** Who reaches a service of the model from outside. */
export function exposedOf(value: unknown): readonly Given<Exposure>[] {
  return listOf(value)
    .map(mapOf)
    .map((data): Given<Exposure> => {
      const port = optionalLeaf(data, "port", textOf);
      return data.through === undefined
        ? { from: leafOf(data.from, textsOf), ...port, why: leafOf(data.why, textOf) }
        : { through: textOf(data.through), ...port, ...optionalLeaf(data, "why", textOf) };
    });
}

/** How a dependency of the model is reached. */
export function externalOf(value: unknown): Given<External> {
  const data = mapOf(value);
  return {
    ...optionalLeaf(data, "hosts", textsOf),
    ...optionalLeaf(data, "cidrs", textsOf),
    ...optionalLeaf(data, "except", textsOf),
    ...optionalLeaf(data, "ports", numbersOf),
    ...optionalLeaf(data, "anywhere", textOf),
  };
}

function podsOf(value: unknown): Given<PodsAt> {
  const data = mapOf(value);
  return { namespace: leafOf(data.namespace, textOf), ...optionalLeaf(data, "labels", textMapOf) };
}

function nameServerOf(data: Data): Given<NameServer> {
  return {
    namespace: leafOf(data.namespace, textOf),
    ...optionalLeaf(data, "labels", textMapOf),
    ...optionalLeaf(data, "port", Number),
    ...optionalLeaf(data, "nodeLocal", textOf),
  };
}

function apiServerOf(data: Data): Given<NonNullable<Network["apiServer"]>> {
  return { cidrs: leafOf(data.cidrs, textsOf), ports: leafOf(data.ports, numbersOf) };
}

function quarantineOf(data: Data): Given<Quarantine> {
  return {
    label: leafOf(data.label, textOf),
    forensics: listOf(data.forensics)
      .map(mapOf)
      .map(({ from, port, why }) => ({
        from: podsOf(from),
        port: leafOf(port, Number),
        why: leafOf(why, textOf),
      })),
  };
}

function numbersOf(value: unknown): readonly number[] {
  return listOf(value).map(Number);
}
