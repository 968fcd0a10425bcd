import type { Json } from "../core/json.ts";
import { fieldsOf, labelsOf, textOf } from "../kubernetes/fields.ts";
import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";

/** One object and where it stands. */
export interface Manifest {
  /** As it was given; empty for an object that stands in no file. */
  readonly file: string;
  readonly object: KubernetesObject;
  /** `Deployment shop/api`. */
  readonly title: string;
  /** Empty for objects without one. */
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** An object with the file that it stands in. */
export function manifestOf(object: KubernetesObject, file = ""): Manifest {
  const { kind } = object;
  const metadata = fieldsOf(object.metadata as Json);
  const namespace = textOf(metadata.namespace) ?? "";
  const title = `${kind} ${namespace === "" ? "" : `${namespace}/`}${object.metadata.name}`;
  const { labels, annotations } = metadata;
  return { file, object, title, namespace, labels: labelsOf(labels), annotations: labelsOf(annotations) };
}

/** Where a field stands: `api.yaml: Deployment shop/api spec.replicas`. */
export function placeOf({ file, title }: Manifest, field: string): string {
  const place = field === "" ? title : `${title} ${field}`;
  return file === "" ? place : `${file}: ${place}`;
}

/** `apps` of `apps/v1`; empty for the core group. */
export function groupOf({ object: { apiVersion } }: Manifest): string {
  const slash = apiVersion.indexOf("/");
  return slash === -1 ? "" : apiVersion.slice(0, slash);
}
