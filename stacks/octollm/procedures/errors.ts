import { logql, procedure, promql } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { NAMED_SERVICE, raise, raiseMemory } from "./adjust.ts";
import {
  BOUNDS,
  ends,
  nameService,
  patchAutoscaler,
  remedy,
  restart,
  rollback,
  rolloutHistory,
  SERVICE_HEALTH,
  scaleOut,
  TOOLS,
} from "./common.ts";
import { longQueries, poolUsage, serviceLatency } from "./queries.ts";
import { shell } from "./shell.ts";

const SERVICE = "$SERVICE";

const errorShare = promql(
  "See how many requests fail, by service; the alerts read this",
  `objective:error_ratio:rate5m{objective="errors", system="octollm"}`,
  {
    expect:
      "above 10 % it pages, above 20 % for ten minutes a Senior Engineer is needed, above 50 % the Engineering Lead",
    mended: "OCTO-D04: the share of all requests of a service, where the document divides each series by itself",
  },
);

/** CPU and memory of the containers of both services. */
export const serviceUsage = [
  shell("See whether its pods are short of CPU or memory", `kubectl top pods -n ${NAMESPACE} -l "app=$SERVICE"`),
  promql(
    "CPU of its containers",
    `sum by (container, pod) (
  rate(container_cpu_usage_seconds_total{
    job="kubelet", namespace="${NAMESPACE}",
    container=~"orchestrator|reflex-layer"}[5m])
)`,
    { mended: "OCTO-D25, OCTO-D26: the containers by name; a prefix of the pod's name also matches other services" },
  ),
  promql(
    "Memory of its containers",
    `sum by (container, pod) (
  container_memory_working_set_bytes{
    job="kubelet", namespace="${NAMESPACE}",
    container=~"orchestrator|reflex-layer"}
)`,
    { mended: "OCTO-D25, OCTO-D26: the containers by name, without page cache, each counted once" },
  ),
];

const errorLogs = logql(
  "Read the error logs in Grafana, Explore, Loki. Look for endpoints that fail, messages that repeat, and other services that fail with it",
  `{namespace="${NAMESPACE}", service=~"orchestrator|reflex-layer", level="error"}
  | json | status >= 500`,
  { mended: 'OCTO-D28: the status as a field; `|= "5xx"` looks for these three characters' },
);

const afterDeployment = remedy(
  "Error rate increased after recent deployment",
  rolloutHistory("See that the rollout and the first errors are of the same time"),
  shell(
    "Read the errors of the new pods",
    `kubectl logs -n ${NAMESPACE} -l "app=$SERVICE" --tail=100 --prefix |
  grep -i error`,
  ),
  ...rollback(SERVICE, NAMESPACE),
  "The error rate should decrease within 2-5 minutes.",
  "Create an incident ticket with the error logs, and block new deployments of the service until the issue is resolved.",
);

const pool = remedy(
  "Database connection pool exhausted",
  poolUsage,
  longQueries,
  restart("Restart the service to clear its connections", SERVICE, NAMESPACE),
  raise("If it comes back, increase the pool, DB_POOL_SIZE", "DB_POOL_SIZE"),
  restart("Restart to apply it", SERVICE, NAMESPACE),
  "Pool usage should stay below 80 % of its maximum. The page of DatabaseConnectionPoolExhausted has the rest.",
);

const downstream = remedy(
  "Downstream service timeout",
  `Find the dependency that fails: ${TOOLS.jaeger}, spans with error=true and a long duration.`,
  shell(
    "See how it is",
    `export DOWNSTREAM='' # like reflex-layer
kubectl get pods -n ${NAMESPACE} -l "app=$DOWNSTREAM"`,
  ),
  serviceLatency,
  ...scaleOut("If it is slow, scale it up", "$DOWNSTREAM", NAMESPACE),
  raise("If it may be slow, increase timeout of the service that calls it", "timeout"),
  restart("Restart the service that calls", SERVICE, NAMESPACE),
);

const rateLimited = remedy(
  "External API rate limiting",
  shell(
    "See whether the logs say so",
    `kubectl logs -n ${NAMESPACE} -l "app=$SERVICE" --tail=-1 --since=30m |
  grep -iE 'rate limit|429|too many requests'`,
    { mended: "with a label, kubectl shows only the last 10 lines of each pod unless `--tail` says otherwise" },
  ),
  shell(
    "Look at the configured rate limit",
    `kubectl get configmap "$SERVICE-config" -n ${NAMESPACE} -o yaml | grep -i rate`,
  ),
  shell(
    "Short-term: fewer replicas make fewer requests in total",
    `kubectl get hpa "$SERVICE" -n ${NAMESPACE}
REPLICAS='' # fewer than it has now
${patchAutoscaler("$SERVICE", NAMESPACE, '"minReplicas":$REPLICAS,"maxReplicas":$REPLICAS')}`,
    {
      destructive: "Less capacity for users, and none more when they need it.",
      mended: "P-17: the autoscaler takes back what kubectl scale sets",
    },
  ),
  shell(
    "Back, when the provider takes requests again",
    patchAutoscaler("$SERVICE", NAMESPACE, `"minReplicas":${BOUNDS.least},"maxReplicas":${BOUNDS.most}`),
    { mended: "the document has no step back" },
  ),
  "Reduce the request rate: add caching, implement backoff.",
  "Long-term: a circuit breaker, so that failures do not cascade (code change required).",
  "Contact the external API provider for a rate limit increase; document current usage and why more is needed.",
);

const leak = remedy(
  "Memory leak causing OOM errors",
  ...serviceUsage.slice(2),
  "A steady increase over hours is a leak.",
  restart("Restart the pods to free memory (temporary fix)", SERVICE, NAMESPACE),
  raiseMemory(NAMED_SERVICE),
  "Enable heap profiling (if supported): add a profiling endpoint, analyse heap dumps.",
  "Create a high-priority bug ticket with memory graphs and profiling data, assigned to the owning team.",
);

export const highErrorRate = procedure("Requests that fail", {
  alerts: ["HighErrorRate", "HighErrorRateSustained", "HighErrorRateSevere"],
  first: [
    nameService,
    errorShare,
    rolloutHistory(
      "See whether something was deployed when the errors began; if so, roll back first and understand later",
    ),
    "See whether DatabaseConnectionPoolExhausted, NodeNotReady or PodCrashLoopBackOff fire too: then that is the cause.",
  ],
  investigate: [
    `${SERVICE_HEALTH}, panel Error Rate (5xx) by Service: which service has more than 10 %, and since when.`,
    errorLogs,
    `Trace failed requests: ${TOOLS.jaeger}, the service, error=true. Usual causes: database connection pool exhausted, Redis timeout, external API rate limiting, inter-service timeout.`,
    ...serviceUsage,
  ],
  remedies: [afterDeployment, pool, downstream, rateLimited, leak],
  verify: [errorShare, ends("The share of errors is below 10 %.")],
  escalate: [
    "Senior Engineer: error rate more than 20 % for more than 10 minutes; HighErrorRateSustained fires",
    "Senior Engineer: rollback does not resolve the issue",
    "Senior Engineer: root cause unclear after 15 minutes of investigation",
    "Engineering Lead: error rate more than 50 % (severe outage); HighErrorRateSevere fires",
    "Engineering Lead: multiple services affected",
    "Engineering Lead: estimated resolution time more than 1 hour",
    "VP Engineering: complete service outage (100 % error rate)",
    "VP Engineering: customer-reported errors trending on social media",
    "VP Engineering: revenue-impacting outage",
  ],
  prevent: [
    "Have a rollout stop by itself when errors grow.",
    "Give every call of another service a timeout and a circuit breaker.",
  ],
});
