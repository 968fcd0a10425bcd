import { procedure, promql, shell } from "../../../lib/index.ts";
import { ALERTMANAGER, ALERTS_URL, BASE_URL, CHANNEL, WEBHOOK_CAP } from "../names.ts";
import { activeAlerts, onHost, RESTART, silence, UPDATE_ENV, unsilence } from "./commands.ts";

const P_19 = "P-19: the variable is ALERT_WEBHOOK_URL, not WEBHOOK_URL";

const grouped =
  "Alertmanager groups: all alerts of a service and severity are one message, and changes to them one more each 5 minutes; so a storm stays far below the cap (AMAS-D09)";

/** AMAS-RUNBOOK-02. */
export const webhookFailures = procedure("Alert webhook failures", {
  about: `Alerts fire and nobody reads of them. Alertmanager sends to the webhook; the AlertEngine's own is switched off (\`ALERT_WEBHOOK_URL=""\`), so that nothing is told twice.`,
  symptoms: ["Logs show `Webhook failed after 3 retries`", "Alerts not received in Slack/Teams"],
  first: [
    onHost,
    promql(
      "See whether messages fail, by integration",
      "sum by (integration, reason) (rate(alertmanager_notifications_failed_total[5m]))",
      {
        expect: "0. `clientError` is the URL or the text, `serverError` their side",
      },
    ),
    shell("See which alerts Alertmanager has", `amtool --alertmanager.url=${ALERTMANAGER} alert query system=amas`, {
      expect: "the alert that nobody read of; when it is missing, Prometheus does not reach Alertmanager",
    }),
    shell("See whether the variable is set", "grep -c '^ALERT_WEBHOOK_URL=.' .env", {
      expect: "`0`: the AlertEngine is silent, as it should be. The URL is a secret, so it is counted and not shown.",
      mended: P_19,
    }),
  ],
  investigate: [
    shell(
      "Test the webhook by hand",
      `read -rs -p 'Webhook URL: ' ALERT_WEBHOOK_URL
curl -sS --max-time 10 -X POST "$ALERT_WEBHOOK_URL" \\
  -H "Content-Type: application/json" \\
  -d '{"text":"Test message"}'`,
      { expect: "`ok`, and the message in the channel", mended: P_19 },
    ),
    "Read Alertmanager's log: `notify retry canceled` names the integration and the answer",
  ],
  remedies: [
    {
      cause: "The address is wrong, or was withdrawn",
      steps: [
        "Verify webhook URL is correct: the file that `api_url_file` in `alertmanager.yml` names has to hold it, without a line break at its end",
        shell("Put the new one there, and have Alertmanager read it", `curl -sS -X POST ${ALERTMANAGER}/-/reload`, {
          expect: "nothing; an error says what is wrong with the configuration, and the old one stays",
        }),
      ],
    },
    {
      cause: "The service is not reached",
      steps: [
        shell(
          "Check network connectivity to external service",
          "curl -sS -o /dev/null -w '%{http_code}\\n' --max-time 10 https://hooks.slack.com",
          {
            expect: "any number but `000`",
          },
        ),
      ],
    },
    {
      cause: "The service refuses the text",
      steps: [
        'Validate webhook payload format: Slack wants `{"text": ...}`, Teams a card; a Slack receiver cannot send to Teams',
      ],
    },
    {
      cause: "Too many alerts",
      steps: [
        `Review rate limiting: max ${WEBHOOK_CAP} per minute are passed by the AlertEngine, the rest is lost`,
        "Increase cooldown period: `repeatEvery` of the severity in the model",
        `Aggregate similar alerts: ${grouped}`,
        "Use batching (future enhancement of the AlertEngine): Alertmanager's groups are that",
      ],
    },
    {
      cause: "Alertmanager is down, and somebody has to be told meanwhile",
      steps: [
        shell(
          "Have the AlertEngine send by itself",
          `read -rs -p 'Webhook URL: ' ALERT_WEBHOOK_URL && export ALERT_WEBHOOK_URL
${RESTART}`,
          { destructive: "Restarts the backend; the AlertEngine forgets what was active.", mended: UPDATE_ENV },
        ),
        shell("Switch it off again when Alertmanager is back", `export ALERT_WEBHOOK_URL=""\n${RESTART}`, {
          destructive: "Restarts the backend once more.",
          mended: "P-22: the document has no step back",
        }),
      ],
    },
  ],
  verify: [`A test message arrives in ${CHANNEL}, and failures no longer grow`],
  escalate: [
    "No way to tell anybody for 15 minutes: call L2 by telephone, and watch the active alerts by hand meanwhile",
  ],
});

/** AMAS-RUNBOOK-09. */
export const alertStorm = procedure("Alert storm", {
  alerts: ["AmasAlertStorm"],
  about: `The AlertEngine raises more alerts than anybody can read; one cause is behind most of them. ${grouped}.`,
  symptoms: [
    "Alerts come faster than anybody reads them",
    `The AlertEngine's own webhook, were it on, would lose all but ${WEBHOOK_CAP} of each minute`,
  ],
  first: [
    onHost,
    activeAlerts,
    shell(
      "Identify root cause metric: count the alerts by metric",
      `curl -fsS ${ALERTS_URL} | jq -r '.[].metric' | sort | uniq -c | sort -rn`,
      {
        expect: "the common metric in alerts is the first line: go to the page of its alert",
      },
    ),
    "Messages in the channel keep you from reading: silence what the cause explains",
    silence("Silence webhook notifications temporarily, all but the most urgent", "system=amas severity=~'medium|low'"),
  ],
  investigate: [
    shell(
      "See when each began",
      `curl -fsS ${BASE_URL}/api/alerts/history | jq -r '.[] | [.occurredAt, .metric, .severity] | @tsv' | sort | tail -n 50`,
      {
        expect: "the first one is nearest to the cause; the engine keeps 200",
      },
    ),
    "Several metrics at once: a release, the host (AmasSystemOverload), or the database (Database connection pool exhausted)",
  ],
  remedies: [
    { cause: "One cause behind all", steps: ["Mend it by its own page; the storm ends with it"] },
    {
      cause: "One rule of the AlertEngine fires again and again",
      steps: [
        "Adjust alert rule cooldown: increase cooldown to 10 minutes for problematic rule in `backend/src/monitoring/alert-rules.ts`",
        {
          do: "Change `cooldown` of that rule, from 5 minutes",
          command: { kind: "javascript", text: "const cooldown = 600000; // 10 minutes, in milliseconds" },
        },
        shell("Have the rules read again", RESTART, {
          destructive: "Restarts the backend: requests in flight fail, and the AlertEngine forgets what is active.",
          mended: UPDATE_ENV,
        }),
      ],
    },
  ],
  verify: [activeAlerts, unsilence],
  escalate: [
    "L2 Senior Engineer: no common metric after 15 minutes",
    "L3 Platform Lead: customers are impacted for an hour",
  ],
  prevent: ["Quarterly audit of alert rules: what fired without anybody acting on it?"],
});
