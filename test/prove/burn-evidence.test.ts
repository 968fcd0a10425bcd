import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import {
  absenceIgnored,
  burnRates,
  days,
  hours,
  latency,
  type MomentPolicy,
  minimumEvents,
  minimumFailures,
  minutes,
  objective,
  percent,
  seconds,
  unguarded,
  up,
} from "../../lib/index.ts";
import { parse } from "../../lib/promql/parse.ts";
import { burnRateEvidence } from "../../lib/prove/burn/evidence.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { BURN_RATE_OBLIGATIONS } from "../../lib/prove/obligation.ts";
import { GroupTrials, proveGroup } from "../../lib/prove/prove-group.ts";
import { ABSENT, errors, nativeDuration, PAGE_AND_TICKET, shop } from "../support/shop.ts";
import { shown, subjectFor } from "./burn-shown.ts";

const HOUR = { long: hours(1), short: minutes(5), factor: 14.4 };
const SIX_HOURS = { long: hours(6), short: minutes(30), factor: 6 };

/** 99.9 % of 30 days, the four tiers of the workbook, at least 11 failures. */
const workbook = subjectFor(errors);

describe("a burn-rate alert of the SRE workbook", () => {
  it("fires 11 m after 10 % of events begin to fail, and not at 10 times the burn", () => {
    // 60 m x 1.44 % / 10 % = 8.6 m, and half of the recordings' 5 m.
    const [{ holds, says } = { holds: false, says: "" }] = shown(workbook, "1h", "detection");
    expect(says).toContain("fires after 11m at 100 (10 %) and 20m at 50 (5 %) times the budget's burn");
    expect(says).toContain("silent at 10, 5 and 2, not above its factor 14.4");
    expect(holds).toBe(true);
  });

  it("sees 2 times the burn in its longest window only, after half of it", () => {
    expect(shown(workbook, "1d", "detection")[0]?.says).toContain("silent at 2, not above its factor 3");
    expect(shown(workbook, "3d", "detection")[0]?.says).toContain("1d12h1m at 2 (0.2 %)");
  });

  it("goes on firing for its short window, not for 5 m: 31 m after an incident of 100 times the burn", () => {
    // 30 m x (1 - 0.6 % / 10 %) = 28.2 m, and half of 5 m.
    expect(shown(workbook, "6h", "reset")).toMatchObject([
      {
        holds: true,
        says: "is silent again 31m after 100, 29m after 50 and 14m after 10 times the budget's burn ended",
      },
    ]);
    expect(shown(workbook, "1h", "reset")[0]?.says).toContain("5m after 100 and 4m after 50");
  });

  it.each([
    ["1h", 2],
    ["6h", 5],
    ["1d", 10],
    ["3d", 10],
  ])("over %s spends about %d percent of the budget, as table 5-8 has it", (long, percents) => {
    const [{ holds, says } = { holds: false, says: "" }] = shown(workbook, long, "budget-spent");
    expect(says).toContain(`plans ${percents} %`);
    expect(holds).toBe(true);
    const spent = [...says.matchAll(/([\d.]+) % at/g)].map(([, number]) => Number(number));
    expect(spent.length).toBeGreaterThan(1);
    for (const share of spent) expect(Math.abs(share - percents)).toBeLessThan(0.6);
  });

  it("fires on the 11 failures that its guard asks for, and not on 10", () => {
    for (const long of ["1h", "6h", "1d", "3d"]) {
      expect(shown(workbook, long, "minimum-events")).toMatchObject([
        { holds: true, says: expect.stringMatching(/^fires on 11 failures at once /) },
        { holds: true, says: "stays silent on 10 failures at once" },
      ]);
    }
  });

  it("is silent for a whole month of 43,200 evaluations in which half of the budget is spent at random", () => {
    for (const long of ["1h", "6h"]) {
      expect(shown(workbook, long, "quiet-month")).toMatchObject([
        { holds: true, evaluations: 43_200, says: expect.stringMatching(/^fires not once in 30d in which 0.05 % /) },
      ]);
    }
  });

  it("is the first of its objective where it can be", () => {
    expect(shown(workbook, "1h", "first-tier")).toMatchObject([
      {
        holds: true,
        says: expect.stringMatching(/1h\/5m \(page\) at 100 and 50, 6h\/30m \(page\) at 10, 1d\/2h \(ticket\) at 5/),
      },
    ]);
  });

  it("has all tiers of the objective shown on the same worlds: 2 long ones and 2 short ones", () => {
    const evidence = workbook.group.rules.flatMap((alert, rule) =>
      alert.kind === "alert" && alert.origin.kind === "burn-rate"
        ? burnRateEvidence({ subject: workbook, alert, rule })
        : [],
    );
    expect(evidence.map(({ obligation }) => obligation)).toEqual(expect.arrayContaining([...BURN_RATE_OBLIGATIONS]));
    expect(new GroupTrials(workbook, evidence).worlds).toHaveLength(4);
  });
});

describe("a tier that tells too late or too early", () => {
  it("is refuted when a ticket fires before the page", () => {
    const subject = subjectFor({
      ...errors,
      burnRate: burnRates([
        { ...HOUR, severity: "ticket" },
        { ...SIX_HOURS, severity: "page" },
      ]),
    });
    expect(shown(subject, "6h", "first-tier")).toMatchObject([
      { holds: false, says: expect.stringContaining("at 100 and 50 a milder one is earlier") },
    ]);
  });

  it("fires later by the time that it is pending", () => {
    const subject = subjectFor({
      ...errors,
      burnRate: burnRates([{ ...HOUR, for: minutes(2), severity: "page" }]),
    });
    expect(shown(subject, "1h", "detection")[0]?.says).toContain("fires after 13m at 100");
    expect(shown(subject, "1h", "minimum-events")[0]?.says).toMatch(/^fires on 19 failures at once/);
  });

  it("cannot be shown on one burst when its `for` is longer than its short window shows that", () => {
    const subject = subjectFor({
      ...errors,
      burnRate: burnRates([{ ...HOUR, for: minutes(20), severity: "page" }]),
    });
    expect(shown(subject, "1h", "minimum-events")).toEqual([
      {
        holds: false,
        evaluations: 0,
        says: "no burst fires: windows of 5m do not show one for the 20m of its `for`",
      },
    ]);
  });

  it("stays silent at a burn that is its factor exactly", () => {
    const subject = subjectFor({ ...errors, burnRate: burnRates([{ ...HOUR, factor: 10, severity: "page" }]) });
    expect(shown(subject, "1h", "detection")).toMatchObject([
      { holds: true, says: expect.stringContaining("silent at 10, 5 and 2, not above its factor 10") },
    ]);
  });

  it("is shown once where several multiples of the budget are more than everything", () => {
    const subject = subjectFor({
      ...errors,
      target: percent(95),
      burnRate: burnRates([{ ...HOUR, severity: "page" }]),
    });
    // 60 m x 72 % / 100 % = 43.2 m, and half of 5 m.
    expect(shown(subject, "1h", "detection")).toMatchObject([
      { holds: true, says: expect.stringContaining("fires after 46m at 100 and 50 (100 %)") },
    ]);
  });
});

describe("the traffic of an objective", () => {
  it("without a guard lets 1 failure among 69 events fire, and not among 70", () => {
    // 1 / 1.44 % = 69.4.
    const subject = subjectFor({ ...errors, lowTraffic: unguarded("each one counts") });
    expect(shown(subject, "1h", "minimum-events")).toMatchObject([
      { holds: true, says: expect.stringContaining("fires on 1 failure among 69 events in 1h") },
      { holds: true, says: expect.stringContaining("stays silent on 1 failure among 70 events in 1h") },
    ]);
  });

  it("refutes a guard of 100 events that two failures of a quiet day get past", () => {
    const subject = subjectFor({ ...errors, lowTraffic: minimumEvents(100) });
    expect(shown(subject, "6h", "quiet-month")).toMatchObject([
      { holds: false, says: expect.stringContaining("fires 2 times") },
    ]);
  });

  it("of native histograms is shown as that of others", () => {
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
    expect(shown(subject, "1h", "detection")[0]).toMatchObject({
      holds: true,
      says: expect.stringContaining("11m at 100"),
    });
    expect(shown(subject, "1h", "minimum-events")[0]).toMatchObject({ holds: true });
  });
});

describe("an objective on uptime", () => {
  const uptime = (lowTraffic: MomentPolicy) =>
    subjectFor(
      objective("uptime", {
        indicator: up(),
        target: percent(99.9),
        over: days(30),
        burnRate: PAGE_AND_TICKET,
        lowTraffic,
        absence: absenceIgnored("`up` is there for every known target"),
      }),
    );
  const open = uptime(unguarded("a test"));
  const guarded = uptime(minimumFailures(3));

  it("without a guard fires on the first evaluation of 60 without a target, which is 1.67 %, and on the third of 360", () => {
    expect(shown(open, "1h", "minimum-events")).toMatchObject([
      {
        holds: true,
        says: expect.stringMatching(/^fires on 1 evaluation without a target: 1\.67 % of 1h, .*: a test$/),
      },
    ]);
    expect(shown(open, "6h", "minimum-events")).toMatchObject([
      {
        holds: true,
        says: expect.stringMatching(/^fires on 3 evaluations without a target, not on 2: 0\.833 % of 6h/),
      },
    ]);
  });

  it("with a guard of 3 fires on the third of an hour, and of three days on the fifth as before", () => {
    expect(shown(guarded, "1h", "minimum-events")).toMatchObject([
      {
        holds: true,
        says: "fires on 3 evaluations without a target, not on 2: 5 % of 1h, the threshold 1.44 %, and the guard asks for 3",
      },
    ]);
    // 0.1 % of 4,320 is 4.32.
    expect(shown(guarded, "3d", "minimum-events")).toMatchObject([
      { holds: true, says: expect.stringMatching(/^fires on 5 evaluations without a target, not on 4/) },
    ]);
  });

  it("without a guard does not tell paces apart in its shortest window, and says so", () => {
    expect(shown(open, "1h", "detection")).toMatchObject([
      { holds: true, says: expect.stringContaining("1 evaluation without a target makes 1.67 % of 1h, above 1.44 %") },
    ]);
    expect(shown(open, "6h", "detection")[0]?.says).toContain("silent at 5 and 2");
  });

  it("with a guard waits for the third of one in ten minutes, when 3 of 43.2 are spent, and is silent at ten times", () => {
    expect(shown(guarded, "1h", "detection")).toMatchObject([
      { holds: true, says: expect.stringMatching(/^fires after 20m at 100 .*; silent at 10, 5 and 2, not above/) },
    ]);
    expect(shown(guarded, "1h", "budget-spent")).toMatchObject([
      { holds: true, says: expect.stringContaining("6.94 % at 100 and 50 times the burn is spent") },
    ]);
    expect(shown(guarded, "1h", "reset")).toMatchObject([{ holds: true }]);
  });

  it("pages in a month in which single scrapes of its only target fail at random, unless it has a guard", () => {
    expect(shown(open, "1h", "quiet-month")).toMatchObject([
      { holds: true, says: expect.stringMatching(/^fires 19 times in 30d .*; it has no guard on purpose: a test$/) },
    ]);
    expect(shown(guarded, "1h", "quiet-month")).toMatchObject([
      {
        holds: true,
        says: expect.stringMatching(/^fires not once in 30d in which the only target fails 0.05 % of its/),
      },
    ]);
    expect(shown(uptime(minimumFailures(1)), "1h", "quiet-month")).toMatchObject([
      { holds: false, says: expect.stringMatching(/^fires 19 times/) },
    ]);
  });
});

describe("the rules as they are emitted", () => {
  const short = { ...errors, burnRate: burnRates([{ ...HOUR, severity: "page" }]) };
  const subject = subjectFor(short);
  const rule = subject.group.rules.findIndex((one) => one.kind === "alert" && one.origin.kind === "burn-rate");
  const rules = emittedGroups(compile(shop([short]))).get(subject.group.name);
  const alert = subject.group.rules[rule];
  if (alert?.kind !== "alert" || rules === undefined) throw new Error("the shop has no burn-rate alert");
  const evidence = burnRateEvidence({ subject, alert, rule }).filter(({ obligation }) => obligation !== "quiet-month");
  const verdicts = (changed: typeof rules): readonly string[] => {
    const results = proveGroup(new GroupTrials(subject, evidence), changed).find((one) => one.rule === rule)?.results;
    return [...new Set(results?.flatMap(({ verdict, worlds }) => (worlds === 0 ? [] : [verdict])))];
  };
  const withText = (from: string, to: string): typeof rules => ({
    ...rules,
    rules: rules.rules.map((one, index) => {
      if (index !== rule) return one;
      const text = emittedText(rule);
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${text} has no ${from}`);
      return { ...one, expression: parse(changed) };
    }),
  });
  const emittedText = (index: number): string => {
    const groups = compile(shop([short])).bundle.ruleFiles.flatMap(({ groups: all }) => all);
    return groups.find(({ name }) => name === subject.group.name)?.rules[index]?.expr ?? "";
  };

  it("do what the specification says", () => {
    expect(verdicts(rules)).toEqual(["PROVED"]);
  });

  it.each([
    ["another threshold", "0.0144", "0.0172"],
    ["another short window", "rate5m", "rate1h"],
    ["one window only", "and", "or"],
    ["a lower guard", "11", "10"],
  ])("are refuted with %s", (_, from, to) => {
    expect(verdicts(withText(from, to))).toContain("REFUTED");
  });
});
