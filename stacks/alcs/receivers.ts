import { assumed, minutes, pagerduty, secret, slack, webhook } from "../../lib/index.ts";
import { CHANNEL } from "./names.ts";

/** In Alertmanager's namespace, with the keys of all receivers of ALCS; the document names no Secret (see `notify`). */
const SECRET = "alcs-alertmanager";

/** The document leaves the integration open (`[integration]`): the key comes from a Secret. */
export const onCall = pagerduty(secret(SECRET, "pagerduty-routing-key"));

export const channel = slack(CHANNEL, secret(SECRET, "slack-webhook-url"));

/** Calls when Prometheus or Alertmanager is no longer there to call. */
export const watchdog = assumed(
  { receiver: webhook(secret(SECRET, "watchdog-url")), every: minutes(5) },
  "not stated; without it, alerting that died looks like a system that is well",
);
