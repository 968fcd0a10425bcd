import { assumed, hours, minutes } from "../../lib/index.ts";
import { log, onCall, warnings } from "./receivers.ts";

const UNNAMED = "the document says Slack and names neither channel nor Secret";

/**
 * The three levels with their response times. Whoever is called later is called by a person: the escalation criteria ask for
 * what time alone does not say, and an alert on a certificate may rightly fire for days. Where a threshold or a duration
 * decides, an alert of its own says so (HighErrorRateSustained, HighLatencySustained, ...).
 */
export const severities = {
  critical: {
    priority: "Critical",
    rank: 0,
    acknowledgeWithin: minutes(5),
    resolveWithin: hours(1),
    notify: assumed([onCall], "the document says PagerDuty and does not name the Secret with its key"),
    repeatEvery: assumed(hours(1), "not stated; the time in which it has to be resolved"),
    escalation: [
      {
        level: "Senior Engineer",
        after: minutes(15),
        who: "Senior Engineer",
        when: "the root cause is not identified (20 minutes for latency)",
      },
      {
        level: "Engineering Lead",
        after: minutes(30),
        who: "Engineering Lead",
        when: "a critical service (orchestrator, reflex-layer) is still down, or resolving it takes more than 1 hour",
      },
      {
        level: "VP Engineering",
        after: hours(2),
        who: "VP Engineering",
        when: "it is not resolved; at once, if it is foreseen to take that long, or if all services are down",
      },
    ],
  },
  // OCTO-D30: "within 1 hour" of the levels gives way to the two times of the response SLAs, which are exact.
  warning: {
    priority: "Warning",
    rank: 1,
    acknowledgeWithin: minutes(30),
    resolveWithin: hours(4),
    notify: assumed([warnings], UNNAMED),
    repeatEvery: assumed(hours(4), "not stated; the time in which it has to be resolved"),
  },
  info: {
    priority: "Info",
    rank: 2,
    resolveWithin: hours(24),
    notify: assumed([log], UNNAMED),
    repeatEvery: assumed(hours(24), "not stated; the time in which it is reviewed"),
  },
} as const;
