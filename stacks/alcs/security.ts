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
import { refused, requests } from "./metrics.ts";

/**
 * Suspicious activity, as far as a metric shows it (ALCS-SEC-02): the rate limit refuses a large part of the requests. 401 and
 * 403 are in the log only; the page has the queries.
 */
export const rateLimited = objective("rate-limited", {
  indicator: ratio({ bad: refused, total: requests }),
  alert: "ALCSRateLimited",
  impact: "Either somebody abuses ALCS, or legitimate users are refused with 429.",
  tiers: [
    above(
      assumed(
        percent(5),
        "the document counts violations and has no limit; a twentieth is no longer a single client's burst",
      ),
      {
        over: assumed(minutes(5), "not stated; the range of the document's rules"),
        for: assumed(minutes(10), "not stated; the limit counts by the minute, so ten of them are no burst"),
        severity: "warning",
      },
    ),
  ],
  lowTraffic: minimumFailures(
    assumed(20, "traffic is not stated; a client that is refused twenty times in 5 minutes does not slow down"),
  ),
  absence: absenceIgnored(
    "without a violation the counter has no series, and ALCSHighErrorRateAbsent watches the requests",
  ),
});
