import { assumed, count, hours, minutes, percent, service } from "../../lib/index.ts";
import { configMapChanged, deploymentChanged, hpaScaledDown, hpaScaledUp } from "../../lib/rules/catalogue/changes.ts";
import { persistentVolumeClaimPending } from "../../lib/rules/catalogue/claims.ts";
import { oomKilledRepeatedly, podCrashLooping, podOOMKilled } from "../../lib/rules/catalogue/pods.ts";
import { deploymentReplicasMismatch } from "../../lib/rules/catalogue/workloads.ts";
import { NAMESPACES } from "./metrics.ts";

// OCTO-D24: the document's rules about pods and claims read all namespaces of the cluster.
const ours = { job: "kube-state-metrics", namespace: NAMESPACES };

const pods = [
  // OCTO-D02: the limit of the document, more than 180 restarts in ten minutes, is beyond what the kubelet does.
  podCrashLooping({
    ...ours,
    alert: "PodCrashLoopBackOff",
    severity: "critical",
    restarts: assumed(count(3), "the document's limit cannot be reached; three restarts are no accident"),
    within: minutes(10),
    for: minutes(5),
    // OCTO-INHIBIT-01: NodeNotReady silences the crash loops of its own node only.
    node: true,
    impact: "Service is degraded or out; users may see errors or timeouts.",
  }),
  // OCTO-D16: a new restart after a kill, because the state that the document reads is gone within seconds.
  podOOMKilled({
    ...ours,
    alert: "PodOOMKilled",
    severity: "warning",
    within: assumed(minutes(10), "not stated; a kill is told of for ten minutes"),
    for: minutes(1),
    impact: "The container is started again; the service may be away for a moment.",
  }),
  oomKilledRepeatedly({
    ...ours,
    alert: "PodOOMKilled",
    severity: "critical",
    moreThan: count(3),
    within: hours(1),
    for: assumed(minutes(1), "not stated; that of the warning"),
    impact: "The memory limit is too small, or memory leaks.",
  }),
];

/** OCTO-D18: most of five minutes, so that a replica that is ready for a moment does not start the wait again. */
const missingReplicas = {
  ...ours,
  alert: "DeploymentReplicasMismatch",
  share: assumed(percent(80), "not stated; four of five minutes"),
  over: assumed(minutes(5), "not stated; the range of the document's rates"),
  impact: "Less capacity, or none.",
};

const workloads = [
  deploymentReplicasMismatch({ ...missingReplicas, severity: "warning", for: minutes(15) }),
  deploymentReplicasMismatch({ ...missingReplicas, severity: "critical", for: minutes(30) }),
];

// OCTO-D17: a claim that no pod uses may wait; a lost one is lost at once.
const claim = {
  ...ours,
  alert: "PersistentVolumeClaimPending",
  impact: "The pod of the claim cannot start.",
};

const claims = [
  persistentVolumeClaimPending({ ...claim, severity: "warning", for: minutes(5) }),
  persistentVolumeClaimPending({ ...claim, severity: "critical", for: minutes(15) }),
];

const event = { ...ours, severity: "info", within: minutes(5), impact: "None; nobody has to act." } as const;

const events = [
  // OCTO-D20: not every new generation; scaling makes one too.
  deploymentChanged({ ...event, alert: "NewDeploymentDetected" }),
  // OCTO-D21: one rule a direction. OCTO-D22: the label is `horizontalpodautoscaler`.
  hpaScaledUp({ ...event, alert: "HPAScaledUp" }),
  hpaScaledDown({ ...event, alert: "HPAScaledDown" }),
  // OCTO-D23: the resource version; the metric of the document is always 1.
  configMapChanged({ ...event, alert: "ConfigMapChanged" }),
];

/**
 * Everything in the namespaces of OctoLLM, whichever service it belongs to. "Escalate if" of a warning's procedure is the
 * critical level of the same alert.
 */
export const everything = service("octollm", { conditions: [...pods, ...workloads, ...claims, ...events] });
