import { procedure, shell } from "../../../lib/index.ts";
import { ALERTS_URL, HISTORY_URL, METRICS_URL } from "../names.ts";
import {
  activeAlerts,
  health,
  metrics,
  newestLines,
  onHost,
  openDatabase,
  processes,
  RESTART,
  UPDATE_ENV,
  writesByHour,
} from "./commands.ts";
import { collectedNow, decisionNow, errorsNow, queueNow, targets } from "./queries.ts";

const HISTORY_BUFFER = 200;

const collectorRuns = metrics("See the queue that the collector measured last", "amas_queue_size", {
  expect: "a number; 0 is an empty queue, and healthy (AMAS-D06: the document asks for non-zero values)",
});

const activeCount = shell("Count the active alerts", `curl -fsS ${ALERTS_URL} | jq 'length'`, {
  expect: "0 when healthy; no answer: the engine is gone",
});

const historyCount = shell("Count the alerts in its memory", `curl -fsS ${HISTORY_URL} | jq 'length'`, {
  expect: `at most ${HISTORY_BUFFER} (max buffer size); more is a leak`,
});

/** AMAS-HEALTH-01 to -04. */
export const healthChecks = procedure("Health checks", {
  kind: "health-check",
  frequency:
    "every 4 hours (automated cron recommended); Prometheus asks each 15 s, and AmasDown says when nothing answers",
  about: "Whether AMAS answers, measures, and holds no alert.",
  first: [
    onHost,
    health,
    shell("Ask the metrics endpoint", `curl -fsS --max-time 10 ${METRICS_URL} | head -n 5`, {
      expect: "lines that begin with `# HELP` or `# TYPE`",
    }),
    activeAlerts,
    collectorRuns,
    collectedNow,
    activeCount,
    historyCount,
  ],
  investigate: ["Key metrics to watch, in this order", queueNow, decisionNow, errorsNow, openDatabase, writesByHour],
  escalate: ["No answer: the page of AmasDown. An alert: the page of that alert."],
});

/** AMAS-RUNBOOK-05. */
export const collector = procedure("MetricsCollector self-check", {
  alerts: ["AmasCollectorStale"],
  about: "AMAS answers, but shows old numbers: the other alerts cannot be trusted until it collects again.",
  symptoms: ["The newest collection is old", "Numbers stand still, whatever happens"],
  first: [onHost, collectedNow, collectorRuns, health],
  investigate: [
    newestLines,
    {
      do: "Verify collector is running, from a REPL or a debug route of the backend",
      command: { kind: "javascript", text: "console.log(monitoringService.isRunning());" },
      expect: "`true`",
    },
  ],
  remedies: [
    {
      cause: "Metrics are stale: it was switched off, or does not run",
      steps: [
        shell("See whether it was switched off under overload", "grep DISABLE_METRICS_COLLECTION .env", {
          expect: "nothing, or `false`",
        }),
        shell("Switch it on and restart", `export DISABLE_METRICS_COLLECTION=false\n${RESTART}`, {
          destructive: "Requests in flight fail, and decisions that wait in the queue are lost.",
          mended: UPDATE_ENV,
        }),
      ],
    },
    {
      cause: "It collects too seldom",
      steps: [
        {
          do: "Check collection interval in `backend/src/monitoring/monitoring-service.ts`, and METRICS_COLLECTION_INTERVAL in `.env`",
          command: { kind: "javascript", text: "const collectionInterval = 30000; // 30s" },
          expect: "the alert waits for five collections",
        },
      ],
    },
  ],
  verify: [collectedNow],
  escalate: ["L2 Senior Engineer: it stops again after a restart"],
});

/** AMAS-RUNBOOK-06. */
export const engine = procedure("AlertEngine health", {
  kind: "health-check",
  about:
    "The AlertEngine keeps evaluating beside Prometheus, so that its list and its history stay useful; its webhook is off. When it fails, nobody misses an alert.",
  first: [onHost, activeCount, historyCount, activeAlerts],
  investigate: [
    {
      do: "Read an active alert: these are its fields",
      command: {
        kind: "javascript",
        text: `const example = {
  id: 'alert-abc123',
  metric: 'decision.latency.p99', // in Prometheus: AmasDecisionLatencyP99
  status: 'firing',
  severity: 'high',
  value: 550,
  threshold: 500,
  occurredAt: '2024-12-03T10:15:00.000Z',
  message: 'Decision latency P99 exceeds 500ms',
};`,
      },
      expect: "its threshold is the target of 500 ms; Prometheus tells people above 600 ms (AMAS-D01)",
    },
  ],
  remedies: [
    {
      cause: "It does not answer, or its memory grows",
      steps: [
        shell("Restart the backend", RESTART, {
          destructive: "Requests in flight fail, and the engine forgets what is active.",
          mended: UPDATE_ENV,
        }),
      ],
    },
    {
      cause: "It differs from Prometheus",
      steps: [
        "Prometheus decides. Its rules are in `backend/src/monitoring/alert-rules.ts` and are read at the start; the model's are what people are told of",
      ],
    },
  ],
});

/** Metrics that AMAS no longer exports. */
export const metricMissing = procedure("A metric is missing", {
  alerts: [
    "AmasP95LatencyAbsent",
    "AmasDecisionLatencyP99Absent",
    "AmasHttpErrorRate5xxAbsent",
    "AmasMonitoringOverheadAbsent",
    "AmasCacheHitRateAbsent",
    "AmasQueueDepthAbsent",
    "AmasCollectorStaleAbsent",
  ],
  about: "AMAS answers, but does not export this metric: the alerts on it are blind. Users notice nothing.",
  first: [
    onHost,
    shell("See what is exported", `curl -fsS --max-time 10 ${METRICS_URL} | grep '^# TYPE'`, {
      expect: "the metric that the alert names",
    }),
    targets("danci-backend"),
    processes,
  ],
  remedies: [
    {
      cause: "Measuring was switched off under overload",
      steps: [
        shell("Switch it on", `export DISABLE_METRICS_COLLECTION=false\n${RESTART}`, {
          destructive: "Requests in flight fail, and decisions that wait in the queue are lost.",
          mended: "P-22: the document has no step back",
        }),
      ],
    },
    {
      cause: "It was never exported, or a release renamed it",
      steps: [
        "AMAS-D10, AMAS-D11: the document's names are those of the AlertEngine; AMAS has to export the names that the alert's query has",
        "Bring it back, or change the model so that the rules ask for the new name",
      ],
    },
    { cause: "It is born with its first event", steps: ["Have AMAS set it to 0 at its start (X-D05)"] },
  ],
  verify: [targets("danci-backend"), collectedNow],
  escalate: ["Not back within the day: the owner, Platform Engineering Team"],
});
