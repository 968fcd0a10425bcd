import { alerting as declare, type Inhibition } from "../../lib/index.ts";
import { watchdog } from "./receivers.ts";

/** The two levels of an alert on one thing: while the critical one pages, nobody needs the warning. */
function milder(alert: string, equal: readonly string[], why: string): Inhibition {
  return {
    cause: { alerts: [alert], severity: "critical" },
    effect: { alerts: [alert], severity: "warning" },
    equal: ["system", ...equal],
    why,
  };
}

/** Pages about the same objective of a service: the more urgent one says all that the other says. */
function worse(cause: string, effects: readonly string[], why: string): Inhibition {
  return {
    cause: { alerts: [cause], severity: "critical" },
    effect: { alerts: effects, severity: "critical" },
    equal: ["system", "service", "objective"],
    why,
  };
}

/** Certificates that end sooner. */
function sooner(cause: string, effects: readonly string[]): Inhibition {
  return {
    cause: { alerts: [cause], severity: "critical" },
    effect: { alerts: effects, severity: "critical" },
    equal: ["system", "namespace", "name"],
    why: "The same certificate, with less time left.",
  };
}

/**
 * What is silent while its cause pages, and what only belongs together. HighErrorRateSustained and HighErrorRateSevere stay
 * loud while the pool is exhausted, because they call for other people. ManyNodesNotReady does not silence NodeNotReady: the
 * two are one notification, and the nodes' names are in the latter. Of DeploymentReplicasMismatch both levels are told: it has
 * a label `deployment` or `statefulset`, so that no label ties the two levels to the same workload for sure.
 */
export const alerting = declare({
  watchdog,
  // OCTO-SVC-01: what the rules about octollm.* find lies in one of two.
  namespaces: ["octollm-monitoring"],
  inhibitions: [
    {
      // OCTO-INHIBIT-01, on the node that both name: crash loops on other nodes still page.
      cause: { alerts: ["NodeNotReady"], severity: "critical" },
      effect: { alerts: ["PodCrashLoopBackOff"], severity: "critical" },
      equal: ["system", "node"],
      why: "The node fails, which causes all pods on that node to crash.",
    },
    {
      // OCTO-INHIBIT-02, for the service whose pool it is.
      cause: { alerts: ["DatabaseConnectionPoolExhausted"], severity: "critical" },
      effect: { alerts: ["HighErrorRate"], severity: "critical" },
      equal: ["system", "service"],
      why: "Connection pool exhaustion causing service errors. The service gets no connection, so its requests fail.",
    },
    worse("HighErrorRateSustained", ["HighErrorRate"], "More than 20 % for ten minutes is also more than 10 %."),
    worse(
      "HighErrorRateSevere",
      ["HighErrorRate", "HighErrorRateSustained"],
      "More than 50 % is also more than 10 % and 20 %; the Engineering Lead is needed.",
    ),
    worse("HighLatencySustained", ["HighLatency"], "The same limit, exceeded for longer."),
    sooner("CertificateExpiringInThreeDays", ["CertificateExpiringInSevenDays"]),
    sooner("CertificateExpiringInOneDay", ["CertificateExpiringInThreeDays", "CertificateExpiringInSevenDays"]),
    milder("PodOOMKilled", ["namespace", "pod", "container"], "The same container, killed again and again."),
    milder("PersistentVolumeClaimPending", ["namespace", "persistentvolumeclaim"], "The same claim, for longer."),
    milder("HighNodeCPUUsage", ["instance"], "The same node, above the higher limit."),
    milder("HighNodeMemoryUsage", ["instance"], "The same node, above the higher limit."),
  ],
  related: [
    {
      // OCTO-INHIBIT-03: a warning must not silence a page, so each page links to the others.
      alerts: ["LowCacheHitRate", "HighLatency", "HighRequestLatency", "DatabaseHighCPUUsage"],
      why: "A cache that answers too little is causing excessive database load and slow queries: high database CPU, then slow responses.",
    },
    {
      alerts: ["DatabaseConnectionPoolHigh", "DatabaseHighCPUUsage", "DatabaseHighMemoryUsage", "HighRequestLatency"],
      why: "Slow queries hold their connections for longer.",
    },
    {
      alerts: ["PodCrashLoopBackOff", "PodOOMKilled", "DeploymentReplicasMismatch", "PersistentVolumeClaimPending"],
      why: "A container that is killed for its memory crashes, and a pod that crashes or waits for its claim is a replica that is missing.",
    },
    {
      alerts: ["OrchestratorDown", "ReflexLayerDown", "PodCrashLoopBackOff", "NodeNotReady"],
      why: "A service of which no target answers has crashed, lost its nodes, or cannot be reached by Prometheus.",
    },
    {
      alerts: ["NodeNotReady", "ManyNodesNotReady", "NodePressure", "HighNodeMemoryUsage"],
      why: "A node under pressure evicts pods, and may stop being ready.",
    },
    {
      alerts: [
        "NewDeploymentDetected",
        "ConfigMapChanged",
        "HighErrorRate",
        "HighRequestLatency",
        "PodCrashLoopBackOff",
      ],
      why: "What began with a deployment or a change of the configuration is ended by undoing it.",
    },
    {
      alerts: [
        "CertManagerDown",
        "CertificateExpired",
        "CertificateNeverIssued",
        "CertificateExpiringInOneDay",
        "CertificateExpiringInThreeDays",
        "CertificateExpiringInSevenDays",
      ],
      why: "While cert-manager is down nothing is renewed, and nobody measures when certificates end.",
    },
    {
      alerts: ["KubeStateMetricsDown", "NodeNotReady", "PodCrashLoopBackOff", "DeploymentReplicasMismatch"],
      why: "Nodes, pods and replicas are seen through kube-state-metrics only: while it is down, silence means nothing.",
    },
  ],
});
