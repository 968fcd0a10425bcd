import type { Json } from "../../core/json.ts";
import { fieldsAt, fieldsOf, itemsOf, mapsOf, numberOf, selectorOf, valueAt } from "../../kubernetes/fields.ts";
import { isEmpty, type Labels, selects } from "../../kubernetes/selector.ts";
import { specOf } from "../manifest-set.ts";
import { objectRule, podRule, type Rule } from "../rule.ts";
import { replicasOf } from "../scaled.ts";

export const PODS: readonly Rule[] = [
  podRule(
    {
      id: "no-anti-affinity",
      level: "warning",
      what: "several replicas that may all lie on one node",
      like: [
        "kube-linter no-anti-affinity",
        "Polaris topologySpreadConstraint",
        "kube-score deployment-has-host-podantiaffinity",
        "kube-score statefulset-has-host-podantiaffinity",
        "kube-score pod-topology-spread-constraints",
      ],
    },
    function* ({ spec, manifest }, set) {
      const { kind } = manifest.object;
      if ((kind !== "Deployment" && kind !== "StatefulSet") || replicasOf(manifest, set).least < 2) return;
      const apart = fieldsAt(spec, "affinity", "podAntiAffinity");
      const constraints = itemsOf(spec.topologySpreadConstraints);
      if (Object.keys(apart).length > 0 || constraints.length > 0) return;
      const mend = "topologySpreadConstraints over kubernetes.io/hostname";
      yield { field: "topologySpreadConstraints", message: "one node may hold them all", found: "nothing", mend };
    },
  ),
  podRule(
    {
      id: "priority-class",
      level: "warning",
      what: "a pod of which nobody said how urgent it is",
      like: ["Polaris priorityClassNotSet"],
    },
    function* ({ spec }) {
      if (spec.priorityClassName !== undefined) return;
      const message = "whether it yields to others when nodes are full is not said";
      yield { field: "priorityClassName", message, found: "nothing", expected: "a PriorityClass" };
    },
  ),
  podRule(
    { id: "empty-dir-size-limit", level: "warning", what: "a scratch folder that may fill the disk of its node" },
    function* ({ spec }) {
      for (const [index, { emptyDir }] of mapsOf(spec.volumes)) {
        if (emptyDir === undefined || emptyDir === null || fieldsOf(emptyDir).sizeLimit !== undefined) continue;
        const message = "this folder may fill the disk of its node";
        yield { field: `volumes[${index}].emptyDir.sizeLimit`, message, found: "nothing", expected: "a size" };
      }
    },
  ),
  podRule(
    { id: "termination-grace-period", level: "warning", what: "a pod that is killed without a word" },
    function* ({ spec }) {
      if (numberOf(spec.terminationGracePeriodSeconds) !== 0) return;
      const message = "killed at once: nothing is finished or cleaned up";
      yield { field: "terminationGracePeriodSeconds", message, found: "0", expected: "at least 1" };
    },
  ),
  objectRule(
    {
      id: "naked-pod",
      level: "warning",
      what: "a pod that nothing starts anew when its node goes",
      like: ["kubescape C-0073"],
    },
    ["Pod"],
    function* ({ object }) {
      if (itemsOf(valueAt(object, "metadata", "ownerReferences")).length > 0) return;
      const message = "nothing starts this pod anew when its node goes";
      yield { field: "", message, expected: "a Deployment, StatefulSet or Job" };
    },
  ),
  objectRule(
    {
      id: "mismatching-selector",
      level: "error",
      what: "a selector that does not select its own pods, which the API server refuses",
      like: [
        "kube-linter mismatching-selector",
        "kubescape C-0296",
        "kube-score deployment-pod-selector-labels-match-template-metadata-labels",
        "kube-score statefulset-pod-selector-labels-match-template-metadata-labels",
      ],
    },
    ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"],
    function* (manifest, set) {
      const pod = set.podOf(manifest);
      const selector = specOf(manifest).selector;
      if (pod === undefined || ownSelector(selector, pod.labels)) return;
      const found = JSON.stringify(fieldsOf(selector).matchLabels ?? selector ?? null);
      const message = "does not select the pods of its own template";
      yield { field: "spec.selector", message, found, expected: JSON.stringify(pod.labels) };
    },
  ),
  objectRule(
    {
      id: "statefulset-service-name",
      level: "error",
      what: "a StatefulSet whose headless Service is not there",
      like: ["kube-score statefulset-has-servicename"],
    },
    ["StatefulSet"],
    function* (manifest, set) {
      const name = specOf(manifest).serviceName;
      if (set.inNamespace("Service", manifest.namespace).length === 0) return;
      const service = typeof name === "string" ? set.find("Service", manifest.namespace, name) : undefined;
      if (service !== undefined && specOf(service).clusterIP === "None") return;
      const message = "without a headless Service of this name its pods have no names of their own";
      const found = service === undefined ? String(name ?? "nothing") : `${name}, which has a cluster IP`;
      yield { field: "spec.serviceName", message, found, expected: "a Service with clusterIP: None" };
    },
  ),
  objectRule(
    {
      id: "minimum-replicas",
      level: "warning",
      what: "a Deployment of one pod, which is away whenever that is",
      like: [
        "kube-linter minimum-three-replicas",
        "Polaris deploymentMissingReplicas",
        "kube-score deployment-replicas",
      ],
    },
    ["Deployment"],
    function* (manifest, set) {
      const { least, by } = replicasOf(manifest, set);
      if (by !== manifest || least >= 2) return;
      const message = "while its one pod is away, nobody answers";
      yield { field: "spec.replicas", message, found: String(least), expected: "at least 2, or an autoscaler" };
    },
  ),
  objectRule(
    {
      id: "rolling-update",
      level: "warning",
      what: "a Deployment that stops all pods before it starts new ones",
      like: ["kube-linter no-rolling-update-strategy", "kube-score deployment-strategy"],
    },
    ["Deployment"],
    function* (manifest, set) {
      const type = fieldsAt(manifest.object, "spec", "strategy").type;
      if (type !== "Recreate" || replicasOf(manifest, set).least < 2) return;
      const message = "each change stops all pods before new ones start";
      yield { field: "spec.strategy.type", message, found: "Recreate", expected: "RollingUpdate" };
    },
  ),
];

/** An empty selector is refused as well: it would take the pods of everybody. */
function ownSelector(value: Json | undefined, labels: Labels): boolean {
  const selector = selectorOf(value);
  return selector !== undefined && !isEmpty(selector) && selects(selector, labels);
}
