import { assumed, minutes, pagerduty, secret, slack, webhook } from "../../lib/index.ts";

/** In Alertmanager's namespace, with the keys of all receivers of OctoLLM; the document names no Secret (see `notify`). */
const SECRET = "octollm-alertmanager";

/** "PagerDuty notification", for critical alerts. */
export const onCall = pagerduty(secret(SECRET, "pagerduty-routing-key"));

const slackUrl = secret(SECRET, "slack-webhook-url");

/** "Slack notification", for warnings; the channel is not named (see `notify`). */
export const warnings = slack("#octollm-alerts", slackUrl);

/** "Logged to Slack": a channel of its own, so that what nobody has to act on hides nothing. */
export const log = slack("#octollm-log", slackUrl);

/** Calls when Prometheus or Alertmanager is no longer there to call. */
export const watchdog = assumed(
  { receiver: webhook(secret(SECRET, "watchdog-url")), every: minutes(5) },
  "not stated; without it, alerting that died looks like a system that is well",
);
