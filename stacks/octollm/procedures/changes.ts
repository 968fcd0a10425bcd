import { procedure, promql } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { patchAutoscaler, remedy, restart, TOOLS } from "./common.ts";
import { shell } from "./shell.ts";

const NS = '"$NAMESPACE"';

const nameDeployment = shell(
  "Say which Deployment it is: labels `namespace` and `deployment` of the alert",
  `export NAMESPACE=${NAMESPACE}
export DEPLOYMENT='' # like orchestrator`,
);

export const newDeployment = procedure("A Deployment was changed", {
  alerts: ["NewDeploymentDetected"],
  first: [
    nameDeployment,
    shell("Verify the deployment", `kubectl rollout status "deployment/$DEPLOYMENT" -n ${NS} --timeout=5m`, {
      expect: "successfully rolled out",
    }),
    `Monitor for related alerts (errors, crashes, latency): are there new critical or warning alerts in ${TOOLS.alertmanager}?`,
    "Document it in the change log, if it is a significant deployment.",
  ],
});

export const scaled = procedure("An autoscaler changed the number of replicas", {
  alerts: ["HPAScaledUp", "HPAScaledDown"],
  first: [
    promql(
      "Verify the scaling event in Grafana",
      `max by (namespace, horizontalpodautoscaler) (
  kube_horizontalpodautoscaler_status_current_replicas{
    job="kube-state-metrics", namespace=~"octollm.*"}
)`,
      { mended: "OCTO-D22: the label is `horizontalpodautoscaler`; `hpa` does not exist" },
    ),
    "Check if scaling is expected (e.g., during peak hours).",
  ],
  remedies: [
    remedy(
      "Scaling too frequent",
      shell(
        "Have it keep replicas for longer, twice as long as now: 20 minutes",
        `export NAMESPACE=${NAMESPACE}
HPA='' # label horizontalpodautoscaler of the alert
kubectl get hpa -n ${NS}
${patchAutoscaler("$HPA", NS, '"behavior":{"scaleDown":{"stabilizationWindowSeconds":1200}}')}`,
        {
          destructive: "More pods run for longer from now on.",
          mended:
            "OCTO-HPA-02: another threshold (targetCPUUtilizationPercentage, which is autoscaling/v1's; averageUtilization in v2) moves the number of replicas, and they come and go as often",
        },
      ),
      "If that helps, change it in the model: the next deployment has its value again.",
    ),
  ],
});

export const configMapChanged = procedure("A ConfigMap was changed", {
  alerts: ["ConfigMapChanged"],
  first: [
    shell(
      "Identify it: labels `namespace` and `configmap` of the alert. Who changed it last, and when, is in its managed fields",
      `export NAMESPACE=${NAMESPACE}
CONFIGMAP='' # label configmap of the alert
kubectl get configmap --all-namespaces --sort-by=.metadata.creationTimestamp
kubectl get configmap "$CONFIGMAP" -n ${NS} --show-managed-fields \\
  -o jsonpath='{range .metadata.managedFields[*]}{.time} {.manager}{"\\n"}{end}'`,
    ),
    "Verify that the change was intentional.",
  ],
  remedies: [
    remedy("Restart needed: pods read it at their start", nameDeployment, restart("Restart them", "$DEPLOYMENT", NS)),
  ],
});
