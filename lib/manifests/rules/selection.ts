import { fieldsOf, itemsOf, selectorOf } from "../../kubernetes/fields.ts";
import { isEmpty, type LabelSelector, selects } from "../../kubernetes/selector.ts";
import type { Manifest } from "../manifest.ts";
import { type ManifestSet, specOf } from "../manifest-set.ts";
import type { Pod } from "../pod.ts";
import type { Finding, Rule } from "../rule.ts";
import { autoscalersOf, scaledBy } from "../scaled.ts";

/** Kinds that own the pods that their selector selects. */
const OWNERS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"];

/* What a selector takes besides the pods that it is meant for; no tool looks at that. */

export const SELECTION: readonly Rule[] = [
  {
    id: "selector-overlap",
    level: "error",
    what: "a workload whose selector takes the pods of another one",
    *check(set) {
      for (const manifest of set.ofKind(...OWNERS)) {
        const selector = selectorOf(specOf(manifest).selector);
        if (selector === undefined || isEmpty(selector)) continue;
        for (const pod of others(manifest, selector, set)) {
          const title = pod.manifest.title;
          // https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
          const message = pod.job
            ? `selects the pods of ${title} too: whoever counts by these labels takes them for its own`
            : `selects the pods of ${title} too: controllers whose selectors overlap fight over them`;
          const found = JSON.stringify(specOf(manifest).selector);
          yield { manifest, field: "spec.selector", message, found, expected: "a label that only its own pods have" };
        }
      }
    },
  },
  {
    id: "hpa-selects-others",
    level: "error",
    what: "an autoscaler that counts the use of pods of a job or of another workload",
    *check(set) {
      for (const autoscaler of autoscalersOf(set)) {
        const workload = scaledBy(autoscaler, set);
        const selector = workload === undefined ? undefined : selectorOf(specOf(workload).selector);
        if (workload === undefined || selector === undefined || isEmpty(selector)) continue;
        for (const pod of others(workload, selector, set)) {
          const { manifest, target } = autoscaler;
          const message = `its average counts the pods of ${pod.manifest.title}`;
          const expected = `labels of pods that ${workload.title} does not select`;
          yield { manifest, field: target.field, message, found: target.name, expected };
        }
      }
    },
  },
  {
    id: "pdb-selects-jobs",
    level: "warning",
    what: "a disruption budget that counts pods of jobs",
    *check(set) {
      yield* jobsAmong(set, "PodDisruptionBudget", "selector", () => "a share of its pods cannot be counted");
    },
  },
  {
    id: "networkpolicy-selects-jobs",
    level: "warning",
    what: "a job that has the connections of a service, because it has its labels",
    *check(set) {
      yield* jobsAmong(set, "NetworkPolicy", "podSelector", () => "the job may whatever that service may");
    },
  },
  {
    id: "non-isolated-pod",
    level: "warning",
    what: "a pod that everybody may connect to, or that may connect to everybody",
    like: [
      "kube-linter non-isolated-pod",
      "Polaris missingNetworkPolicy",
      "kubescape C-0030",
      "kubescape C-0054",
      "kubescape C-0260",
      "kube-score pod-networkpolicy",
    ],
    *check(set) {
      for (const pod of set.pods) {
        if (pod.spec.hostNetwork === true) continue;
        const open = ["Ingress", "Egress"].filter((direction) => !isIsolated(pod, direction, set));
        if (open.length === 0) continue;
        const message = `no policy says what may ${open.length === 2 ? "come and go" : open[0] === "Ingress" ? "come" : "go"}`;
        const expected = `a NetworkPolicy of type ${open.join(" and ")} that selects it`;
        yield { manifest: pod.manifest, field: "", message, expected };
      }
    },
  },
];

/** Pods that a workload's selector takes from others. */
function others(workload: Manifest, selector: LabelSelector, set: ManifestSet): readonly Pod[] {
  return set.selected(workload.namespace, selector).filter(({ manifest }) => manifest !== workload);
}

/** Jobs that a selector takes along with pods that run on; a policy of all pods means them. */
function* jobsAmong(set: ManifestSet, kind: string, key: string, harm: () => string): Iterable<Finding> {
  for (const manifest of set.ofKind(kind)) {
    const selector = selectorOf(specOf(manifest)[key]);
    if (selector === undefined || isEmpty(selector)) continue;
    const pods = set.selected(manifest.namespace, selector);
    if (pods.every(({ job }) => job)) continue;
    for (const pod of pods.filter(({ job }) => job)) {
      const message = `selects the pods of ${pod.manifest.title} as well: ${harm()}`;
      const found = JSON.stringify(specOf(manifest)[key]);
      yield { manifest, field: `spec.${key}`, message, found, expected: "a label that the pods of jobs do not have" };
    }
  }
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/: Egress counts by default where it has rules. */
function isIsolated({ namespace, labels }: Pod, direction: string, set: ManifestSet): boolean {
  const core = set.inNamespace("NetworkPolicy", namespace).some((policy) => {
    const { podSelector, policyTypes, egress } = specOf(policy);
    const given = itemsOf(policyTypes);
    const types = given.length > 0 ? given : ["Ingress", ...(itemsOf(egress).length === 0 ? [] : ["Egress"])];
    return types.includes(direction) && selects(selectorOf(podSelector) ?? {}, labels);
  });
  return core || isIsolatedByCilium(namespace, labels, direction, set);
}

/** A rule of a direction, even an empty one, isolates: https://docs.cilium.io/en/stable/security/policy/intro/. */
function isIsolatedByCilium(namespace: string, labels: Pod["labels"], direction: string, set: ManifestSet): boolean {
  const keys = [direction.toLowerCase(), `${direction.toLowerCase()}Deny`];
  return set.ofKind("CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy").some((policy) => {
    if (policy.object.kind === "CiliumNetworkPolicy" && policy.namespace !== namespace) return false;
    const specs = [specOf(policy), ...itemsOf(policy.object.specs).map(fieldsOf)];
    return specs.some((spec) => {
      const selector = selectorOf(spec.endpointSelector);
      return selector !== undefined && selects(selector, labels) && keys.some((key) => spec[key] !== undefined);
    });
  });
}
