import { assumed, email, minutes, msteams, pagerduty, secret, slack, webhook } from "../../lib/index.ts";
import { CHANNEL, MAIL } from "./names.ts";

/** In Alertmanager's namespace, with the keys of all receivers of FreeAgentics; the document names no Secret (see `notify`). */
const SECRET = "freeagentics-alerting";

/** Primary On-Call. The document has placeholders for telephone numbers: something has to call them. */
export const onCall = pagerduty(secret(SECRET, "pagerduty-key"));

/** Engineering Manager. */
export const manager = pagerduty(secret(SECRET, "pagerduty-manager-key"));

/** #freeagentics-alerts in Slack, and FreeAgentics Operations in Teams. */
export const chat = [slack(CHANNEL, secret(SECRET, "slack-url")), msteams(secret(SECRET, "teams-url"))] as const;

export const mail = assumed(
  email(MAIL, { smarthost: "smtp.freeagentics.com:587", from: "alertmanager@freeagentics.com" }),
  "the address is stated, the server that takes the message is not",
);

/** Calls when Prometheus or Alertmanager is no longer there to call. */
export const watchdog = assumed(
  { receiver: webhook(secret(SECRET, "watchdog-url")), every: minutes(5) },
  "not stated; without it, alerting that died looks like a system that is well",
);
