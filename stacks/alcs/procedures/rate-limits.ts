import { logql, procedure, shell } from "../../../lib/index.ts";
import { CONFIGMAP, N } from "../names.ts";
import { CHANGED } from "../settings.ts";
import { ALL_LINES, configure, lines, logs } from "./commands.ts";
import { refusedNow } from "./queries.ts";

/** Who is refused most; ALCS-SEC-02. */
export const suspicious = [
  shell(
    "Count the refused by client",
    logs(
      "1h",
      `grep -E "\\b(401|403|429)\\b" | grep -Eo '([0-9]{1,3}\\.){3}[0-9]{1,3}' | sort | uniq -c | sort -rn | head -20`,
    ),
    {
      expect: "a few addresses far above the others are somebody's program",
      mended: `${ALL_LINES}; ours counts addresses and not the tenth word of a line`,
    },
  ),
  shell("Count violations of the rate limit", logs("1h", `grep -c "Rate limit exceeded"`)),
  logql("Lines about refused requests, where logs are in Loki", lines(`|~ "\\\\b(401|403|429)\\\\b"`)),
  logql(
    "Refused by the rate limit, by pod and minute, where logs are in Loki",
    `sum by (pod) (count_over_time(${lines('|= "Rate limit exceeded"')} [1m]))`,
  ),
];

/** ALCS-RUNBOOK-06. */
export const rateLimits = procedure("Rate limiting issues", {
  alerts: ["ALCSRateLimited"],
  about:
    "Either the limit is too low for legitimate users, or somebody is kept out as intended: find out who is refused.",
  symptoms: ["Legitimate users getting 429 errors", "Rate limit not triggering for abuse"],
  first: [refusedNow, ...suspicious],
  investigate: [
    shell("See the limits in force", `kubectl get configmap ${N} ${CONFIGMAP} -o yaml | grep RATE_LIMIT`, {
      expect: "nothing when the defaults hold",
    }),
  ],
  remedies: [
    {
      cause: "Legitimate users: adjust the rate limits",
      steps: [
        shell(
          "Let each client send 200 requests in a minute instead of 100",
          configure({
            RATE_LIMIT_MAX_REQUESTS: CHANGED.RATE_LIMIT_MAX_REQUESTS,
            RATE_LIMIT_WINDOW_MS: CHANGED.RATE_LIMIT_WINDOW_MS,
          }),
        ),
      ],
    },
    {
      cause: "One known client: whitelist specific users or addresses",
      steps: [
        shell("Take them out of the limit", configure({ RATE_LIMIT_WHITELIST: CHANGED.RATE_LIMIT_WHITELIST }), {
          destructive:
            "The list is replaced: add to what the ConfigMap has. Who is on it can send as much as they like.",
        }),
        "Endpoints without a limit need a change of code",
      ],
    },
    {
      cause: "One endpoint: use separate limits for different endpoints",
      steps: [
        "`/health`: 1000 req/min (monitoring)",
        "`/api`: 100 req/min (general)",
        "`/expensive`: 10 req/min (resource-intensive)",
        "These are in the rate limiting service, by namespace of the endpoint: a change of code",
      ],
    },
    {
      cause: "Abuse: leave the limit as it is",
      steps: [
        "Block the addresses at the ingress",
        "Also 401 or 403 from the same addresses: go on at the page Security breach",
      ],
    },
  ],
  verify: [refusedNow],
  escalate: ["Abuse that goes on: Security Team"],
  prevent: ["Review once a week how many are refused, and who."],
});
