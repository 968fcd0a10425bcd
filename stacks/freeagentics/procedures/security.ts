import { logql, procedure, promql, shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { BACKEND, FRONTEND, N } from "../names.ts";
import { listCertificates } from "./certificates.ts";
import { ALL_PODS, lines, logs, restart, rollouts } from "./commands.ts";
import { limitedNow, refusedNow } from "./queries.ts";

const addresses = `grep -Eo '([0-9]{1,3}\\.){3}[0-9]{1,3}' | sort | uniq -c | sort -rn | head -n 20`;

/** FREE-SEC-01. */
const suspicious = [
  shell("Review access logs", logs("24h", 'grep -iE "unauthorized|forbidden|attack" | tail -n 50'), {
    expect: "a few a day are people who mistyped",
    mended: ALL_PODS,
  }),
  logql("The same where logs are in Loki", lines('|~ "(?i)unauthorized|forbidden|attack"')),
  logql(
    "How many each hour, where logs are in Loki",
    `sum(count_over_time(${lines('|~ "(?i)unauthorized|forbidden|attack"')} [1h]))`,
    { expect: "as yesterday at this hour" },
  ),
] as const;

const whoIsRefused = [
  promql(
    "See how many requests a minute are refused, by status",
    `sum by (status) (rate(http_requests_total{job="backend",namespace="${NAMESPACE}",status=~"401|403|429"}[5m])) * 60`,
  ),
  shell("Count the refused by client", logs("1h", `grep -E "\\b(401|403|429)\\b" | ${addresses}`), {
    expect: "a few addresses far above the others are somebody's program",
    mended: ALL_PODS,
  }),
  logql("Lines about refused requests, where logs are in Loki", lines('|~ "\\\\b(401|403|429)\\\\b"')),
] as const;

const block = {
  cause: "One address, many accounts or paths: an attack",
  steps: [
    "Block the address at the gateway (Istio AuthorizationPolicy) or at Nginx, and write down from when to when",
    "An attempt that worked: call Engineering Manager and Platform Team Lead at once, keep the logs, and take the account away",
  ],
};

export const accessRefused = procedure("Access refused", {
  alerts: ["AccessRefused"],
  about: "Either somebody tries to get in, or legitimate users have lost their access: find out who is refused.",
  symptoms: ["401 and 403 in the log", "Users say that they are logged out"],
  first: [refusedNow, ...whoIsRefused, rollouts],
  investigate: suspicious,
  remedies: [
    block,
    { cause: "Many addresses, since a release", steps: ["Go back: the page Rollback"] },
    {
      cause: "All sessions are gone: Redis was flushed or restarted",
      steps: ["Users log in again; nothing has to be mended"],
    },
    { cause: "One client with an old token", steps: ["Tell its owner"] },
  ],
  verify: [refusedNow],
  escalate: ["Secondary On-Call: attempts that go on", "Engineering Manager and Platform Team Lead: one that worked"],
});

export const tooMany = procedure("Requests refused by the rate limit", {
  alerts: ["RateLimited"],
  about: "Either somebody abuses the API, or legitimate clients are refused. The limits are counted in Redis.",
  symptoms: ["429 in the log"],
  first: [limitedNow, ...whoIsRefused],
  remedies: [
    { cause: "Abuse", steps: ["Leave the limit as it is", ...block.steps] },
    {
      cause: "A legitimate client that asks too often",
      steps: ["Tell its owner; raise its limit with a release when it has to be"],
    },
    {
      cause: "All clients, since Redis restarted or hangs",
      steps: [restart("Restart the cache", "redis")],
    },
  ],
  verify: [limitedNow],
  escalate: ["Secondary On-Call: abuse that goes on"],
});

export const dailySecurity = procedure("Daily security checks", {
  kind: "upkeep",
  frequency: "Daily; AccessRefused, RateLimited and the alerts on the certificate look all the time",
  first: [
    shell("Check for security alerts", `kubectl get events ${N} --field-selector type=Warning`, {
      expect: "nothing that you do not know",
    }),
    ...suspicious,
    ...whoIsRefused,
    listCertificates,
  ],
  escalate: ["Attempts from one address that go on: Secondary On-Call; one that worked: Engineering Manager"],
});

/** FREE-SEC-02. */
export const securityUpdates = procedure("Security updates", {
  kind: "upkeep",
  frequency: "monthly",
  first: [
    shell("Update base images", "docker pull python:3.11-slim\ndocker pull node:18-alpine\ndocker pull nginx:alpine"),
    shell(
      "Scan for vulnerabilities what runs now",
      `for WORKLOAD in ${BACKEND} ${FRONTEND}; do
  IMAGE=$(kubectl get deployment "$WORKLOAD" ${N} -o jsonpath='{.spec.template.spec.containers[0].image}')
  trivy image --severity HIGH,CRITICAL "$IMAGE"
done`,
      { expect: "nothing that has a fix", mended: "P-14: `:latest` need not be what runs" },
    ),
    shell("Update dependencies", "pip-audit -r requirements.txt\nnpm audit", {
      expect: "no known vulnerability",
      mended: "`pip-audit requirements.txt` takes the file for a folder of a project",
    }),
    "Build, scan again, and release: the page Standard deployment",
  ],
});
