import { given } from "../../core/given.ts";
import type { Json } from "../../core/json.ts";
import type { Fields, ObjectReader } from "./object-reader.ts";
import { resourceMetric } from "./read-metrics.ts";
import type { AutoscalerMetric, ExternalMetric, KedaFallback, ResourceMetric } from "./spec.ts";

const BEHAVIORS = ["static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"] as const;

/**
 * The metrics that KEDA puts into its autoscaler, one for each trigger: `cpu` and `memory` become metrics of resources,
 * every other trigger an external metric `s<index>-<type>` whose target is its `threshold`
 * (https://keda.sh/docs/2.17/reference/scaledobject-spec/, .../scalers/prometheus/, .../scalers/cpu/).
 */
export function readTriggers(reader: ObjectReader, spec: Fields, path: string): readonly AutoscalerMetric[] {
  const list = reader.list(spec.triggers, `${path}.triggers`) ?? [];
  if (list.length === 0) reader.refuse(`${path}.triggers`, "a ScaledObject needs a trigger");
  const fallback = readFallback(reader, spec.fallback, `${path}.fallback`);
  return list.flatMap((one, index) => readTrigger(reader, one, `${path}.triggers[${index}]`, index, fallback));
}

function readTrigger(
  reader: ObjectReader,
  value: Json,
  path: string,
  index: number,
  fallback: KedaFallback | undefined,
): readonly AutoscalerMetric[] {
  const trigger = reader.map(value, path) ?? {};
  const type = reader.need(reader.text(trigger.type, `${path}.type`), trigger.type, `${path}.type`);
  const metadata = reader.map(trigger.metadata, `${path}.metadata`) ?? {};
  if (type === undefined) return [];
  if (type === "cpu" || type === "memory") return readResourceTrigger(reader, trigger, metadata, path, type);
  return readExternal(reader, trigger, metadata, path, `s${index}-${type}`, fallback);
}

function readResourceTrigger(
  reader: ObjectReader,
  trigger: Fields,
  metadata: Fields,
  path: string,
  resource: string,
): readonly ResourceMetric[] {
  const container = reader.text(metadata.containerName, `${path}.metadata.containerName`);
  const types = ["Utilization", "AverageValue"] as const;
  // `metadata.type` is the old place of it, and goes first in KEDA too.
  const type =
    reader.choice(metadata.type, `${path}.metadata.type`, types) ??
    reader.choice(trigger.metricType, `${path}.metricType`, types);
  const place = `${path}.metadata.value`;
  if (type === undefined) {
    reader.refuse(`${path}.metricType`, "this is missing", undefined, types.join(" or "));
    return [];
  }
  const value =
    type === "Utilization" ? reader.textNumber(metadata.value, place) : reader.quantity(metadata.value, place);
  if (reader.need(value, metadata.value, place) === undefined || value === undefined) return [];
  const target =
    type === "Utilization" ? ({ kind: "utilization", percent: value } as const) : ({ kind: "average", value } as const);
  return [resourceMetric(resource, container, target)];
}

function readExternal(
  reader: ObjectReader,
  trigger: Fields,
  metadata: Fields,
  path: string,
  key: string,
  fallback: KedaFallback | undefined,
): readonly ExternalMetric[] {
  const type = reader.choice(trigger.metricType, `${path}.metricType`, ["AverageValue", "Value"] as const);
  const place = `${path}.metadata.threshold`;
  const threshold = reader.need(reader.textNumber(metadata.threshold, place), metadata.threshold, place);
  const ignores = reader.choice(metadata.ignoreNullValues, `${path}.metadata.ignoreNullValues`, [
    "true",
    "false",
  ] as const);
  if (threshold === undefined) return [];
  const kind = type === "Value" ? "value" : "average";
  return [
    {
      kind: "external",
      key,
      target: { kind, value: threshold },
      keda: {
        ...given("query", reader.text(metadata.query, `${path}.metadata.query`)),
        ignoreNullValues: ignores !== "false",
        // KEDA has no fallback for targets of the whole (isFallbackEnabled in pkg/fallback/fallback.go, v2.17).
        ...given("fallback", kind === "average" ? fallback : undefined),
      },
    },
  ];
}

function readFallback(reader: ObjectReader, value: Json | undefined, path: string): KedaFallback | undefined {
  const fields = reader.map(value, path);
  if (fields === undefined) return undefined;
  const failureThreshold = reader.whole(fields.failureThreshold, `${path}.failureThreshold`, 0);
  const replicas = reader.whole(fields.replicas, `${path}.replicas`, 0);
  reader.need(failureThreshold, fields.failureThreshold, `${path}.failureThreshold`);
  reader.need(replicas, fields.replicas, `${path}.replicas`);
  const behavior = reader.choice(fields.behavior, `${path}.behavior`, BEHAVIORS) ?? "static";
  return failureThreshold === undefined || replicas === undefined
    ? undefined
    : { failureThreshold, replicas, behavior };
}
