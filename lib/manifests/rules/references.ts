import type { Json } from "../../core/json.ts";
import { fieldsOf, mapsOf, textOf, valueAt } from "../../kubernetes/fields.ts";
import type { ManifestSet } from "../manifest-set.ts";
import type { Pod } from "../pod.ts";
import { podRule, type Rule } from "../rule.ts";
import { accountOf } from "./secrets.ts";

/** A name in a pod of something that has to be in its namespace. */
interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly field: string;
  /** The pod starts without it. */
  readonly optional: boolean;
}

/** Kinds that make a Secret of their own name, or of the one that stands at a place. */
const MAKERS: readonly (readonly [kind: string, ...place: readonly string[]])[] = [
  ["SealedSecret"],
  ["ExternalSecret", "spec", "target", "name"],
  ["Certificate", "spec", "secretName"],
];

export const REFERENCES: readonly Rule[] = [
  podRule(
    {
      id: "non-existent-service-account",
      level: "warning",
      what: "a pod with an account that is not there, so that it never starts",
      like: ["kube-linter non-existent-service-account"],
    },
    function* ({ spec, namespace }, set) {
      const name = accountOf(spec);
      const known = namesOf("ServiceAccount", namespace, set);
      if (name === "default" || known.length === 0 || known.includes(name)) return;
      const message = "without its account the pod is never made";
      yield { field: "serviceAccountName", message, found: name, expected: known.join(", ") };
    },
  ),
  podRule(
    {
      id: "dangling-reference",
      level: "warning",
      what: "a pod that waits for a ConfigMap, Secret or claim that is not there",
    },
    function* (pod, set) {
      for (const { kind, name, field, optional } of referencesOf(pod)) {
        const known = namesOf(kind, pod.namespace, set);
        // A set without any of a kind leaves them to somebody else.
        if (optional || known.length === 0 || known.includes(name)) continue;
        const message = `no ${kind} of this name here: the pod waits for it`;
        yield { field, message, found: name, expected: known.join(", ") };
      }
    },
  ),
];

/** Names of the objects of a kind that a namespace has, or will have. */
function namesOf(kind: string, namespace: string, set: ManifestSet): readonly string[] {
  const own = set.inNamespace(kind, namespace);
  const made = kind === "Secret" ? MAKERS.flatMap(([maker, ...place]) => madeBy(maker, place, namespace, set)) : [];
  return [...own.map(({ object }) => object.metadata.name), ...made];
}

function madeBy(kind: string, place: readonly string[], namespace: string, set: ManifestSet): readonly string[] {
  const makers = set.inNamespace(kind, namespace);
  return makers.map(
    ({ object }) => textOf(place.length === 0 ? undefined : valueAt(object, ...place)) ?? object.metadata.name,
  );
}

function referencesOf(pod: Pod): readonly Reference[] {
  const found: Reference[] = [];
  const add = (kind: string, source: Json | undefined, key: string, field: string) => {
    const fields = fieldsOf(source);
    const name = textOf(fields[key]);
    if (name !== undefined) found.push({ kind, name, field: `${field}.${key}`, optional: fields.optional === true });
  };
  for (const [index, volume] of mapsOf(pod.spec.volumes)) {
    const field = `volumes[${index}]`;
    add("ConfigMap", volume.configMap, "name", `${field}.configMap`);
    add("Secret", volume.secret, "secretName", `${field}.secret`);
    add("PersistentVolumeClaim", volume.persistentVolumeClaim, "claimName", `${field}.persistentVolumeClaim`);
    for (const [part, source] of mapsOf(fieldsOf(volume.projected).sources)) {
      add("ConfigMap", source.configMap, "name", `${field}.projected.sources[${part}].configMap`);
      add("Secret", source.secret, "name", `${field}.projected.sources[${part}].secret`);
    }
  }
  for (const { fields, path } of pod.containers) {
    const place = path.slice(pod.path.length + 1);
    for (const [index, { valueFrom }] of mapsOf(fields.env)) {
      const field = `${place}.env[${index}].valueFrom`;
      add("ConfigMap", fieldsOf(valueFrom).configMapKeyRef, "name", `${field}.configMapKeyRef`);
      add("Secret", fieldsOf(valueFrom).secretKeyRef, "name", `${field}.secretKeyRef`);
    }
    for (const [index, source] of mapsOf(fields.envFrom)) {
      add("ConfigMap", source.configMapRef, "name", `${place}.envFrom[${index}].configMapRef`);
      add("Secret", source.secretRef, "name", `${place}.envFrom[${index}].secretRef`);
    }
  }
  return found;
}
