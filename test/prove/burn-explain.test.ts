import { describe, expect, it } from "vitest";
import {
  above,
  absenceIgnored,
  burnRates,
  count,
  days,
  hours,
  latency,
  minimumFailures,
  minutes,
  objective,
  percent,
  queueDepth,
  seconds,
  unguarded,
  up,
} from "../../lib/index.ts";
import { explainObjective } from "../../lib/prove/explain/explain.ts";
import type { ObjectiveExplanation } from "../../lib/prove/explain/explanation.ts";
import { ABSENT, errors, nativeDuration, queue, UNWATCHED } from "../support/shop.ts";
import { subjectFor } from "./burn-shown.ts";

const HOUR = { long: hours(1), short: minutes(5), factor: 14.4 };

function tierOf({ burnRates: tiers }: ObjectiveExplanation, long: number) {
  const tier = tiers.find((one) => one.long === long * 3_600);
  if (tier === undefined) throw new Error(`no tier over ${long} h`);
  return tier;
}

describe("the explanation of an objective on events", () => {
  const explained = explainObjective(subjectFor(errors));

  it("names the promise, and the 43.2 minutes that a budget of 0.1 % has in 30 days", () => {
    expect(explained).toMatchObject({
      system: "shop",
      owner: "api",
      objective: "errors",
      promise: "99.9 % of all events over 30d",
      budget: { share: 0.001, window: 2_592_000, outage: 2_592 },
    });
  });

  it("has the tiers of the SRE workbook with the 2 %, 5 %, 10 % and 10 % of table 5-8", () => {
    const rows = explained.burnRates.map(({ severity, factor, threshold, plannedSpending, reachable }) => [
      severity,
      factor,
      threshold,
      plannedSpending,
      reachable,
    ]);
    expect(rows).toEqual([
      ["page", 14.4, 0.0144, 0.02, true],
      ["page", 6, 0.006, 0.05, true],
      ["ticket", 3, 0.003, 0.1, true],
      ["ticket", 1, 0.001, 0.1, true],
    ]);
  });

  it("has the workbook's 518 s beside the 11 minutes that recorded rates take at 100 times the burn", () => {
    expect(tierOf(explained, 1).burns[0]).toEqual({
      multiple: 100,
      share: 0.1,
      fires: 660,
      resolves: 300,
      byFormula: 518.4,
      spent: 0.025462962963,
    });
  });

  it("has nothing where a tier stays silent, not even the formula", () => {
    expect(tierOf(explained, 1).burns[2]).toEqual({ multiple: 10, share: 0.01 });
  });

  it("says what the low-traffic guard asks for, and who is told of missing series", () => {
    expect(tierOf(explained, 6).fewest).toEqual({ count: 11, of: "failures" });
    expect(explained.policies).toEqual([
      "Each alert asks for at least 11 failures in its longest window.",
      "When its series are missing for 17m, that is an alert of its own (ticket).",
    ]);
  });

  it("without a guard says among how many events one failure fires: 1 / 1.44 % is 69.4", () => {
    const open = explainObjective(
      subjectFor({
        ...errors,
        lowTraffic: unguarded("each one counts"),
        burnRate: burnRates([{ ...HOUR, severity: "page" }]),
      }),
    );
    expect(tierOf(open, 1).fewest).toEqual({ count: 1, of: "failures", among: 69 });
    expect(open.policies[0]).toBe("Nothing keeps a single failure from firing: each one counts.");
  });

  it("says that a factor beyond the whole is not reachable: 14.4 x 10 % is more than everything", () => {
    const subject = subjectFor({
      ...errors,
      target: percent(90),
      burnRate: burnRates([{ ...HOUR, severity: "page" }]),
    });
    const tier = tierOf(explainObjective(subject), 1);
    expect(tier.reachable).toBe(false);
    expect(tier.burns.map(({ fires }) => fires)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it("of native histograms is that of others", () => {
    const subject = subjectFor(
      objective("slow", {
        indicator: latency(nativeDuration, { below: seconds(0.5) }),
        target: percent(99.9),
        over: days(30),
        burnRate: burnRates([{ ...HOUR, severity: "page" }]),
        lowTraffic: minimumFailures(11),
        absence: ABSENT,
      }),
    );
    expect(tierOf(explainObjective(subject), 1).burns[0]).toMatchObject({ share: 0.1, fires: 660, byFormula: 518.4 });
  });
});

describe("the explanation of an objective on uptime", () => {
  it("counts evaluations: the third of one in ten comes after 20 minutes", () => {
    const explained = explainObjective(
      subjectFor(
        objective("uptime", {
          indicator: up(),
          target: percent(99.9),
          over: days(30),
          burnRate: burnRates([
            { long: hours(1), short: minutes(5), factor: 14.4, severity: "page" },
            { long: hours(6), short: minutes(30), factor: 6, severity: "page" },
          ]),
          lowTraffic: minimumFailures(2),
          absence: absenceIgnored("`up` is there for every known target"),
        }),
      ),
    );
    expect(explained.promise).toBe("99.9 % of the time over 30d");
    expect(tierOf(explained, 6)).toMatchObject({
      fewest: { count: 3, of: "evaluations" },
      burns: [{ fires: 1_200, resolves: 1_740 }, { fires: 2_400 }, { fires: 12_000 }, {}, {}],
    });
    // One of 60 is 1.67 %, but the guard asks for a second one.
    expect(tierOf(explained, 1)).toMatchObject({
      fewest: { count: 2, of: "evaluations" },
      burns: [{ fires: 600 }, { fires: 1_200 }, {}, {}, {}],
    });
    expect(explained.policies[0]).toBe(
      "Each alert asks for at least 2 evaluations without a target in its longest window.",
    );
  });
});

describe("the explanation of thresholds", () => {
  it("fire as soon as their `for` is over where values are read as they are", () => {
    const explained = explainObjective(
      subjectFor(
        objective("backlog", {
          indicator: queueDepth(queue),
          tiers: [above(count(1_300), { for: minutes(5), severity: "ticket" })],
          absence: UNWATCHED,
        }),
      ),
    );
    expect(explained.burnRates).toEqual([]);
    expect(explained.budget).toBeUndefined();
    expect(explained.thresholds).toMatchObject([
      {
        for: 300,
        threshold: { unit: "count", value: 1_300 },
        steps: [{ level: "1430 wait", fires: 300, resolves: 0 }],
      },
    ]);
  });

  it("see a tenth beyond them only when it has nearly filled their range, and everything bad much earlier", () => {
    const explained = explainObjective(
      subjectFor({
        ...errors,
        burnRate: burnRates([{ ...HOUR, severity: "page" }]),
        tiers: [above(percent(10), { over: minutes(10), for: minutes(2), severity: "page" })],
      }),
    );
    const [tenth, all] = explained.thresholds[0]?.steps ?? [];
    // 10 / 11 of 10 m, half of the recorded 5 m, and 2 m of waiting: 13.6 m.
    expect(tenth).toMatchObject({ level: "11 % of events are bad", fires: 840 });
    // Rates of 20 %, 40 % and 60 % make 12 % of 10 evaluations: 3 m, and 2 m of waiting.
    expect(all).toMatchObject({ level: "100 % of events are bad", fires: 300 });
  });
});
