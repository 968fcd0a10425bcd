import type { Facts } from "../model/check/report.ts";
import type { Manifest } from "./manifest.ts";
import type { ManifestSet } from "./manifest-set.ts";
import type { Container, Pod } from "./pod.ts";

/** Something that a check found. */
export interface Finding extends Facts {
  readonly manifest: Manifest;
  /** `spec.template.spec.containers[0].image`; empty for the whole object. */
  readonly field: string;
  readonly message: string;
}

/** What is known of a check before it looks at anything. */
export interface RuleNames {
  /** The name of the check in kube-linter, or in Polaris, or one of the same form where neither has it. */
  readonly id: string;
  /** An error breaks something or opens it to others; a warning should be looked at. */
  readonly level: "error" | "warning";
  /** What it finds, in a few words. */
  readonly what: string;
  /** Checks of others that it stands for: `kube-linter latest-tag`, `Polaris tagNotSpecified`, `kubescape C-0075`. */
  readonly like?: readonly string[];
}

/** One check on a set of manifests. */
export interface Rule extends RuleNames {
  readonly check: (set: ManifestSet) => Iterable<Finding>;
}

/** What is wrong with a field, before anybody says whose field it is. */
export interface Fault extends Facts {
  readonly field: string;
  readonly message: string;
}

/** A check on each object of some kinds. */
export function objectRule(
  names: RuleNames,
  kinds: readonly string[],
  faults: (manifest: Manifest, set: ManifestSet) => Iterable<Fault>,
): Rule {
  return {
    ...names,
    *check(set) {
      for (const manifest of set.ofKind(...kinds)) {
        for (const fault of faults(manifest, set)) yield { ...fault, manifest };
      }
    },
  };
}

/** A check on the template of each pod; fields are counted from its `spec`. */
export function podRule(names: RuleNames, faults: (pod: Pod, set: ManifestSet) => Iterable<Fault>): Rule {
  return {
    ...names,
    *check(set) {
      for (const pod of set.pods) {
        for (const fault of faults(pod, set)) {
          const field = fault.field === "" ? pod.path : `${pod.path}.${fault.field}`;
          yield { ...fault, manifest: pod.manifest, field };
        }
      }
    },
  };
}

/** A check on each container of each pod; fields are counted from the container. */
export function containerRule(
  names: RuleNames,
  faults: (container: Container, pod: Pod, set: ManifestSet) => Iterable<Fault>,
): Rule {
  return {
    ...names,
    *check(set) {
      for (const pod of set.pods) {
        for (const container of pod.containers) {
          for (const fault of faults(container, pod, set)) {
            const field = fault.field === "" ? container.path : `${container.path}.${fault.field}`;
            const message = container.name === "" ? fault.message : `${container.name}: ${fault.message}`;
            yield { ...fault, manifest: pod.manifest, field, message };
          }
        }
      }
    },
  };
}
