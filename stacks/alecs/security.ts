import {
  above,
  absenceIgnored,
  assumed,
  minimumFailures,
  minutes,
  objective,
  percent,
  ratio,
} from "../../lib/index.ts";
import { requests } from "./metrics.ts";

const measured = assumed(minutes(5), "not stated; the range of the document's rules");
const sustained = assumed(minutes(10), "not stated; a client with an old token gives up sooner");
const guard = minimumFailures(
  assumed(20, "traffic is not stated; a client that is refused twenty times in 5 minutes does not slow down"),
);
const watchedElsewhere = absenceIgnored("ALECSHighErrorRateAbsent watches the same counter");

/** What the document looks for in the log once a day (ALECS-SEC-01): attempts to get in. */
export const refused = objective("access-refused", {
  indicator: ratio({ bad: requests.where({ status: /401|403/ }), total: requests }),
  alert: "ALECSAccessRefused",
  impact: "Either somebody tries to get in, or legitimate clients have lost their access.",
  tiers: [
    above(assumed(percent(5), "the document looks for any; a twentieth is no longer a client with an old token"), {
      over: measured,
      for: sustained,
      severity: "warning",
    }),
  ],
  lowTraffic: guard,
  absence: watchedElsewhere,
});

export const rateLimited = objective("rate-limited", {
  indicator: ratio({ bad: requests.where({ status: "429" }), total: requests }),
  alert: "ALECSRateLimited",
  impact: "Either somebody abuses ALECS, or legitimate clients are refused with 429.",
  tiers: [
    above(assumed(percent(5), "the document looks for any; a twentieth is no longer a single client's burst"), {
      over: measured,
      for: sustained,
      severity: "warning",
    }),
  ],
  lowTraffic: guard,
  absence: watchedElsewhere,
});
