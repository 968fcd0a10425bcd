import { assumed, minutes, pagerduty, secret, slack, webhook } from "../../lib/index.ts";
import { CHANNEL } from "./names.ts";

/** In Alertmanager's namespace, with the keys of all receivers of ALECS; the document names no Secret (see `notify`). */
const SECRET = "alecs-alertmanager";

export const onCall = pagerduty(secret(SECRET, "pagerduty-routing-key"));

export const channel = slack(CHANNEL, secret(SECRET, "slack-webhook-url"));

/** Calls when Prometheus or Alertmanager is no longer there to call. */
export const watchdog = assumed(
  { receiver: webhook(secret(SECRET, "watchdog-url")), every: minutes(5) },
  "not stated; without it, alerting that died looks like a system that is well",
);
