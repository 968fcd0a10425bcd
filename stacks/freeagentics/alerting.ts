import { alerting as declare, type Inhibition } from "../../lib/index.ts";
import { watchdog } from "./receivers.ts";

const DATABASE = "DatabaseConnectionIssues";

/** A certificate in a worse state silences what is said about the same certificate before. */
function worseCertificate(cause: Inhibition["cause"], effect: Inhibition["effect"], why: string): Inhibition {
  return { cause, effect, equal: ["system", "namespace", "name"], why };
}

export const alerting = declare({
  watchdog,
  inhibitions: [
    {
      cause: { alerts: [DATABASE], severity: "critical" },
      effect: { alerts: ["HighErrorRate", "HighResponseTime"] },
      equal: ["system"],
      why: "Without the database every request that needs users, agents or coalitions waits and fails: the database's page says what to do.",
    },
    {
      cause: { alerts: ["HighDiskUsage"], severity: "critical" },
      effect: { alerts: ["HighDiskUsage"], severity: "warning" },
      equal: ["system", "instance", "device", "mountpoint"],
      why: "The same filesystem, above the higher limit.",
    },
    worseCertificate(
      { alerts: ["CertificateExpired"], severity: "critical" },
      { alerts: ["CertificateExpiring"] },
      "What has ended also ends within three days and three weeks.",
    ),
    worseCertificate(
      { alerts: ["CertificateExpiring"], severity: "critical" },
      { alerts: ["CertificateExpiring"], severity: "ticket" },
      "The same certificate, with less time left.",
    ),
    {
      cause: { alerts: ["CadvisorDown"] },
      effect: { alerts: ["BackendHighCPUUsageAbsent", "BackendHighMemoryUsageAbsent"] },
      equal: ["system"],
      why: "CPU and memory of pods are measured by cAdvisor only.",
    },
    {
      cause: { alerts: ["KubeStateMetricsDown"] },
      effect: { alerts: ["BackendHighCPUUsageAbsent"] },
      equal: ["system"],
      why: "The requested CPU, which use is a share of, comes from kube-state-metrics only.",
    },
  ],
  related: [
    {
      alerts: ["HighResponseTime", "BackendHighCPUUsage", "HighCPUUsage", "HighErrorRate"],
      why: "A busy CPU is a cause of slow requests, but not the only one; slow requests end as failed ones.",
    },
    {
      alerts: ["BackendHighMemoryUsage", "HighMemoryUsage", "BackendTargetDown", "BackendDown"],
      why: "A container that is killed at its limit, or evicted from a full node, is a target that does not answer.",
    },
    {
      alerts: [DATABASE, "HighDiskUsage"],
      why: "A database whose disk is full stops. The node may be another one, so both are told.",
    },
    {
      alerts: ["CertManagerDown", "CertificateExpiring", "CertificateExpired", "CertificateNeverIssued"],
      why: "While cert-manager is down nothing is renewed, and nobody measures when certificates end.",
    },
    {
      alerts: ["AccessRefused", "RateLimited", "HighErrorRate"],
      why: "Whoever is refused again and again looks to users like a failure, and to the log like an attack.",
    },
    {
      alerts: ["NodeExporterDown", "NodeExporterTargetDown", "HighCPUUsage", "HighMemoryUsage", "HighDiskUsage"],
      why: "Nodes are seen through their exporter only: while it is down, silence means nothing.",
    },
  ],
});
