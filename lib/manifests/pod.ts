import { type Fields, fieldsAt, fieldsOf, isFields, labelsOf, mapsOf, textOf } from "../kubernetes/fields.ts";
import type { Labels } from "../kubernetes/selector.ts";
import { groupOf, type Manifest } from "./manifest.ts";

/** Where the template of a kind's pods stands. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  ReplicationController: ["spec", "template"],
  Rollout: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  ScaledJob: ["spec", "jobTargetRef", "template"],
};

const GROUPS = ["", "apps", "batch", "keda.sh", "argoproj.io"];

/** Kinds whose pods end by themselves. */
const JOBS = ["Job", "CronJob", "ScaledJob"];

/** A container of a pod. */
export interface Container {
  readonly name: string;
  /** `spec.template.spec.containers[0]`. */
  readonly path: string;
  readonly fields: Fields;
  /** `main` runs beside its likes, `init` before them, `sidecar` from before them to the end, `debug` was added by hand. */
  readonly role: "main" | "init" | "sidecar" | "debug";
}

/** The pods that an object makes, or is. */
export interface Pod {
  readonly manifest: Manifest;
  /** Whether they end by themselves. */
  readonly job: boolean;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly spec: Fields;
  /** `spec.template`; empty for a Pod. */
  readonly template: string;
  /** `spec.template.spec`. */
  readonly path: string;
  readonly containers: readonly Container[];
}

/** The pods of an object, if it makes any. */
export function podOf(manifest: Manifest): Pod | undefined {
  const { object, namespace } = manifest;
  const keys = Object.hasOwn(TEMPLATES, object.kind) ? TEMPLATES[object.kind] : undefined;
  if (keys === undefined || !GROUPS.includes(groupOf(manifest))) return undefined;
  const template = fieldsAt(object, ...keys);
  if (!isFields(template.spec)) return undefined;
  const spec = fieldsOf(template.spec);
  const path = [...keys, "spec"].join(".");
  const metadata = fieldsOf(template.metadata);
  return {
    manifest,
    job: JOBS.includes(object.kind),
    namespace,
    labels: labelsOf(metadata.labels),
    annotations: labelsOf(metadata.annotations),
    spec,
    template: keys.join("."),
    path,
    containers: [
      ...containersOf(spec, path, "containers"),
      ...containersOf(spec, path, "initContainers"),
      ...containersOf(spec, path, "ephemeralContainers"),
    ],
  };
}

function containersOf(spec: Fields, path: string, key: string): readonly Container[] {
  return mapsOf(spec[key]).map(([index, fields]) => ({
    name: textOf(fields.name) ?? "",
    path: `${path}.${key}[${index}]`,
    fields,
    role: roleOf(key, fields),
  }));
}

function roleOf(key: string, fields: Fields): Container["role"] {
  if (key === "containers") return "main";
  if (key === "ephemeralContainers") return "debug";
  return fields.restartPolicy === "Always" ? "sidecar" : "init";
}

/** Whether the pods run on Windows, where some fields of Linux may not be set. */
export function onWindows({ spec }: Pod): boolean {
  return fieldsOf(spec.os).name === "windows";
}
