import {
  alerting,
  businessHours,
  during,
  email,
  hours,
  minutes,
  msteams,
  opsgenie,
  pagerduty,
  type Severity,
  type System,
  secret,
  slack,
  webhook,
} from "../../lib/index.ts";
import { everyKind } from "../support/shop.ts";

const key = (name: string) => secret("shop-alerting", name);

/** A mail server, so that the configuration stands alone. */
export const MAIL = { smarthost: "smtp.example.com:587", from: "alerts@example.com" };

/** Severities of the shop with every kind of receiver, hours and an escalation. */
export const SEVERITIES: Readonly<Record<"page" | "ticket", Severity>> = {
  page: {
    priority: "P1",
    rank: 0,
    acknowledgeWithin: minutes(5),
    notify: [pagerduty(key("pagerduty")), slack("#shop", key("slack"))],
    repeatEvery: hours(1),
    escalation: [
      { level: "L2", after: minutes(30), who: "Senior Engineer", notify: [opsgenie(key("opsgenie"))] },
      { level: "L3", after: hours(1), who: "Platform Lead", notify: [webhook(key("phone"))], when: "customers notice" },
      { level: "L4", after: hours(2), who: "Director" },
    ],
  },
  ticket: {
    priority: "P3",
    rank: 1,
    notify: [msteams(key("teams")), email("shop@example.com", MAIL)],
    during: [businessHours("Europe/Berlin")],
  },
};

/** Maintenance on the first and the last day of the month, and a dead man's switch. */
export const ALERTING = alerting({
  watchdog: { receiver: webhook(key("watchdog")), every: minutes(5) },
  maintenance: [
    {
      name: "monthly",
      during: [during({ from: "02:00", to: "04:00", daysOfMonth: [1, -1], zone: "UTC" })],
      why: "packages are updated",
    },
  ],
});

/** A shop whose alerts reach people. */
export function toldShop(options: Partial<System> = {}): System {
  return { ...everyKind, severities: SEVERITIES, alerting: ALERTING, ...options };
}
