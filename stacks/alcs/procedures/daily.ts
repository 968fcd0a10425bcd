import { logql, procedure, shell } from "../../../lib/index.ts";
import { BASE_URL, DATABASE_LABEL, N } from "../names.ts";
import { ALL_LINES, databaseAnswers, health, lines, listPods, logs, usage, WORST_POD } from "./commands.ts";
import {
  cacheNow,
  errorsNow,
  insteadOfMetrics,
  llmTimeNow,
  refusedNow,
  requestTimeNow,
  sessionsNow,
} from "./queries.ts";
import { suspicious } from "./rate-limits.ts";

/** ALCS-HEALTH-01 to -03. */
export const healthChecks = procedure("Health checks", {
  kind: "health-check",
  frequency: "Daily, and whenever in doubt",
  about: "Each of the three layers, from outside to inside.",
  investigate: [
    shell("Service health", `curl -fsS --max-time 10 ${BASE_URL}/health`, { expect: "an answer within ten seconds" }),
    databaseAnswers,
    shell(
      "Wait for a database that starts",
      `kubectl wait --for=condition=ready pod -l ${DATABASE_LABEL} ${N} --timeout=300s`,
      { expect: "`condition met`" },
    ),
    shell("Nodes of the cluster", "kubectl get nodes", { expect: "every node `Ready`" }),
    shell("The cluster itself", "kubectl cluster-info"),
  ],
  escalate: ["One of them fails: the page of ALCSServiceDown"],
});

/** ALCS-MAINT-01. */
export const dailyRoutine = procedure("Health check routine", {
  kind: "upkeep",
  frequency: "Daily (automated + manual verification)",
  first: [
    health,
    listPods,
    usage,
    shell("On Docker Compose, instead of kubectl", "docker-compose ps\ndocker stats --no-stream"),
  ],
  investigate: [
    "Check Grafana dashboards for anomalies",
    "Review error logs for recurring issues: the page Log review",
    "Verify backup completion: the alert ALCSBackupTooOld does; the page Backup verification looks closer",
    "Check certificate expiration dates: the alert ALCSCertificateExpiring does; the page Certificate renewal shows them",
    "Review rate limiting effectiveness: the page Log review",
  ],
});

/** ALCS-MAINT-02. */
export const logReview = procedure("Log review", {
  kind: "upkeep",
  frequency: "Daily",
  first: [
    shell("Check recent errors", logs("24h", "grep -i error | tail -n 100"), { mended: ALL_LINES }),
    shell(
      "Look closer at the pod with the most restarts",
      `${WORST_POD}
kubectl logs ${N} "$POD" --since=1h | grep -E "error|critical"`,
    ),
    shell("On Docker Compose, instead of kubectl", "docker-compose logs --tail=100 | grep -i error"),
    logql("Errors, where logs are in Loki", lines(`|~ "(?i)error|critical"`)),
  ],
  investigate: suspicious,
  escalate: ["Many 401 or 403 from one address: Security Team, and the page Security breach"],
});

/** ALCS-MAINT-03. */
export const metricsReview = procedure("Metrics review", {
  kind: "upkeep",
  frequency: "Daily",
  first: [sessionsNow, errorsNow, requestTimeNow, llmTimeNow, cacheNow, refusedNow].map(insteadOfMetrics),
  investigate: [
    "Open ALCS Overview dashboard",
    "Check for red alerts",
    "Review 24-hour trends",
    "Compare to baseline metrics: the same hour a week ago",
  ],
});
