import { assumed, businessHours, days, hours, minutes } from "../../lib/index.ts";
import { chat, mail, manager, onCall } from "./receivers.ts";

const CALLED =
  "who is told is stated; that PagerDuty calls them, and that both channels show it too, is not, nor is the Secret with the keys";

/**
 * X-D03, FREE-D16: the rules have two words, the escalation has four levels, and nothing maps them. Critical and High take the
 * two words; Medium and Low are ours, for what can wait until somebody is at work.
 */
export const severities = {
  critical: {
    priority: assumed("Critical", "X-D03: the same word; on-call and the manager are told"),
    rank: 0,
    acknowledgeWithin: minutes(5),
    notify: assumed([onCall, manager, ...chat], CALLED),
    repeatEvery: assumed(hours(1), "not stated; PagerDuty escalates by itself, so this is for who lost the thread"),
  },
  warning: {
    priority: assumed("High", "X-D03: warnings and scaling triggers need a person now, at night too"),
    rank: 1,
    acknowledgeWithin: minutes(15),
    notify: assumed([onCall, ...chat], CALLED),
    repeatEvery: assumed(hours(4), "not stated; twice in a shift"),
  },
  ticket: {
    priority: assumed("Medium", "X-D03: no rule of the document has this level; ours for what can wait for the day"),
    rank: 2,
    acknowledgeWithin: hours(1),
    notify: assumed([onCall, ...chat], CALLED),
    during: [
      businessHours(
        assumed(
          "UTC",
          "business hours are stated without hours and without a zone; Monday to Friday, 09:00 to 17:00 UTC",
        ),
      ),
    ],
    repeatEvery: assumed(days(1), "not stated; once a day, so that it is not forgotten"),
  },
  info: {
    priority: assumed("Low", "X-D03: no rule of the document has this level; ours for what can wait for a day"),
    rank: 3,
    acknowledgeWithin: assumed(days(1), "`Next business day`; the calendar is not stated"),
    notify: [mail],
    repeatEvery: assumed(days(1), "not stated; once a day, as it is answered the next day"),
  },
} as const;
