import { given } from "../../core/given.ts";
import { BurnlineError } from "../../core/issue.ts";
import type { KubernetesObject } from "../../kubernetes/object.ts";
import { type Fields, ObjectReader } from "./object-reader.ts";
import { readBehaviour } from "./read-behaviour.ts";
import { readMetrics } from "./read-metrics.ts";
import { readTriggers } from "./read-triggers.ts";
import { type AutoscalerSpec, CONTROLLER_DEFAULTS, type ControllerSettings } from "./spec.ts";

/** Bounds of the autoscaler that KEDA makes when the ScaledObject says nothing (apis/keda/v1alpha1/scaledobject_types.go, v2.17). */
const KEDA_MIN = 1;
const KEDA_MAX = 100;

/**
 * Reads a HorizontalPodAutoscaler of `autoscaling/v2`, or a ScaledObject of KEDA as the autoscaler that KEDA makes of it,
 * with every default filled in. Anybody's object will do, not only ours.
 * @throws BurnlineError with everything that is wrong, when a controller could not work with the object.
 */
export function readAutoscaler(
  object: KubernetesObject,
  settings: ControllerSettings = CONTROLLER_DEFAULTS,
): AutoscalerSpec {
  const reader = new ObjectReader();
  const path = `${object.kind}/${object.metadata.name}`;
  const spec = readSpec(reader, object, path, settings);
  if (spec === undefined || reader.issues.length > 0) throw new BurnlineError(reader.issues);
  return spec;
}

function readSpec(
  reader: ObjectReader,
  object: KubernetesObject,
  path: string,
  settings: ControllerSettings,
): AutoscalerSpec | undefined {
  const fields = reader.need(reader.map(object.spec, `${path}.spec`), object.spec, `${path}.spec`);
  if (fields === undefined) return undefined;
  const { apiVersion, kind } = object;
  if (apiVersion === "autoscaling/v2" && kind === "HorizontalPodAutoscaler") {
    return readHorizontal(reader, object, fields, `${path}.spec`, settings);
  }
  if (apiVersion === "keda.sh/v1alpha1" && kind === "ScaledObject") {
    return readScaledObject(reader, object, fields, `${path}.spec`, settings);
  }
  reader.refuse(
    path,
    "this is no autoscaler that can be followed",
    `${apiVersion} ${kind}`,
    "autoscaling/v2 HorizontalPodAutoscaler or keda.sh/v1alpha1 ScaledObject",
  );
  return undefined;
}

function readHorizontal(
  reader: ObjectReader,
  object: KubernetesObject,
  fields: Fields,
  path: string,
  settings: ControllerSettings,
): AutoscalerSpec {
  const max = reader.whole(fields.maxReplicas, `${path}.maxReplicas`, 1);
  return {
    name: object.metadata.name,
    target: readTarget(reader, fields, path),
    min: reader.whole(fields.minReplicas, `${path}.minReplicas`, 0) ?? 1,
    max: reader.need(max, fields.maxReplicas, `${path}.maxReplicas`) ?? 1,
    metrics: readMetrics(reader, fields.metrics, `${path}.metrics`),
    ...readBehaviour(reader, fields.behavior, `${path}.behavior`, settings),
  };
}

/** The autoscaler that KEDA makes: never below 1 replica, named `keda-hpa-<name>` (controllers/keda/hpa.go, v2.17). */
function readScaledObject(
  reader: ObjectReader,
  object: KubernetesObject,
  fields: Fields,
  path: string,
  settings: ControllerSettings,
): AutoscalerSpec {
  const advanced = reader.map(fields.advanced, `${path}.advanced`);
  const place = `${path}.advanced.horizontalPodAutoscalerConfig`;
  const config = reader.map(advanced?.horizontalPodAutoscalerConfig, place);
  const least = reader.whole(fields.minReplicaCount, `${path}.minReplicaCount`, 0) ?? 0;
  return {
    name: reader.text(config?.name, `${place}.name`) ?? `keda-hpa-${object.metadata.name}`,
    target: readTarget(reader, fields, path),
    min: Math.max(KEDA_MIN, least),
    max: reader.whole(fields.maxReplicaCount, `${path}.maxReplicaCount`, 1) ?? KEDA_MAX,
    metrics: readTriggers(reader, fields, path),
    ...readBehaviour(reader, config?.behavior, `${place}.behavior`, settings),
    ...given("toZero", least === 0 ? true : undefined),
  };
}

/** KEDA takes a Deployment where no kind is said. */
function readTarget(reader: ObjectReader, fields: Fields, path: string): AutoscalerSpec["target"] {
  const place = `${path}.scaleTargetRef`;
  const target = reader.need(reader.map(fields.scaleTargetRef, place), fields.scaleTargetRef, place) ?? {};
  const name = reader.text(target.name, `${place}.name`);
  return {
    kind: reader.text(target.kind, `${place}.kind`) ?? "Deployment",
    name: reader.need(name, target.name, `${place}.name`) ?? "",
  };
}
