import { logql, procedure, shell } from "../../../lib/index.ts";
import { BACKEND, BASE_URL, FRONTEND, N } from "../names.ts";
import { errorRate } from "../objectives.ts";
import {
  ALL_PODS,
  databaseFromBackend,
  errorLines,
  health,
  lines,
  listEvents,
  listNodes,
  listPods,
  logs,
  restart,
  rollouts,
  undo,
  usage,
} from "./commands.ts";
import { activeUsers, errorsByStatus, errorsNow, limits, requestsNow, responseNow, targets } from "./queries.ts";

const since = { cause: "Since the last release", steps: [rollouts, undo(BACKEND), undo(FRONTEND)] };

export const highErrorRate = procedure("High error rate", {
  alerts: ["HighErrorRate"],
  about: `Requests fail for users. The alert fires when the share of failures is ${limits(errorRate)}.`,
  symptoms: ["5xx in the log", "Users see errors instead of pages"],
  first: [errorsNow, errorsByStatus, health, listPods, rollouts, errorLines],
  investigate: [
    databaseFromBackend,
    responseNow,
    requestsNow,
    shell(
      "Count the lines with errors by their text",
      logs(
        "15m",
        "grep -i error | sed -E 's/[0-9a-f-]{8,}|[0-9]+/#/g' | cut -c1-160 | sort | uniq -c | sort -rn | head -n 20",
      ),
      { mended: ALL_PODS },
    ),
    logql("The same where logs are in Loki", lines('|~ "(?i)error|traceback"')),
    usage,
    listEvents,
  ],
  remedies: [
    since,
    { cause: "The database does not answer", steps: ["Go on at the page of DatabaseConnectionIssues"] },
    { cause: "Pods are gone or restart", steps: ["Go on at the page of BackendDown"] },
    { cause: "Too slow, and so cut off (504)", steps: ["Go on at the page of HighResponseTime"] },
    { cause: "The application hangs", steps: [restart("Restart it")] },
  ],
  verify: [errorsNow, health],
  escalate: [
    "Secondary On-Call: no cause after 15 minutes",
    "Engineering Manager: mitigated, and HighErrorRate still warns after an hour",
  ],
  prevent: ["Write the report; a test for what came with the release."],
});

export const outage = procedure("The backend does not answer", {
  alerts: ["BackendDown", "BackendTargetDown"],
  about:
    "BackendDown: no pod answers, or Prometheus reaches none. BackendTargetDown: one of several; users notice little.",
  symptoms: ["No answer, 502 or 503", "Pods that are not ready, or restart"],
  first: [
    health,
    shell("List the backend's pods", `kubectl get pods ${N} -l app=${BACKEND} -o wide`, {
      expect: "`Running` and ready. `Pending`: no room. `CrashLoopBackOff`: its log. `ImagePullBackOff`: the release.",
    }),
    listNodes,
    targets("backend"),
    rollouts,
  ],
  investigate: [
    shell(
      "Read why the worst one restarts",
      `POD=$(kubectl get pods ${N} -l app=${BACKEND} --sort-by='.status.containerStatuses[0].restartCount' -o name | tail -n 1)
kubectl describe ${N} "$POD" | tail -n 20
kubectl logs ${N} "$POD" --previous --tail=50`,
      { expect: "`unable to get a previous log` when it never restarted" },
    ),
    shell(
      "Does the Service have endpoints, and does the gateway reach it?",
      `kubectl get endpoints ${BACKEND} ${N}
curl -sS -o /dev/null -w '%{http_code} after %{time_total}s\\n' --max-time 10 ${BASE_URL}/api/v1/health`,
      {
        expect:
          "an address for each ready pod. None, and pods are ready: the Service's selector was changed (page Incident response)",
      },
    ),
    listEvents,
  ],
  remedies: [
    since,
    { cause: "Application unable to start: the database", steps: ["Go on at the page of DatabaseConnectionIssues"] },
    { cause: "Killed for its memory", steps: ["Go on at the page of BackendHighMemoryUsage"] },
    { cause: "No room on the nodes", steps: ["Go on at the page Node maintenance"] },
    {
      cause: "Users are served, Prometheus is not",
      steps: [
        "Look at Prometheus' page of targets: labels of the ServiceMonitor, port `http`, network policy, Istio's mutual TLS",
      ],
    },
    { cause: "None of these", steps: [restart("Restart it")] },
  ],
  verify: [health, targets("backend"), activeUsers, errorsNow],
  escalate: ["Engineering Manager has been told of BackendDown", "Platform Team Lead: not back after 15 minutes"],
});
