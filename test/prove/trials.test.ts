import { describe, expect, it } from "vitest";
import {
  above,
  burnRates,
  count,
  hours,
  minutes,
  objective,
  percent,
  queueDepth,
  saturation,
} from "../../lib/index.ts";
import type { AlertObligation } from "../../lib/prove/obligation.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { objectiveEvidence } from "../../lib/prove/trials/objective.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { errors, everyKind, poolLimit, poolUsed, queue, UNWATCHED } from "../support/shop.ts";
import { comparing, proved, SHOWN, saysOf, shown } from "./trials-shown.ts";

/** Evaluated every minute, scraped every 15 s, at least 11 failures; a page for 14.4 times the budget, a ticket at 5 %. */
const requests = shown({
  ...errors,
  burnRate: burnRates([{ long: hours(1), short: minutes(5), factor: 14.4, severity: "page" }]),
  tiers: [above(percent(5), { over: minutes(5), for: minutes(2), severity: "ticket" })],
});

const backlog = shown(
  objective("backlog", {
    indicator: queueDepth(queue),
    tiers: [above(count(1_000), { for: minutes(5), severity: "ticket" })],
    absence: UNWATCHED,
  }),
);

const pool = shown(
  objective("pool", {
    indicator: saturation({ used: poolUsed, capacity: poolLimit, by: ["pod"] }),
    tiers: [above(percent(80), { for: minutes(3), severity: "ticket" })],
    absence: UNWATCHED,
  }),
);

/** Sentences of an alert, each of which has to hold. */
function says(made: typeof requests, severity: string, obligation: AlertObligation): readonly string[] {
  const all = saysOf(made, severity, obligation);
  expect(all.filter(({ holds }) => !holds)).toEqual([]);
  return all.map((one) => one.says);
}

describe("trials of a ticket when more than 5 % of requests fail over 5 m, for 2 m", () => {
  const HAND: readonly (readonly [AlertObligation, string, string])[] = [
    // At 28m a third of a minute's scrapes are in: (7 x 5 + 2 x 5.025) / 9 > 5.
    [
      "fires-just-above",
      "two minutes after the first evaluation that sees 5.025 %",
      "fires at 30m while 5.025 % of events are bad over 5m from 27m on",
    ],
    [
      "silent-just-below",
      "at 0.5 % less, and at 5 % itself",
      "stays silent for 10m while 4.975 % of events are bad, and as long while exactly 5 % of events are bad",
    ],
    ["pending", "for two minutes", "is pending from 28m on and fires 2m later, at 30m"],
    // At 38m: (7 x 5.025 + 2 x 0.144) / 9 = 3.94.
    [
      "resolves",
      "at the first evaluation that sees better scrapes",
      "ends at 38m when 0.144 % of events are bad from 37m on",
    ],
    [
      "for-boundary",
      "at two evaluations",
      "stays silent when its condition holds at 2 evaluations, from the first to the last of which 1m pass",
    ],
    [
      "for-boundary",
      "and once at three",
      "fires for one evaluation, at 15m, when its condition holds at 3, 2m from the first to the last",
    ],
    ["no-traffic", "for want of a ratio", "stays silent without any traffic: there is nothing to measure"],
    // The range of 28m begins when traffic stops.
    [
      "traffic-stops",
      "five minutes after the last request",
      "ends at 28m when traffic stops at 23m while 100 % of events are bad",
    ],
    [
      "target-lost",
      "five minutes after the last sample",
      "ends at 28m when no target answers from 23m on: then the alerts on targets tell",
    ],
    ["target-never-seen", "without series", "stays silent without a single series: the alerts on targets tell"],
    // Two samples make a rate: pending at 11m.
    [
      "born-late",
      "two minutes after the first rate",
      "fires at 13m when the first series come at 10m, and 100 % of events are bad then",
    ],
    [
      "only-errors",
      "two minutes after the first rate",
      "fires at 3m when 100 % of events are bad since the beginning and no series of successes exists",
    ],
    [
      "first-error",
      "two minutes after the first evaluation in the outage",
      "stays silent at the first error after 10m, which no rate sees as its series is born with it, and fires at 23m when 100 % of events are bad from 20m on",
    ],
    [
      "counter-reset",
      "as if there was none",
      "fires from 13m to 28m, as without, when all counters are reset while all is well, and again while it fails",
    ],
    [
      "pod-restart",
      "as if there was none",
      "fires from 13m to 28m, as without, when 1 of 3 pods restarts while all is well, and again while it fails",
    ],
    [
      "rollout",
      "through both",
      "stays silent while a rollout replaces every series at 10m, and fires on through another one while it fires at 33m",
    ],
    // 0.15 x 100 % + 0.85 x 0.144 %.
    [
      "one-replica-bad",
      "as 15 % of the traffic are more than 5 %",
      "fires at 3m when 100 % of events are bad on 1 of 3 replicas: its part is 15 %, and together 15.1 % of events are bad",
    ],
    ["gap-during-for", "as without the gap", "fires at 13m, as without, when one scrape is lost while it is pending"],
    [
      "one-failure",
      "as the guard says",
      "stays silent when the only request of an hour fails; it asks for 11 failures in 5m",
    ],
    [
      "one-failure",
      "as the guard says",
      "stays silent when 1 of 1,000 requests an hour fails; it asks for 11 failures in 5m",
    ],
    // Half of 0.11 failures more are in the range 2.5 minutes after 10m: pending at 13m.
    [
      "one-failure",
      "at the guard itself",
      "stays silent with 10.945 failures in 5m and 50 % of events are bad, and fires at 15m with 11.055 from 10m on",
    ],
    [
      "isolation",
      "of everything that selectors ask for",
      "stays silent while everything fails with another job, namespace, code, system, service, objective",
    ],
    ["scrape-doubled", "at the same time", "fires at 13m, as without, with a scrape every 30s"],
    ["evaluation-jitter", "at the same time", "fires at 13m, as without, with scrapes 14s after evaluations"],
    // 11 to 15 are missed, so it is pending from 16m on.
    [
      "missed-evaluations",
      "two minutes after the first that is not",
      "fires at 18m, 5 evaluations later, with every fourth evaluation missed, and those of 3 intervals from 12m on",
    ],
    ["range-semantics", "in both", "fires and ends at the same evaluations under Prometheus 2 and 3"],
  ];

  it.each(HAND)("%s: %s", (obligation, _, sentence) => {
    expect(says(requests, "ticket", obligation)).toContain(sentence);
  });
});

describe("trials of a page for 14.4 times the budget of 0.1 % over 1 h and 5 m", () => {
  it("brings the hour to exactly 1.44 % at 1h15m, and fires an evaluation later", () => {
    // 15 evaluations after the change, (2 + 4 + 6 + 8) / 9 + 11 of 60 recordings are of the second rate:
    // 46.78 x 1.318 % + 13.22 x 1.871 % = 60 x 1.44 %.
    expect(says(requests, "page", "fires-just-above")).toContain(
      "fires at 1h16m, the first evaluation at which more than 1.44 % of events are bad over 1h: 1.318 % at first, 1.871 % from 1h on",
    );
    expect(says(requests, "page", "for-boundary")).toEqual([
      "has no `for`: its condition does not hold at 1h15m, and the first evaluation at which it does fires, at 1h16m",
    ]);
  });

  it("ends when five minutes hold exactly 1.44 %, however much the hour holds", () => {
    // The outage is over at 15m.
    expect(says(requests, "page", "silent-just-below")).toEqual([
      "stays silent while 1.4328 % of events are bad; after an outage it ends at 20m, when exactly 1.44 % of events are bad over its short window and many more over the long one, and it fires anew at 30m, just above",
    ]);
  });

  it("fires a minute later than the ticket is pending in a first outage, since the hour is longer than five minutes", () => {
    // At 21m (0.21 x 100 %) / 21 = 1 %, at 22m (0.21 + 0.42) / 22 = 2.9 %.
    expect(says(requests, "page", "first-error")[0]).toContain("fires at 22m when 100 % of events are bad from 20m on");
  });
});

describe("trials of a ticket when more than 1,000 wait for 5 m", () => {
  it("are exact to the evaluation", () => {
    expect(says(backlog, "ticket", "fires-just-above")).toEqual(["fires at 23m while 1005 wait from 18m on"]);
    expect(says(backlog, "ticket", "silent-just-below")).toEqual([
      "stays silent for 8m while 995 wait, and as long while exactly 1000 wait",
    ]);
    expect(says(backlog, "ticket", "resolves")).toEqual(["ends at 26m when 100 wait from 26m on"]);
  });

  it("find the flapping that is never seen: five evaluations above, where six are needed", () => {
    expect(says(backlog, "ticket", "flapping")).toEqual([
      "never fires when 2000 wait for 5m and all is well for 2m in turn: 71 % of the time",
    ]);
  });

  it("say what a gauge does not depend on", () => {
    expect(says(backlog, "ticket", "counter-reset")).toEqual([
      "no rule of its group reads the increase of a counter: a reset changes nothing",
    ]);
    expect(says(backlog, "ticket", "one-failure")).toEqual([
      "reads one value of all events or things, none of which is a failure",
    ]);
  });
});

describe("trials of a pool by pod", () => {
  it("know that a rollout makes new instances of an alert, which wait for 3 m again", () => {
    expect(says(pool, "ticket", "rollout")).toEqual([
      "stays silent while a rollout replaces every series at 10m; after another one while it fires at 28m the new pods are other instances, and fire at 31m",
    ]);
  });
});

describe("the evidence of objectives", () => {
  it("covers each obligation of each alert of every kind of indicator", () => {
    const missing = deriveGroups(everyKind).flatMap((group) =>
      comparing({ subject: subjectOf(group, everyKind) }).flatMap((subjected) => {
        const covered = new Set(objectiveEvidence(subjected).map(({ obligation }) => obligation));
        const left = SHOWN.filter((obligation) => !covered.has(obligation));
        return left.map((obligation) => `${subjected.alert.alert}: ${obligation}`);
      }),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ["errors", requests],
    ["backlog", backlog],
    ["pool", pool],
  ])("proves everything of %s on the rules that are emitted", (_, made) => {
    expect(proved(made).filter(({ verdict }) => verdict !== "PROVED")).toEqual([]);
  });
});
