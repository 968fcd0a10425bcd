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
const sustained = assumed(minutes(10), "not stated; a client with an old session gives up sooner");
const guard = minimumFailures(
  assumed(20, "traffic is not stated; a client that is refused twenty times in 5 minutes does not slow down"),
);
const watchedElsewhere = absenceIgnored("HighErrorRateAbsent watches the same counter");

/** `unauthorized`, `forbidden`: what the document looks for in the log once a day (FREE-SEC-01), as far as a metric shows it. */
export const accessRefused = objective("access-refused", {
  indicator: ratio({ bad: requests.where({ status: /401|403/ }), total: requests }),
  alert: "AccessRefused",
  impact: "Either somebody tries to get in, or legitimate users have lost their access.",
  tiers: [
    above(assumed(percent(5), "the document looks for any; a twentieth is no longer a client with an old session"), {
      over: measured,
      for: sustained,
      severity: "ticket",
    }),
    above(assumed(percent(25), "not stated; a quarter is an attack under way, or a release that locks users out"), {
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
  alert: "RateLimited",
  impact: "Either somebody abuses the API, or legitimate clients are refused with 429.",
  tiers: [
    above(assumed(percent(5), "the document looks for any attack; a twentieth is no longer a single client's burst"), {
      over: measured,
      for: sustained,
      severity: "ticket",
    }),
  ],
  lowTraffic: guard,
  absence: watchedElsewhere,
});
