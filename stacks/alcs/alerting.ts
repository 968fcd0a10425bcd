import { alerting as declare } from "../../lib/index.ts";
import { watchdog } from "./receivers.ts";

/** Alerts that users' requests raise, whatever is behind them. */
const FAILING = ["ALCSHighErrorRate", "AlcsErrorsBudgetBurn"];
const SLOW = ["ALCSHighLatency", "ALCSSlowDatabaseQueries"];

export const alerting = declare({
  watchdog,
  inhibitions: [
    {
      cause: { alerts: ["ALCSDatabaseDown"], severity: "critical" },
      effect: { alerts: ["ALCSDatabaseConnectionFailures", "ALCSPodCrashLooping", ...FAILING, ...SLOW] },
      equal: ["system"],
      why: "Without the database every query fails, and pods that cannot reach it crash: the database's page says what to do.",
    },
    {
      cause: { alerts: ["ALCSDatabaseConnectionFailures"], severity: "critical" },
      effect: { alerts: FAILING },
      equal: ["system", "service"],
      why: "Requests fail because their queries do: the connection pool is exhausted or the database refuses.",
    },
    {
      cause: { alerts: ["ALCSSlowDatabaseQueries"], severity: "warning" },
      effect: { alerts: ["ALCSHighLatency"], severity: "warning" },
      equal: ["system", "service"],
      why: "Requests wait for their queries.",
    },
  ],
  related: [
    {
      alerts: ["ALCSPostgresExporterDown", "ALCSDatabaseDown"],
      why: "Without its exporter the database looks as if it were down. A warning must not silence a page, so both are told.",
    },
    {
      alerts: ["ALCSPodCrashLooping", "ALCSServiceDown", "ALCSTargetDown"],
      why: "Pods that crash stop answering: one is a target down, all are an outage.",
    },
    {
      alerts: ["ALCSHighMemoryUsage", "ALCSCacheFull"],
      why: "The cache is part of the memory; what empties one relieves the other.",
    },
    {
      alerts: ["ALCSHighLatency", "ALCSHighLLMLatency", "ALCSHighCPUUsage"],
      why: "Slow answers of the LLM and a busy CPU are causes of slow requests, but not the only ones.",
    },
    {
      alerts: ["ALCSRateLimited", "ALCSHighErrorRate"],
      why: "A limit that refuses legitimate users looks to them like a failure.",
    },
    {
      alerts: ["CertManagerDown", "ALCSCertificateExpiring", "ALCSCertificateExpired", "ALCSCertificateNeverIssued"],
      why: "Nothing renews certificates while cert-manager is down, and nobody measures when they end.",
    },
    {
      alerts: ["KubeStateMetricsDown", "ALCSPodCrashLooping", "ALCSBackupTooOld"],
      why: "Crash loops and old backups are seen through kube-state-metrics only: while it is down, silence means nothing.",
    },
  ],
});
