import { constant } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, MINUTE, ofObject, requestsPerMinute, SAMPLES, silent } from "./mend-series.ts";

function claim(phase: string, own: Readonly<Record<string, string>> = {}) {
  return ["Pending", "Bound", "Lost"].map((each) =>
    ofObject(
      "kube_persistentvolumeclaim_status_phase",
      { persistentvolumeclaim: "data-postgres-0", phase: each, ...own },
      constant(each === phase ? 1 : 0, SAMPLES),
    ),
  );
}

function used(own: Readonly<Record<string, string>> = {}) {
  return ofObject(
    "kube_pod_spec_volumes_persistentvolumeclaims_info",
    { persistentvolumeclaim: "data-postgres-0", pod: "postgres-0", volume: "data", ...own },
    constant(1, SAMPLES),
  );
}

const both = [
  { alert: "PersistentVolumeClaimPending", labels: { severity: "warning" }, expect: firesFrom(5) },
  { alert: "PersistentVolumeClaimPending", labels: { severity: "critical" }, expect: firesFrom(15) },
];

const claims: Mend = {
  defect: "OCTO-D17",
  facts: ["OCTO-ALERT-11"],
  title: "PersistentVolumeClaimPending fires for unused claims and not for lost ones",
  wrong:
    "A claim of a class that binds at its first consumer is pending until a pod wants it, and nothing is wrong. A lost " +
    "volume, which the document has a remedy for, is another phase.",
  mended: "Pending while a pod uses the claim, or lost; critical after 15 minutes.",
  ours: ["PersistentVolumeClaimPending"],
  demonstrations: [
    {
      name: "OCTO-D17a: a claim is pending that no pod uses",
      step: MINUTE,
      series: claim("Pending"),
      document: { fact: "OCTO-ALERT-11", expect: [...firesFrom(5), after(120, 1)] },
      ours: [{ alert: "PersistentVolumeClaimPending", labels: {}, expect: silent }],
    },
    {
      name: "OCTO-D17b: a claim is lost",
      step: MINUTE,
      series: claim("Lost"),
      document: { fact: "OCTO-ALERT-11", expect: silent },
      ours: both,
    },
    {
      name: "OCTO-D17c: a claim is pending that a pod uses",
      step: MINUTE,
      series: [...claim("Pending"), used()],
      document: { fact: "OCTO-ALERT-11", expect: firesFrom(5) },
      ours: both,
    },
  ],
};

const deployment = { deployment: "orchestrator" };
const three = ofObject("kube_deployment_spec_replicas", deployment, constant(3, SAMPLES));
const lacking = [
  // Four of five minutes are reached at minute 3, and 15 and 30 minutes are added.
  { alert: "DeploymentReplicasMismatch", labels: { severity: "warning" }, expect: [...firesFrom(18), after(119, 1)] },
  { alert: "DeploymentReplicasMismatch", labels: { severity: "critical" }, expect: [...firesFrom(33), after(119, 1)] },
];

const flapping: Mend = {
  defect: "OCTO-D18",
  facts: ["OCTO-ALERT-12"],
  title: "DeploymentReplicasMismatch is hidden by flapping and knows no StatefulSets",
  wrong:
    "One moment with all replicas starts the 15 minutes again. The databases are StatefulSets, which the rule does not read.",
  mended:
    "Replicas missing for four of five minutes, 15 minutes long, in Deployments and StatefulSets; critical after 30.",
  ours: ["DeploymentReplicasMismatch"],
  demonstrations: [
    {
      name: "OCTO-D18a: two of three replicas",
      step: MINUTE,
      series: [three, ofObject("kube_deployment_status_replicas_available", deployment, constant(2, SAMPLES))],
      document: { fact: "OCTO-ALERT-12", expect: firesFrom(15) },
      ours: lacking,
    },
    {
      name: "OCTO-D18b: two of three replicas, all three in every tenth sample",
      step: MINUTE,
      series: [
        three,
        ofObject(
          "kube_deployment_status_replicas_available",
          deployment,
          ...Array.from({ length: 12 }, () => [constant(2, 9), constant(3, 1)]).flat(),
        ),
      ],
      document: { fact: "OCTO-ALERT-12", expect: [after(10, 0), after(60, 0), after(119, 0)] },
      ours: lacking,
    },
    {
      name: "OCTO-D18c: no replica of the StatefulSet postgres is ready",
      step: MINUTE,
      series: [
        ofObject("kube_statefulset_replicas", { statefulset: "postgres" }, constant(1, SAMPLES)),
        ofObject("kube_statefulset_status_replicas_ready", { statefulset: "postgres" }, constant(0, SAMPLES)),
      ],
      document: { fact: "OCTO-ALERT-12", expect: silent },
      ours: lacking,
    },
  ],
};

const other = { namespace: "another-team" };

const otherNamespaces: Mend = {
  defect: "OCTO-D24",
  facts: ["OCTO-ALERT-12", "OCTO-ALERT-11", "OCTO-ALERT-03"],
  title: "15 of 16 rules read all namespaces of the cluster",
  wrong: "Only PodCrashLoopBackOff asks for a namespace. What another team's workloads do pages OctoLLM's engineers.",
  mended:
    "Every rule about objects with a namespace has OctoLLM's in its selectors; the rules about nodes read all nodes.",
  ours: ["DeploymentReplicasMismatch", "PersistentVolumeClaimPending", "HighErrorRate"],
  demonstrations: [
    {
      name: "OCTO-D24a: another team's Deployment has two of three replicas",
      step: MINUTE,
      series: [
        ofObject("kube_deployment_spec_replicas", { ...deployment, ...other }, constant(3, SAMPLES)),
        ofObject("kube_deployment_status_replicas_available", { ...deployment, ...other }, constant(2, SAMPLES)),
      ],
      document: { fact: "OCTO-ALERT-12", expect: firesFrom(15) },
      ours: [{ alert: "DeploymentReplicasMismatch", labels: {}, expect: silent }],
    },
    {
      name: "OCTO-D24b: another team's claim is pending, and a pod uses it",
      step: MINUTE,
      series: [...claim("Pending", other), used(other)],
      document: { fact: "OCTO-ALERT-11", expect: firesFrom(5) },
      ours: [{ alert: "PersistentVolumeClaimPending", labels: {}, expect: silent }],
    },
    {
      name: "OCTO-D24c: all requests of another team's service fail",
      step: MINUTE,
      series: requestsPerMinute({ "200": 0, "500": 100 }, { ...other, job: "shop" }),
      document: { fact: "OCTO-ALERT-03", expect: firesFrom(6) },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: silent }],
    },
  ],
};

/** What the document states wrongly about workloads and claims. */
export const workloadMends: readonly Mend[] = [claims, flapping, otherNamespaces];
