import { procedure, promql } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { remedy, restart, TOOLS } from "./common.ts";
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
        "Adjust its threshold (targetCPUUtilizationPercentage; in autoscaling/v2 the averageUtilization of the CPU metric)",
        `export NAMESPACE=${NAMESPACE}
HPA='' # label horizontalpodautoscaler of the alert
kubectl get hpa -n ${NS}
kubectl edit hpa -n ${NS} "$HPA"`,
        { destructive: "Changes how many pods run from now on." },
      ),
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
