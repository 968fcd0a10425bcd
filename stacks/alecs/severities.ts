import { assumed, hours, minutes } from "../../lib/index.ts";
import { windowName } from "../../lib/model/conventions.ts";
import { channel, onCall } from "./receivers.ts";

/** When the next level is called. */
const L2 = minutes(30);
const L3 = hours(1);
const MANAGEMENT = hours(2);

/** The same in words, for pages. */
export const callAfter = {
  l2: windowName(L2.value),
  l3: windowName(L3.value),
  management: windowName(MANAGEMENT.value),
} as const;

/** The words of the rules, mapped to the levels of the escalation. */
export const severities = {
  critical: {
    priority: assumed("P0", "X-D03: rules say critical, the escalation says P0 to P3, and nothing maps them"),
    rank: 0,
    acknowledgeWithin: minutes(15),
    notify: assumed(
      [onCall, channel],
      "the document says on-call rotation and incident channel and names no product, channel or Secret; PagerDuty and Slack are ALCS'",
    ),
    repeatEvery: assumed(hours(1), "not stated; PagerDuty escalates by itself, so this is for who lost the thread"),
    escalation: [
      {
        level: "L2",
        after: assumed(L2, "the document names the levels without times; twice the answer that P0 allows"),
        who: "Development team",
      },
      {
        level: "L3",
        after: assumed(L3, "the document names the levels without times"),
        who: "Senior engineers",
      },
      {
        level: "Management",
        after: assumed(MANAGEMENT, "the document names the levels without times"),
        who: "Engineering managers",
      },
    ],
  },
  warning: {
    priority: assumed("P2", "X-D03: as above; a warning has limited user impact"),
    rank: 1,
    acknowledgeWithin: hours(4),
    notify: assumed([channel], "the document names no channel; a warning wakes nobody"),
    repeatEvery: assumed(hours(24), "not stated; once a day, so that it is not forgotten"),
  },
} as const;
