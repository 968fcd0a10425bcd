import { selectorOf } from "../../kubernetes/fields.ts";
import { selects } from "../../kubernetes/selector.ts";
import type { Manifest } from "../manifest.ts";
import { type ManifestSet, specOf } from "../manifest-set.ts";
import type { Pod } from "../pod.ts";
import { objectRule, type Rule } from "../rule.ts";
import { replicasOf } from "../scaled.ts";

const KINDS = ["PodDisruptionBudget"];

export const DISRUPTION: readonly Rule[] = [
  objectRule(
    { id: "dangling-pdb", level: "error", what: "a disruption budget of pods that are not there" },
    KINDS,
    function* (manifest, set) {
      if (!set.hasWorkloads(manifest.namespace) || podsOf(manifest, set).length > 0) return;
      const found = JSON.stringify(specOf(manifest).selector ?? null);
      yield { field: "spec.selector", message: "selects no pods of this namespace", found };
    },
  ),
  objectRule(
    {
      id: "pdb-disruptions-is-zero",
      level: "error",
      what: "a disruption budget that lets no pod go, so that no node can be drained",
      like: ["Polaris pdbDisruptionsIsZero", "kube-linter pdb-max-unavailable"],
    },
    KINDS,
    function* (manifest) {
      const { maxUnavailable, minAvailable } = specOf(manifest);
      const message = "no pod may go, so no node can be drained";
      if (share(maxUnavailable) === 0) {
        yield { field: "spec.maxUnavailable", message, found: String(maxUnavailable), expected: "at least 1" };
      }
      if (minAvailable === "100%") {
        yield { field: "spec.minAvailable", message, found: "100%", expected: "maxUnavailable: 1" };
      }
    },
  ),
  objectRule(
    {
      id: "pdb-min-available",
      level: "error",
      what: "a disruption budget that keeps all pods there are at the least",
      like: ["kube-linter pdb-min-available", "Polaris pdbMinAvailableGreaterThanHPAMinReplicas"],
    },
    KINDS,
    function* (manifest, set) {
      const kept = specOf(manifest).minAvailable;
      if (typeof kept !== "number") return;
      for (const { manifest: workload } of podsOf(manifest, set)) {
        if (!["Deployment", "StatefulSet"].includes(workload.object.kind)) continue;
        const { least, by } = replicasOf(workload, set);
        if (kept < least) continue;
        const message = `${by.title} leaves ${least}, so no node can be drained then`;
        const expected = `below ${least}`;
        yield { field: "spec.minAvailable", message, found: String(kept), expected, mend: "maxUnavailable: 1" };
      }
    },
  ),
  objectRule(
    {
      id: "pdb-unhealthy-pod-eviction-policy",
      level: "warning",
      what: "a disruption budget under which a pod that is not ready holds its node",
      like: ["kube-linter pdb-unhealthy-pod-eviction-policy"],
    },
    KINDS,
    function* (manifest) {
      const policy = specOf(manifest).unhealthyPodEvictionPolicy;
      if (policy === "AlwaysAllow") return;
      const message = "a pod that never gets ready keeps its node from being drained";
      const field = "spec.unhealthyPodEvictionPolicy";
      yield { field, message, found: String(policy ?? "nothing"), expected: "AlwaysAllow" };
    },
  ),
  objectRule(
    {
      id: "pdb-without-policy",
      level: "error",
      what: "a disruption budget that says nothing, or two things",
      like: ["kube-score poddisruptionbudget-has-policy"],
    },
    KINDS,
    function* (manifest) {
      const { maxUnavailable, minAvailable } = specOf(manifest);
      const said = [maxUnavailable, minAvailable].filter((value) => value !== undefined).length;
      if (said === 1) return;
      const message = said === 0 ? "says nothing" : "says two things, which the API server refuses";
      yield { field: "spec", message, expected: "maxUnavailable or minAvailable" };
    },
  ),
  {
    id: "pdb-overlap",
    level: "error",
    what: "pods of two disruption budgets, which nobody can evict",
    *check(set) {
      for (const pod of set.pods) {
        const [first, ...others] = budgetsOf(pod, set);
        for (const manifest of first === undefined ? [] : others) {
          const message = `pods of ${pod.manifest.title} are in ${first?.object.metadata.name} as well, and cannot be evicted`;
          yield { manifest, field: "spec.selector", message, mend: "keep one of them" };
        }
      }
    },
  },
  {
    id: "missing-pdb",
    level: "warning",
    what: "several replicas that a drain may take all at once",
    like: [
      "Polaris missingPodDisruptionBudget",
      "kube-score deployment-has-poddisruptionbudget",
      "kube-score statefulset-has-poddisruptionbudget",
    ],
    *check(set) {
      for (const pod of set.pods) {
        const { manifest } = pod;
        if (!["Deployment", "StatefulSet"].includes(manifest.object.kind)) continue;
        if (replicasOf(manifest, set).least < 2 || budgetsOf(pod, set).length > 0) continue;
        const message = "a drain of several nodes may take all pods at once";
        yield { manifest, field: "", message, expected: "a PodDisruptionBudget with maxUnavailable: 1" };
      }
    },
  },
];

function podsOf(budget: Manifest, set: ManifestSet): readonly Pod[] {
  const selector = selectorOf(specOf(budget).selector);
  return selector === undefined ? [] : set.selected(budget.namespace, selector);
}

function budgetsOf(pod: Pod, set: ManifestSet): readonly Manifest[] {
  return set.inNamespace("PodDisruptionBudget", pod.namespace).filter((budget) => {
    const selector = selectorOf(specOf(budget).selector);
    return selector !== undefined && selects(selector, pod.labels);
  });
}

/** `0`, `0%`; nothing for what is no number. */
function share(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+%$/.test(value) ? Number.parseInt(value, 10) : undefined;
}
