import { assumed, minutes, pagerduty, secret, slack, webhook } from "../../lib/index.ts";
import { CHANNEL } from "./names.ts";

/** In Alertmanager's namespace, or as files on its host, with the keys of all receivers of AMAS (see `notify`). */
const SECRET = "amas-alerting";

/** The webhook of the document (Slack/Teams), under the name that its `.env` has for it. */
export const channel = slack(CHANNEL, secret(SECRET, "ALERT_WEBHOOK_URL"));

/** L1. The document has a placeholder for the rotation: `[Link to PagerDuty/OpsGenie]`. */
export const onCall = pagerduty(secret(SECRET, "pagerduty-on-call"));

/** L2. */
export const seniorEngineer = pagerduty(secret(SECRET, "pagerduty-senior-engineer"));

/** L3. */
export const platformLead = pagerduty(secret(SECRET, "pagerduty-platform-lead"));

/** Calls when Prometheus or Alertmanager is no longer there to call. */
export const watchdog = assumed(
  { receiver: webhook(secret(SECRET, "watchdog-url")), every: minutes(5) },
  "not stated; without it, alerting that died looks like a system that is well",
);
