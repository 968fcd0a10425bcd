import { assumed, hours, minutes } from "../../lib/index.ts";
import { windowName } from "../../lib/model/conventions.ts";
import { channel, onCall } from "./receivers.ts";

/** When the next one in the rotation is called. */
const SECONDARY = minutes(15);
const MANAGER = minutes(30);

/** The same in words, for pages. */
export const callAfter = { secondary: windowName(SECONDARY.value), manager: windowName(MANAGER.value) } as const;

/** The words of the rules, mapped to the levels of the escalation. */
export const severities = {
  critical: {
    priority: assumed(
      "P0",
      "X-D03: nothing maps the rules' words to P0 to P3; a complete outage is P0 and its rule is critical",
    ),
    rank: 0,
    acknowledgeWithin: assumed(
      minutes(5),
      "P0 is answered immediately; five minutes is the shortest of the five systems",
    ),
    notify: assumed(
      [onCall, channel],
      "the document names PagerDuty and #alcs-incidents and does not say what goes where; the Secret `alcs-alertmanager` is not stated either",
    ),
    repeatEvery: assumed(hours(1), "not stated; PagerDuty escalates by itself, so this is for who lost the thread"),
    escalation: [
      {
        level: "Secondary",
        after: assumed(SECONDARY, "the document names the order of the rotation without times"),
        who: "Secondary on call",
      },
      {
        level: "Manager",
        after: assumed(MANAGER, "the document names the order of the rotation without times"),
        who: "Escalation (manager)",
      },
    ],
  },
  warning: {
    priority: assumed("P2", "X-D03: elevated error rates are a criterion of P2 and their rule is a warning"),
    rank: 1,
    acknowledgeWithin: hours(4),
    notify: assumed([channel], "the document does not say what goes where; a warning wakes nobody"),
    repeatEvery: assumed(hours(24), "not stated; once a day, so that it is not forgotten"),
  },
} as const;
