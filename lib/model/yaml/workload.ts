import type { Given } from "../../core/assumed.ts";
import type { Quantity, Unit } from "../../core/quantity.ts";
import { type ContainerPort, PROTOCOLS, type Resources, WORKLOAD_KINDS, type Workload } from "../workload.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textMapOf, textOf, textsOf } from "./data.ts";
import { readQuantity } from "./quantity.ts";
import { durationOf } from "./reading.ts";

/** A workload of the model. */
export function workloadOf(value: unknown): Given<Workload> {
  const data = mapOf(value);
  return {
    kind: WORKLOAD_KINDS.find((kind) => kind === data.kind) ?? "Deployment",
    name: leafOf(data.name, textOf),
    ...optionalLeaf(data, "container", textOf),
    ...optionalLeaf(data, "namespace", textOf),
    ...optionalLeaf(data, "labels", textMapOf),
    ...optional(data, "ports", (items) => listOf(items).map(mapOf).map(portOf)),
    ...optionalLeaf(data, "replicas", Number),
    ...optional(data, "requests", resourcesOf),
    ...optional(data, "limits", resourcesOf),
    ...optionalLeaf(data, "sidecars", textsOf),
    ...optionalLeaf(data, "startup", durationOf),
    ...optionalLeaf(data, "hostNetwork", Boolean),
    ...optionalLeaf(data, "singleWriter", Boolean),
  };
}

function portOf(data: Data): Given<ContainerPort> {
  return {
    name: textOf(data.name),
    port: leafOf(data.port, Number),
    ...optional(data, "protocol", (value) => PROTOCOLS.find((protocol) => protocol === value) ?? "TCP"),
  };
}

/** CPU and memory of the model. */
export function resourcesOf(value: unknown): Given<Resources> {
  const data = mapOf(value);
  return {
    ...optionalLeaf(data, "cpu", (cpu) => inUnit(cpu, "cores")),
    ...optionalLeaf(data, "memory", (memory) => inUnit(memory, "bytes")),
  };
}

/** A quantity whose unit the schema has checked. */
export function inUnit<U extends Unit>(value: unknown, unit: U): Quantity<U> {
  return { unit, value: readQuantity(value)?.value ?? Number.NaN };
}
