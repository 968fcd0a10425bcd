import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import type { RuleGroup } from "../../lib/engine/rule.ts";
import { above, count, days, minutes, objective, queueDepth, type System, seconds } from "../../lib/index.ts";
import { parse } from "../../lib/promql/parse.ts";
import { differences } from "../../lib/prove/compare.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { ALERT_OBLIGATIONS } from "../../lib/prove/obligation.ts";
import { observe } from "../../lib/prove/observe.ts";
import { GroupTrials, proveGroup } from "../../lib/prove/prove-group.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { isTrial, type Subject, type Subjected } from "../../lib/prove/trial.ts";
import { targetsEvidence } from "../../lib/prove/trials/targets.ts";
import type { Verdict } from "../../lib/prove/verdict.ts";
import type { ScrapedSeries, World } from "../../lib/prove/world.ts";
import { queue, SCRAPE, type ShopOptions, shop, UNWATCHED } from "../support/shop.ts";

/** A shop with a queue, of which nothing is asked here. */
function watched(options: ShopOptions = {}): System {
  const backlog = objective("backlog", {
    indicator: queueDepth(queue),
    tiers: [above(count(1_300), { for: minutes(5), severity: "ticket" })],
    absence: UNWATCHED,
  });
  return shop([backlog], options);
}

interface Made {
  readonly subject: Subject;
  readonly rules: RuleGroup;
}

function targetsOf(system: System): Made {
  const compilation = compile(system);
  const group = compilation.groups.find(({ part }) => part === "targets");
  const rules = emittedGroups(compilation).get(group?.name ?? "");
  if (group === undefined || rules === undefined) throw new Error("no targets");
  return { subject: subjectOf(group, system), rules };
}

function subjectedOf({ subject }: Made): readonly Subjected[] {
  return subject.group.rules.flatMap((alert, rule) => (alert.kind === "alert" ? [{ subject, alert, rule }] : []));
}

/** Obligations of the alerts that came to a verdict. */
function obligations(verdict: Verdict, made: Made): readonly string[] {
  const evidence = subjectedOf(made).flatMap(targetsEvidence);
  const results = proveGroup(new GroupTrials(made.subject, evidence), made.rules).flatMap((one) => one.results);
  return results.filter((one) => one.verdict === verdict).map(({ obligation }) => obligation);
}

const SHOWN = ALERT_OBLIGATIONS.filter((obligation) => obligation !== "annotations" && obligation !== "labels");

/** `up` of a target of the shop at each minute; `x` is a lost target, `_` a missing scrape. */
function up(instance: string, values: string, labels: Readonly<Record<string, string>> = {}): ScrapedSeries {
  const letters = [...values];
  return {
    name: "up",
    labels: { job: "shop-api", namespace: "shop", instance, ...labels },
    every: 60_000,
    offset: 0,
    values: Float64Array.from(letters, (letter) => (letter === "0" || letter === "1" ? Number(letter) : Number.NaN)),
    stale: new Set(letters.flatMap((letter, index) => (letter === "x" ? [index] : []))),
  };
}

function worldOf(count: number, series: readonly ScrapedSeries[], more: Partial<World> = {}): World {
  return { start: 0, evaluations: { interval: 60_000, count }, series, ranges: "left-open", ...more };
}

/** States of each instance of an alert: `.` inactive, `p` pending, `F` firing. */
function states({ subject }: Made, rule: number, world: World): readonly string[] {
  const instances = subject.specification.behaviour(world).alerts.get(rule) ?? [];
  return instances.map(({ labels, states: all }) =>
    [labels.instance ?? "all", [...all].map((state) => ".pF"[state]).join("")].join(" "),
  );
}

describe("what the model says of targets", () => {
  // No target for 2 m; a single one for 13 m.
  const made = targetsOf(watched());
  const [none, single] = [0, 1];

  it("none answers: pending from the first minute without an answer, firing 2 m later, over with the first answer", () => {
    expect(states(made, none, worldOf(9, [up("a", "110000011"), up("b", "100000000")]))).toEqual(["all ..ppFFF.."]);
    expect(states(made, none, worldOf(9, [up("a", "111111111"), up("b", "100000000")]))).toEqual([]);
  });

  it("none answers when discovery has forgotten all, and when there has never been one", () => {
    expect(states(made, none, worldOf(6, [up("a", "11x"), up("b", "1x")]))).toEqual(["all ..ppFF"]);
    expect(states(made, none, worldOf(4, []))).toEqual(["all ppFF"]);
  });

  it("targets of another job or namespace are others'", () => {
    const others = [up("c", "111111", { job: "shop-web" }), up("d", "111111", { namespace: "other" })];
    expect(states(made, none, worldOf(6, [up("a", "100000"), ...others]))).toEqual(["all .ppFFF"]);
  });

  it("a sample without a marker counts for less than 5 m in Prometheus 3 and for 5 m in Prometheus 2", () => {
    expect(states(made, none, worldOf(10, [up("a", "11")]))).toEqual(["all ......ppFF"]);
    expect(states(made, none, worldOf(10, [up("a", "11")], { ranges: "closed" }))).toEqual(["all .......ppF"]);
  });

  it("a missed evaluation changes nothing, and the time goes on", () => {
    const missed = (...indexes: number[]): Partial<World> => ({
      evaluations: { interval: 60_000, count: 8, missed: new Set(indexes) },
    });
    expect(states(made, none, worldOf(8, [up("a", "11000001")], missed(4, 5)))).toEqual(["all ..ppppF."]);
    expect(states(made, none, worldOf(8, [up("a", "11000011")], missed(6)))).toEqual(["all ..ppFFF."]);
  });

  it("each target that fails is an instance of its own for 13 m, with the labels that the rule does not set", () => {
    const down = `1${"0".repeat(16)}1`;
    expect(states(made, single, worldOf(18, [up("a", down), up("b", "1".repeat(18))]))).toEqual([
      `a .${"p".repeat(13)}FFF.`,
    ]);
    const [instance] = made.subject.specification.behaviour(worldOf(18, [up("a", down)])).alerts.get(single) ?? [];
    expect(instance?.labels).toEqual({ job: "shop-api", instance: "a" });
  });

  it("one answered scrape makes a single target wait anew, and a target that is gone does not fail", () => {
    const flapping = `${"0".repeat(13)}1`.repeat(2);
    expect(states(made, single, worldOf(28, [up("a", flapping)]))).toEqual([`a ${`${"p".repeat(13)}.`.repeat(2)}`]);
    expect(states(made, single, worldOf(16, [up("a", `${"0".repeat(14)}x`)]))).toEqual([`a ${"p".repeat(13)}F..`]);
  });
});

const VARIANTS: readonly (readonly [string, System])[] = [
  ["scrapes every 15 s, evaluations every minute", watched()],
  [
    "scrapes every minute, evaluations every 15 s",
    watched({
      scrape: { ...SCRAPE, every: minutes(1) },
      prometheus: { evaluationInterval: seconds(15), retention: days(40) },
    }),
  ],
  [
    "scrapes every 45 s, evaluations every 30 s",
    watched({
      scrape: { ...SCRAPE, every: seconds(45) },
      prometheus: { evaluationInterval: seconds(30), retention: days(40) },
    }),
  ],
  [
    "a query offset of 90 s",
    watched({
      prometheus: { evaluationInterval: minutes(1), retention: days(40), queryOffset: seconds(90) },
    }),
  ],
  [
    "a `for` that is no whole number of evaluations",
    watched({ scrape: { ...SCRAPE, down: { after: seconds(90), severity: "page" } } }),
  ],
  [
    "labels of its own beside the job",
    watched({ runs: ["host"], scrape: { ...SCRAPE, matchers: { cluster: "one", instance: "host-1" } } }),
  ],
];

describe("the proofs of alerts on targets", () => {
  const plain = targetsOf(watched());
  const worlds = new GroupTrials(plain.subject, subjectedOf(plain).flatMap(targetsEvidence));
  const isRefuted = (rules: RuleGroup["rules"]): boolean =>
    worlds.worlds.some((world) => {
      const found = observe({ ...plain.rules, rules }, world);
      return differences(plain.subject.group, worlds.expected(world), found).length > 0;
    });

  it.each(VARIANTS)("hold with %s, every obligation shown", (_, system) => {
    const made = targetsOf(system);
    for (const subjected of subjectedOf(made)) {
      const shown = new Set(targetsEvidence(subjected).map(({ obligation }) => obligation));
      expect(SHOWN.filter((obligation) => !shown.has(obligation))).toEqual([]);
    }
    expect(obligations("REFUTED", made)).toEqual([]);
    expect(obligations("PROVED", made)).toHaveLength(SHOWN.length * subjectedOf(made).length);
  });

  it("would let a single failed scrape page where nothing is pending, and say so", () => {
    const made = targetsOf(watched({ scrape: { ...SCRAPE, down: { after: minutes(0), severity: "page" } } }));
    expect(obligations("REFUTED", made)).toEqual(["first-error", "one-failure"]);
  });

  const FAULTS: readonly (readonly [rule: number, from: string, to: string])[] = [
    [0, "sum(", "min("],
    [0, "sum(", "count("],
    [0, "or vector(0)", "or vector(1)"],
    [0, " or vector(0)", ""],
    [0, "== 0", "== 1"],
    [0, "== 0", ">= 0"],
    [0, 'job="shop-api",', ""],
    [0, 'job="shop-api",', 'job!="shop-api",'],
    [0, ',namespace="shop"', ""],
    [0, "})", "} offset 1m)"],
    [1, "== 0", "!= 0"],
    [1, "== 0", "== 1"],
    [1, 'job="shop-api",', ""],
    [1, ',namespace="shop"', ""],
    [1, "} == 0", "} offset 1m == 0"],
  ];

  it.each(FAULTS)("rule %i with `%s` as `%s` is refuted", (rule, from, to) => {
    const written = [
      '(sum(up{job="shop-api",namespace="shop"}) or vector(0)) == 0',
      'up{job="shop-api",namespace="shop"} == 0',
    ][rule];
    if (written === undefined) throw new Error();
    expect(written).toContain(from);
    const expression = parse(written.replace(from, to));
    const rules = plain.rules.rules.map((one, index) => (index === rule ? { ...one, expression } : one));
    expect(isRefuted(rules)).toBe(true);
  });

  it.each([
    [0, 60_000, 0],
    [0, 180_000, 0],
    [1, 720_000, 0],
    [1, 840_000, 0],
    [0, 120_000, 60_000],
    [1, 780_000, 60_000],
  ])("rule %i with `for` %i ms and keep_firing_for %i ms is refuted", (rule, pending, keepFiringFor) => {
    const rules = plain.rules.rules.map((one, index) =>
      index === rule && one.kind === "alerting" ? { ...one, for: pending, keepFiringFor } : one,
    );
    expect(isRefuted(rules)).toBe(true);
  });

  it("play few worlds, of a few hundred evaluations together", () => {
    for (const subjected of subjectedOf(plain)) {
      const own = new Set(
        targetsEvidence(subjected)
          .filter(isTrial)
          .map(({ world }) => world),
      );
      expect(own.size).toBeLessThan(15);
      const evaluations = [...own].reduce((sum, { evaluations: { count } }) => sum + count, 0);
      expect(evaluations).toBeLessThan(1_000);
    }
  });
});
