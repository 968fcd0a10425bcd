import { logql, procedure, promql, shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { ALL_PODS, lines, logs } from "./commands.ts";
import { limitedNow, refusedNow } from "./queries.ts";

/** Who is refused; the log has what the counter does not. */
export const whoIsRefused = [
  promql(
    "See how many requests a minute are refused, by status",
    `sum by (status) (rate(alecs_requests_total{job="alecs",namespace="${NAMESPACE}",status=~"401|403|429"}[5m])) * 60`,
  ),
  shell(
    "Count the refused by client",
    logs(
      "1h",
      `grep -E "\\b(401|403|429)\\b" | grep -Eo '([0-9]{1,3}\\.){3}[0-9]{1,3}' | sort | uniq -c | sort -rn | head -20`,
    ),
    { expect: "a few addresses far above the others are somebody's program", mended: ALL_PODS },
  ),
  logql("Lines about refused requests, where logs are in Loki", lines(`|~ "\\\\b(401|403|429)\\\\b"`)),
];

export const accessRefused = procedure("Access refused", {
  alerts: ["ALECSAccessRefused"],
  about: "Either somebody tries to get in, or legitimate clients have lost their access: find out who is refused.",
  symptoms: ["401 and 403 in the log"],
  first: [refusedNow, ...whoIsRefused],
  remedies: [
    {
      cause: "One address, many accounts or paths: an attack",
      steps: ["Go on at the page Security incident"],
    },
    {
      cause: "Many addresses, since a release or a rotation: ours",
      steps: ["Go back to the release before, or put the right credentials in place: the page Connection errors"],
    },
    {
      cause: "One client with an old token",
      steps: ["Tell its owner"],
    },
  ],
  verify: [refusedNow],
  escalate: ["Attempts that go on, or one that worked: the page Security incident, at once"],
});

export const tooMany = procedure("Requests refused by the rate limit", {
  alerts: ["ALECSRateLimited"],
  about: "Either somebody abuses ALECS, or legitimate clients are refused.",
  symptoms: ["429 in the log"],
  first: [limitedNow, ...whoIsRefused],
  remedies: [
    {
      cause: "Abuse",
      steps: ["Leave the limit as it is, and block the addresses at the ingress"],
    },
    {
      cause: "A legitimate client that asks too often",
      steps: [
        "Tell its owner; equal requests at the same time cost less with request coalescing: `COALESCING_ENABLED` on the page of settings",
      ],
    },
    {
      cause: "Akamai limits us, and the 429 are passed on",
      steps: ["Raise the hit rate of the cache: the page of ALECSLowCacheHitRate; ask Akamai Support for more"],
    },
  ],
  verify: [limitedNow],
  escalate: ["Abuse that goes on: the page Security incident"],
});
