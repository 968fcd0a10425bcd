import { type Fields, fieldsAt, fieldsOf, numberOf, textOf } from "../kubernetes/fields.ts";
import type { Manifest } from "./manifest.ts";
import { type ManifestSet, specOf } from "./manifest-set.ts";

/** Something that sets the replicas of a workload, or the requests of its pods. */
export interface Autoscaler {
  readonly manifest: Manifest;
  /** What it sets: a VerticalPodAutoscaler in mode `Off` sets nothing. */
  readonly sets: "replicas" | "requests" | "nothing";
  readonly target: { readonly kind: string; readonly name: string; readonly field: string };
  /** Replicas; absent for one that sets none. */
  readonly range?: {
    readonly min: number;
    readonly minField: string;
    readonly max: number;
    readonly maxField: string;
  };
}

/** Read once for each set: many checks ask for them, of each workload. */
const known = new WeakMap<ManifestSet, readonly Autoscaler[]>();

/** All autoscalers of a set. */
export function autoscalersOf(set: ManifestSet): readonly Autoscaler[] {
  const before = known.get(set);
  if (before !== undefined) return before;
  const autoscalers = [
    ...set.ofKind("HorizontalPodAutoscaler").map(horizontal),
    ...set.ofKind("ScaledObject").map(scaledObject),
    ...set.ofKind("VerticalPodAutoscaler").map(vertical),
  ];
  known.set(set, autoscalers);
  return autoscalers;
}

/** The autoscalers that follow a workload. */
export function autoscalersFor(workload: Manifest, set: ManifestSet): readonly Autoscaler[] {
  const { kind, metadata } = workload.object;
  return autoscalersOf(set).filter(({ manifest, target }) => {
    return manifest.namespace === workload.namespace && target.kind === kind && target.name === metadata.name;
  });
}

/** The workload that an autoscaler follows, where the set has it. */
export function scaledBy({ manifest, target }: Autoscaler, set: ManifestSet): Manifest | undefined {
  return set.find(target.kind, manifest.namespace, target.name);
}

/** How many replicas a workload has at least: as its autoscaler sets it, else as it says itself. */
export function replicasOf(workload: Manifest, set: ManifestSet): { readonly least: number; readonly by: Manifest } {
  const autoscaler = autoscalersFor(workload, set).find(({ range }) => range !== undefined);
  if (autoscaler?.range !== undefined) return { least: autoscaler.range.min, by: autoscaler.manifest };
  return { least: numberOf(specOf(workload).replicas) ?? 1, by: workload };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/: at least 1 by default. */
function horizontal(manifest: Manifest): Autoscaler {
  return setsReplicas(manifest, { field: "minReplicas", otherwise: 1 }, { field: "maxReplicas", otherwise: 1 });
}

/** https://keda.sh/docs/2.17/reference/scaledobject-spec/: from 0 to 100 by default. */
function scaledObject(manifest: Manifest): Autoscaler {
  return setsReplicas(
    manifest,
    { field: "minReplicaCount", otherwise: 0 },
    { field: "maxReplicaCount", otherwise: 100 },
  );
}

interface Bound {
  readonly field: string;
  readonly otherwise: number;
}

function setsReplicas(manifest: Manifest, min: Bound, max: Bound): Autoscaler {
  const spec = specOf(manifest);
  return {
    manifest,
    sets: "replicas",
    target: targetOf(fieldsOf(spec.scaleTargetRef), "spec.scaleTargetRef"),
    range: {
      min: numberOf(spec[min.field]) ?? min.otherwise,
      minField: `spec.${min.field}`,
      max: numberOf(spec[max.field]) ?? max.otherwise,
      maxField: `spec.${max.field}`,
    },
  };
}

function vertical(manifest: Manifest): Autoscaler {
  const mode = fieldsAt(manifest.object, "spec", "updatePolicy").updateMode;
  return {
    manifest,
    sets: mode === "Off" ? "nothing" : "requests",
    target: targetOf(fieldsAt(manifest.object, "spec", "targetRef"), "spec.targetRef"),
  };
}

function targetOf(reference: Fields, field: string): Autoscaler["target"] {
  return { kind: textOf(reference.kind) ?? "Deployment", name: textOf(reference.name) ?? "", field };
}
