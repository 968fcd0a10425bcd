import { constant } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, MINUTE, ofObject, SAMPLES, silent } from "./mend-series.ts";

/** At minute 10; a change is seen as long as both samples are in the five minutes, up to minute 13. */
const told = [...firesFrom(10), after(13, 1), after(14, 0)];

const from = (before: number, then: number) => [constant(before, 10), constant(then, SAMPLES - 10)];

const deployment = { deployment: "orchestrator" };

function rollout(generation: readonly [number, number], replicas: readonly [number, number]) {
  return [
    ...["kube_deployment_status_observed_generation", "kube_deployment_metadata_generation"].map((metric) =>
      ofObject(metric, deployment, ...from(...generation)),
    ),
    ofObject("kube_deployment_spec_replicas", deployment, ...from(...replicas)),
    // A day before the first sample.
    ofObject("kube_deployment_created", deployment, constant(-86_400, SAMPLES)),
  ];
}

const newDeployment: Mend = {
  defect: "OCTO-D20",
  facts: ["OCTO-ALERT-14"],
  title: "NewDeploymentDetected tells of scaling and not of new deployments",
  wrong: "Scaling raises the generation too. A new Deployment begins at generation 1 and has not changed yet.",
  mended:
    "A generation that changed more often than the number of replicas, or a Deployment made in the last 5 minutes.",
  ours: ["NewDeploymentDetected"],
  demonstrations: [
    {
      name: "OCTO-D20a: the autoscaler asks for 5 replicas instead of 3 at minute 10",
      step: MINUTE,
      series: rollout([5, 6], [3, 5]),
      document: { fact: "OCTO-ALERT-14", expect: told },
      ours: [{ alert: "NewDeploymentDetected", labels: {}, expect: silent }],
    },
    {
      name: "OCTO-D20b: a Deployment is made at minute 10",
      step: MINUTE,
      series: [
        ...[
          "kube_deployment_status_observed_generation",
          "kube_deployment_metadata_generation",
          "kube_deployment_spec_replicas",
        ].map((metric) => ofObject(metric, deployment, { kind: "missing", steps: 10 }, constant(1, SAMPLES - 10))),
        ofObject(
          "kube_deployment_created",
          deployment,
          { kind: "missing", steps: 10 },
          constant(10 * MINUTE, SAMPLES - 10),
        ),
      ],
      document: { fact: "OCTO-ALERT-14", expect: silent },
      ours: [
        {
          alert: "NewDeploymentDetected",
          labels: { severity: "info" },
          expect: [...firesFrom(10), after(14, 1), after(15, 0)],
        },
      ],
    },
    {
      name: "OCTO-D20c: a new image at minute 10",
      step: MINUTE,
      series: rollout([5, 6], [3, 3]),
      document: { fact: "OCTO-ALERT-14", expect: told },
      ours: [{ alert: "NewDeploymentDetected", labels: { severity: "info" }, expect: told }],
    },
  ],
};

function autoscaler(before: number, then: number) {
  return [
    "kube_horizontalpodautoscaler_status_current_replicas",
    "kube_horizontalpodautoscaler_status_desired_replicas",
  ].map((metric) => ofObject(metric, { horizontalpodautoscaler: "orchestrator" }, ...from(before, then)));
}

const directions: Mend = {
  defect: "OCTO-D21",
  facts: ["OCTO-ALERT-15"],
  title: "HPAScaledUp fires for scaling down",
  wrong: "A change has no direction. HPAScaledDown stands in the heading and has no rule.",
  mended: "A rule for each direction: the wanted replicas against the fewest, or the most, of the last 5 minutes.",
  ours: ["HPAScaledUp", "HPAScaledDown"],
  demonstrations: [
    {
      name: "OCTO-D21a: from 10 to 3 replicas at minute 10",
      step: MINUTE,
      series: autoscaler(10, 3),
      document: { fact: "OCTO-ALERT-15", expect: told },
      ours: [
        { alert: "HPAScaledUp", labels: {}, expect: silent },
        { alert: "HPAScaledDown", labels: { severity: "info" }, expect: told },
      ],
    },
    {
      name: "OCTO-D21b: from 3 to 10 replicas at minute 10",
      step: MINUTE,
      series: autoscaler(3, 10),
      document: { fact: "OCTO-ALERT-15", expect: told },
      ours: [
        { alert: "HPAScaledUp", labels: { severity: "info" }, expect: told },
        { alert: "HPAScaledDown", labels: {}, expect: silent },
      ],
    },
  ],
};

const labelName: Mend = {
  defect: "OCTO-D22",
  facts: ["OCTO-METRIC-16"],
  title: "the query of an autoscaler asks for a label that does not exist",
  wrong: "The metric is that of kube-state-metrics 2, the label `hpa` that of version 1. Together they select nothing.",
  mended: "The label `horizontalpodautoscaler`, which our rules keep for the alert.",
  ours: ["HPAScaledUp"],
  demonstrations: [
    {
      name: "OCTO-D22: from 3 to 10 replicas at minute 10",
      step: MINUTE,
      series: autoscaler(3, 10),
      document: {
        fact: "OCTO-METRIC-16",
        reading: 'kube_horizontalpodautoscaler_status_current_replicas{hpa="orchestrator"}',
        values: [{ at: 10 * MINUTE, samples: [] }],
      },
      ours: [{ alert: "HPAScaledUp", labels: { horizontalpodautoscaler: "orchestrator" }, expect: told }],
    },
  ],
};

const configMap = { configmap: "orchestrator-config" };

const constantMetric: Mend = {
  defect: "OCTO-D23",
  facts: ["OCTO-ALERT-16"],
  title: "ConfigMapChanged can never fire",
  wrong: "`kube_configmap_info` is 1 as long as the ConfigMap exists, whatever is in it.",
  mended: "The resource version, which changes with every edit.",
  ours: ["ConfigMapChanged"],
  demonstrations: [
    {
      name: "OCTO-D23: a ConfigMap is edited at minute 10",
      step: MINUTE,
      series: [
        ofObject("kube_configmap_info", configMap, constant(1, SAMPLES)),
        ofObject("kube_configmap_metadata_resource_version", configMap, ...from(81_203, 81_377)),
      ],
      document: { fact: "OCTO-ALERT-16", expect: silent },
      ours: [{ alert: "ConfigMapChanged", labels: { severity: "info" }, expect: told }],
    },
  ],
};

/** What the document states wrongly about changes. */
export const changeMends: readonly Mend[] = [newDeployment, directions, labelName, constantMetric];
