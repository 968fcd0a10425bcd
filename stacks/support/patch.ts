import type { Json } from "../../lib/core/json.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";

/** An object as `kubectl patch --type merge` leaves it, for fields of its `spec` that are no maps. Errors: throws without `spec`. */
export function withSpec(object: KubernetesObject, changed: Readonly<Record<string, Json>>): KubernetesObject {
  const { spec } = object;
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) {
    throw new Error(`${object.kind} ${object.metadata.name} has no spec`);
  }
  return { ...object, spec: { ...spec, ...changed } };
}
