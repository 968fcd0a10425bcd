import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import type { RuleGroup } from "../../lib/engine/rule.ts";
import {
  above,
  absentFor,
  gauge,
  latency,
  minutes,
  type Objective,
  objective,
  percent,
  ratio,
  type System,
  saturation,
  seconds,
  unguarded,
} from "../../lib/index.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { AlertTimeline } from "../../lib/prove/alert-timeline.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { ALERT_OBLIGATIONS } from "../../lib/prove/obligation.ts";
import { observe } from "../../lib/prove/observe.ts";
import type { AlertInstance } from "../../lib/prove/specification.ts";
import { absenceInstances } from "../../lib/prove/specify-absence.ts";
import { isTrial, type Subjected } from "../../lib/prove/trial.ts";
import { absenceEvidence } from "../../lib/prove/trials/absence.ts";
import type { ScrapedSeries, World } from "../../lib/prove/world.ts";
import type { DerivedAlert, DerivedGroup } from "../../lib/rules/derived.ts";
import { duration, everyKind, poolLimit, poolUsed, requests, shop } from "../support/shop.ts";

interface Made {
  readonly subjected: Subjected;
  readonly objective: Objective;
  readonly rules: RuleGroup;
}

function absencesOf(system: System): readonly Made[] {
  const compilation = compile(system);
  const emitted = emittedGroups(compilation);
  return compilation.groups.flatMap((group) => {
    const owner = [...system.services, ...system.dependencies].find(({ name }) => name === group.owner);
    const rules = emitted.get(group.name);
    if (owner === undefined || rules === undefined) throw new Error(group.name);
    return group.rules.flatMap((alert, rule) => {
      if (alert.kind !== "alert" || alert.origin.kind !== "absence") return [];
      const specification = { behaviour: () => ({ alerts: new Map(), recorded: [] }) };
      const subject = { group, context: { system, owner }, specification };
      return [{ subjected: { subject, alert, rule }, objective: alert.origin.objective, rules }];
    });
  });
}

function one(system: System): Made {
  const [made] = absencesOf(system);
  if (made === undefined) throw new Error("no absence alert");
  return made;
}

function expected(
  { subjected: { alert, subject }, objective: promised }: Made,
  world: World,
): readonly AlertInstance[] {
  return absenceInstances(alert, promised, subject.context, world);
}

/** Labels and states of what the rule itself does. */
function found(
  { rules, subjected: { rule, alert } }: Made,
  world: World,
  expression = alert.expression,
): readonly string[] {
  const own = rules.rules[rule];
  if (own?.kind !== "alerting") throw new Error();
  const { alerts, failures } = observe({ ...rules, rules: [{ ...own, expression }] }, world);
  return failures.length > 0
    ? failures
    : (alerts.get(0) ?? []).map(({ labels, states }) => told(labels, states)).sort();
}

/** The same of what the model says. */
function wanted(made: Made, world: World): readonly string[] {
  const { alert } = made.subjected;
  return expected(made, world)
    .map(({ labels, states }) => told({ ...labels, ...alert.labels, alertname: alert.alert }, states))
    .sort();
}

function told(labels: Readonly<Record<string, string>>, states: Uint8Array): string {
  return `${JSON.stringify(Object.entries(labels).sort())} ${states.join("")}`;
}

/** A series at each minute: a digit is a sample, `x` the marker of a series that ended, `_` nothing. */
function series(name: string, values: string, labels: Readonly<Record<string, string>> = {}): ScrapedSeries {
  const letters = [...values];
  return {
    name,
    labels: { job: "shop-api", namespace: "shop", instance: "a", ...labels },
    every: 60_000,
    offset: 0,
    values: Float64Array.from(letters, (letter) => (/\d/.test(letter) ? Number(letter) : Number.NaN)),
    stale: new Set(letters.flatMap((letter, index) => (letter === "x" ? [index] : []))),
  };
}

function worldOf(count: number, all: readonly ScrapedSeries[]): World {
  return { start: 0, evaluations: { interval: 60_000, count }, series: all, ranges: "left-open" };
}

function shown(made: Made, world: World): readonly string[] {
  return expected(made, world).map(({ states }) => [...states].map((state) => ".pF"[state]).join(""));
}

const UNGUARDED = unguarded("a test of absence");
const TIER = above(percent(5), { over: minutes(5), for: minutes(0), severity: "page" });
const errors = objective("errors", {
  indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
  tiers: [TIER],
  lowTraffic: UNGUARDED,
  absence: absentFor(minutes(3), "ticket"),
});

describe("what the model says of missing series", () => {
  const made = one(shop([errors]));
  const up = series("up", "1111111111");

  it("fires 3 m after a target answers without the series, and ends when they are there", () => {
    expect(shown(made, worldOf(10, [up]))).toEqual(["pppFFFFFFF"]);
    expect(shown(made, worldOf(10, [up, series("shop_requests_total", "__xx__77")]))).toEqual(["pppFFF...."]);
    expect(shown(made, worldOf(10, [up, series("shop_requests_total", "777xxxxxxx")]))).toEqual(["...pppFFFF"]);
  });

  it("is silent while one target of two has the series, moving or not, and while no target answers", () => {
    const two = series("up", "1111111111", { instance: "b" });
    expect(shown(made, worldOf(10, [up, two, series("shop_requests_total", "0000000000")]))).toEqual([]);
    expect(shown(made, worldOf(10, [series("up", "0000000000")]))).toEqual([]);
    expect(shown(made, worldOf(10, []))).toEqual([]);
    expect(shown(made, worldOf(10, [series("up", "1111100000")]))).toEqual(["pppFF....."]);
  });

  it("takes no series and no target of others for its own", () => {
    const others = [series("shop_requests_total", "7777777777", { namespace: "other" })];
    expect(shown(made, worldOf(10, [up, ...others]))).toEqual(["pppFFFFFFF"]);
    expect(shown(made, worldOf(10, [series("up", "1111111111", { job: "shop-web" })]))).toEqual([]);
  });

  it("asks for the bucket of a bound in both spellings, and for no other", () => {
    const whole = one(
      shop([
        objective("slow", {
          indicator: latency(duration, { below: seconds(1) }),
          tiers: [TIER],
          lowTraffic: UNGUARDED,
          absence: absentFor(minutes(3), "ticket"),
        }),
      ]),
    );
    const bucket = (le: string): ScrapedSeries => series("shop_duration_seconds_bucket", "7777777777", { le });
    expect(shown(whole, worldOf(10, [up, bucket("1")]))).toEqual([]);
    expect(shown(whole, worldOf(10, [up, bucket("1.0")]))).toEqual([]);
    expect(shown(whole, worldOf(10, [up, bucket("+Inf"), bucket("2")]))).toEqual(["pppFFFFFFF"]);
  });

  it("fires once for two metrics of one scrape, and goes on when one comes and the other goes", () => {
    const pool = one(
      shop([
        objective("pool", {
          indicator: saturation({ used: poolUsed, capacity: poolLimit }),
          tiers: [above(percent(80), { for: minutes(0), severity: "page" })],
          absence: absentFor(minutes(3), "ticket"),
        }),
      ]),
    );
    const world = worldOf(10, [up, series("shop_pool_used", "____77777"), series("shop_pool_limit", "7777xxxx7")]);
    expect(shown(pool, world)).toEqual(["pppFFFFF.."]);
    expect(wanted(pool, world)).toEqual(found(pool, world));
  });
});

describe("the proofs of absence alerts", () => {
  const all = absencesOf(everyKind);

  it("are about every kind of indicator but `up`", () => {
    expect(new Set(all.map(({ objective: { indicator } }) => indicator.kind))).toEqual(
      new Set(["ratio", "latency", "hitRatio", "quantile", "throughput", "saturation", "freshness", "queueDepth"]),
    );
  });

  it.each(all.map((made) => [made.subjected.alert.alert, made] as const))("hold for %s", (_, made) => {
    const evidence = absenceEvidence(made.subjected);
    const obligations = new Set(evidence.map(({ obligation }) => obligation));
    const asked = ALERT_OBLIGATIONS.filter((obligation) => obligation !== "annotations" && obligation !== "labels");
    expect(asked.filter((obligation) => !obligations.has(obligation))).toEqual([]);
    for (const one of evidence) {
      if (!isTrial(one)) {
        expect([one.obligation, one.verdict, one.says]).toEqual([one.obligation, "PROVED", one.says]);
        continue;
      }
      expect(one.claim(new AlertTimeline(one.world, expected(made, one.world)))).toMatchObject({ holds: true });
    }
    for (const world of new Set(evidence.filter(isTrial).map(({ world }) => world))) {
      expect(found(made, world)).toEqual(wanted(made, world));
    }
  });

  const limit = gauge("shop_node_limit", { unit: "count", from: "exporter", labels: ["zone"] }).where({ zone: "b" });
  const pool = objective("pool", {
    indicator: saturation({ used: poolUsed, capacity: limit }),
    tiers: [above(percent(80), { for: minutes(0), severity: "page" })],
    absence: absentFor(minutes(4), "ticket"),
  });
  const two = one({ ...everyKind, services: everyKind.services.map((api) => ({ ...api, objectives: [pool] })) });
  const worlds = [
    ...new Set(
      absenceEvidence(two.subjected)
        .filter(isTrial)
        .map(({ world }) => world),
    ),
  ];

  it("are about two metrics of two scrapes", () => {
    expect(print(two.subjected.alert.expression)).toBe(WRITTEN);
    for (const world of worlds) expect(found(two, world)).toEqual(wanted(two, world));
  });

  const WRITTEN =
    'absent(shop_pool_used{job="shop-api",namespace="shop"}) and on () sum(up{job="shop-api",namespace="shop"}) > 0 ' +
    'or on () absent(shop_node_limit{job="exporter",zone="b"}) and on () sum(up{job="exporter"}) > 0';
  const [USED, OURS] = ['shop_pool_used{job="shop-api",namespace="shop"}', 'up{job="shop-api",namespace="shop"}'];
  const [LIMIT, THEIRS] = ['shop_node_limit{job="exporter",zone="b"}', 'up{job="exporter"}'];

  it.each([
    [USED, 'shop_pool_used{namespace="shop"}'],
    [USED, 'shop_pool_used{job="shop-api"}'],
    [USED, `${USED} offset 1m`],
    [LIMIT, 'shop_node_limit{zone="b"}'],
    [LIMIT, 'shop_node_limit{job="exporter"}'],
    [LIMIT, 'shop_node_limit{job="exporter",zone!="b"}'],
    [OURS, 'up{namespace="shop"}'],
    [OURS, 'up{job="shop-api"}'],
    [OURS, `${OURS} offset 1m`],
    [THEIRS, "up"],
    [THEIRS, `${THEIRS} offset 1m`],
    [`sum(${OURS})`, `count(${OURS})`],
    [`sum(${OURS})`, `min(${OURS})`],
    [`sum(${THEIRS})`, `min(${THEIRS})`],
    [`sum(${OURS}) > 0`, `sum(${OURS}) > 1`],
    [`sum(${OURS}) > 0`, `sum(${OURS}) >= 0`],
    [`sum(${THEIRS}) > 0`, `sum(${THEIRS}) > 1`],
    [`sum(${THEIRS}) > 0`, `sum(${THEIRS}) == 0`],
    ["or on () absent", "or absent"],
    ["or on () absent", "and on () absent"],
    [`and on () sum(${OURS}) > 0`, ""],
    [`and on () sum(${OURS})`, `unless on () sum(${OURS})`],
    [`and on () sum(${OURS})`, `and sum(${OURS})`],
  ])("refute `%s` as `%s`", (from, to) => {
    expect(WRITTEN).toContain(from);
    const expression = parse(WRITTEN.replace(from, to));
    expect(worlds.some((world) => found(two, world, expression).join() !== wanted(two, world).join())).toBe(true);
  });
});

describe("statements of absence alerts", () => {
  it("are refuted for an expression that reads values", () => {
    const made = one(shop([errors]));
    const read: DerivedAlert = { ...made.subjected.alert, expression: parse("sum(shop_requests_total) < 1") };
    const group: DerivedGroup = { ...made.subjected.subject.group };
    const evidence = absenceEvidence({ subject: { ...made.subjected.subject, group }, alert: read, rule: 0 });
    const verdicts = evidence.flatMap((evidenced) => (isTrial(evidenced) ? [] : [evidenced.verdict]));
    expect(verdicts).toEqual(["REFUTED", "REFUTED", "REFUTED"]);
  });
});
