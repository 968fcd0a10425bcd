import { assumed, days, hours, minutes } from "../../lib/index.ts";
import { channel, onCall, platformLead, seniorEngineer } from "./receivers.ts";

const STEPS = "X-D03: the engine says `high`, the escalation has steps in time; every alert starts at its first, L1";

const MILDER =
  "AMAS-D08: the table has no severities; what users do not notice is milder than `high`, and starts at L1 too";

const CALLED =
  "the webhook (Slack/Teams) is stated, its channel and the Secret are not; the rotation is `[Link to PagerDuty/OpsGenie]`, and a message in a channel wakes nobody";

const CHANNEL_ONLY =
  "the webhook (Slack/Teams) is stated, its channel and the Secret are not; what is mild wakes nobody";

/** The words of the rules, mapped to the steps of the escalation path. */
export const severities = {
  emergency: {
    priority: assumed("Emergency", "X-D03: the path has this level for a complete outage; no rule uses a word for it"),
    rank: 0,
    acknowledgeWithin: assumed(minutes(15), "not stated for this level; L1's time"),
    notify: assumed(
      [onCall, seniorEngineer, platformLead, channel],
      "the path does not say who is told of an emergency; everybody whom the other steps tell, and all at once",
    ),
    repeatEvery: assumed(minutes(5), "the cooldown is stated for the one rule of severity high"),
  },
  high: {
    priority: assumed("L1", STEPS),
    rank: 1,
    acknowledgeWithin: minutes(15),
    resolveWithin: assumed(minutes(30), "L2 comes in when it is unresolved after 30 minutes"),
    notify: assumed([onCall, channel], CALLED),
    // `cooldown: 300000  // 5 minutes between alerts`
    repeatEvery: minutes(5),
    escalation: [
      {
        level: "L2",
        after: minutes(30),
        who: "Senior Engineer",
        notify: assumed([seniorEngineer], "who is told is stated, by what is not"),
      },
      {
        level: "L3",
        after: hours(1),
        who: "Platform Lead",
        when: "customers are impacted; whoever sees that none is tells the Platform Lead so",
        notify: assumed(
          [platformLead],
          "AMAS-D08: `high` is what users notice, so an hour of it impacts customers; by what he is told is not stated",
        ),
      },
    ],
  },
  medium: {
    priority: assumed("L1", MILDER),
    rank: 2,
    acknowledgeWithin: assumed(hours(4), "the incident log has the word Medium, without a time"),
    notify: assumed([channel], CHANNEL_ONLY),
    repeatEvery: assumed(hours(4), "the cooldown is stated for one rule of severity high; the time to answer"),
  },
  low: {
    priority: assumed("L1", MILDER),
    rank: 3,
    acknowledgeWithin: assumed(days(1), "the incident log has the word Low, without a time"),
    notify: assumed([channel], CHANNEL_ONLY),
    repeatEvery: assumed(days(1), "the cooldown is stated for one rule of severity high; the time to answer"),
  },
} as const;
