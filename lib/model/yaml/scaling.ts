import type { Given } from "../../core/assumed.ts";
import {
  type LoadTrigger,
  onCpu,
  onLoad,
  onMemory,
  type Scaling,
  type ScalingPace,
  type ScalingStep,
  scaling,
  type Trigger,
} from "../scaling.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textOf } from "./data.ts";
import { readQuantity } from "./quantity.ts";
import { durationOf, metricOf, type Reading } from "./reading.ts";
import { inUnit, resourcesOf } from "./workload.ts";

/** How many replicas a service of the model has; a trigger whose metric cannot be read is reported and left out. */
export function scalingOf(value: unknown, path: string, reading: Reading): Scaling {
  const data = mapOf(value);
  const triggers = listOf(data.on).map((item, index) => triggerOf(mapOf(item), `${path}.on.${index}`, reading));
  return scaling({
    ...optionalLeaf(data, "name", textOf),
    min: leafOf(data.min, Number),
    max: leafOf(data.max, Number),
    on: triggers.filter((trigger) => trigger !== undefined),
    ...optional(data, "up", paceOf),
    ...optional(data, "down", paceOf),
    ...optionalLeaf(data, "carries", (rate) => inUnit(rate, "per-second")),
    ...optionalLeaf(data, "maxUnavailable", Number),
    ...optionalLeaf(data, "recommendsRequests", Boolean),
    ...optional(data, "room", resourcesOf),
  });
}

function triggerOf(data: Data, path: string, reading: Reading): Given<Trigger> | undefined {
  if (data.load !== undefined) return loadOf(mapOf(data.load), `${path}.load`, reading);
  const { target, of } = mapOf(data.cpu ?? data.memory);
  const make = data.cpu === undefined ? onMemory : onCpu;
  return make(
    leafOf(target, (share) => inUnit(share, "ratio")),
    { of: of === "limit" ? "limit" : "request" },
  );
}

function loadOf(data: Data, path: string, reading: Reading): Given<LoadTrigger> | undefined {
  const metric = metricOf(data.metric, `${path}.metric`, reading);
  if (metric === undefined) return undefined;
  return onLoad(metric, {
    perReplica: leafOf(data.perReplica, carriedOf),
    ...optionalLeaf(data, "over", durationOf),
  });
}

function carriedOf(value: unknown): LoadTrigger["perReplica"] {
  const read = readQuantity(value);
  return inUnit(value, read?.unit === "per-second" ? "per-second" : "count");
}

function paceOf(value: unknown): Given<ScalingPace> {
  const data = mapOf(value);
  return {
    stabilization: leafOf(data.stabilization, durationOf),
    steps: listOf(data.steps).map(mapOf).map(stepOf),
    ...optional(data, "select", (word) => (word === "smallest" || word === "none" ? word : "largest")),
  };
}

function stepOf(data: Data): Given<ScalingStep> {
  return {
    ...optionalLeaf(data, "pods", Number),
    ...optionalLeaf(data, "share", (share) => inUnit(share, "ratio")),
    every: leafOf(data.every, durationOf),
  };
}
