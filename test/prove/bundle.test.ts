import { describe, expect, it } from "vitest";
import type { Rule } from "../../lib/compile/bundle.ts";
import { type Compilation, compile } from "../../lib/compile/compile.ts";
import {
  above,
  below,
  condition,
  constant,
  count,
  days,
  hitRatio,
  minimumEvents,
  minutes,
  noBurnRate,
  type Objective,
  objective,
  percent,
  queueDepth,
  type System,
  secret,
  series,
  webhook,
} from "../../lib/index.ts";
import { bundleEvidence } from "../../lib/prove/bundle/evidence.ts";
import { BUNDLE_OBLIGATIONS, type BundleObligation } from "../../lib/prove/obligation.ts";
import { systems } from "../../stacks/index.ts";
import { askedOfNetwork } from "../support/asked-of-network.ts";
import { errors, everyKind, hits, misses, queue, SCRAPE, shop, UNWATCHED } from "../support/shop.ts";

/** The verdict on one obligation, and what is said; after a change of every emitted rule. */
function judged(
  system: System,
  obligation: BundleObligation,
  change: (rule: Rule) => Rule | undefined = (rule) => rule,
): string {
  const compilation = compile(system);
  const ruleFiles = compilation.bundle.ruleFiles.map((file) => ({
    ...file,
    groups: file.groups.map((group) => ({ ...group, rules: group.rules.map((rule) => change(rule) ?? EMPTY) })),
  }));
  const changed: Compilation = { ...compilation, bundle: { ...compilation.bundle, ruleFiles } };
  const result = bundleEvidence(system, changed).find((one) => one.obligation === obligation);
  return [result?.verdict, ...(result?.says ?? [])].join("\n");
}

/** In the place of a rule that is taken away, so that all others keep theirs. */
const EMPTY: Rule = { record: "nothing", expr: "nothing" };

const rewritten =
  (name: string, from: string, to: string) =>
  (rule: Rule): Rule =>
    ("alert" in rule ? rule.alert : rule.record) === name ? { ...rule, expr: rule.expr.replaceAll(from, to) } : rule;

describe("a bundle", () => {
  it("is judged by all four obligations, with a network by two more, and no real system is refuted", () => {
    for (const system of [everyKind, ...systems]) {
      const results = bundleEvidence(system, compile(system));
      expect(results.map(({ obligation }) => obligation)).toEqual([...BUNDLE_OBLIGATIONS, ...askedOfNetwork(system)]);
      expect(results.filter(({ verdict }) => verdict === "REFUTED")).toEqual([]);
    }
  });
});

describe("thresholds", () => {
  it("are all watched", () => {
    expect(judged(everyKind, "thresholds-watched")).toMatch(/^PROVED\neach of \d+ thresholds, burn rates, guards/);
  });

  it.each([
    ["ApiCache", "< 0.71", "< 0.7", "api cache below 71 %"],
    ["ApiCache", "< 0.71", "<= 0.71", "api cache below 71 %"],
    ["ApiErrorsBudgetBurn", "> 0.0144", "> 0.0145", "api errors burn rate 14.4 over 1h"],
    ["ApiErrorsBudgetBurn", "rate5m{", "rate1h{", "api errors burn rate 14.4 over 1h"],
    ["ApiErrorsBudgetBurn", ">= 11", ">= 12", "api errors burn rate 14.4 over 1h"],
    ["ApiDown", "== 0", "== 1", "api down for 2m"],
    ["ApiTargetDown", "== 0", "< 1", "api target down for 13m"],
  ])("of %s with `%s` as `%s` are not", (alert, from, to, missing) => {
    expect(judged(everyKind, "thresholds-watched", rewritten(alert, from, to))).toBe(
      `REFUTED\nno alert watches ${missing}`,
    );
  });

  it("that are watched at another severity, or for another time, are not", () => {
    const severe = (rule: Rule): Rule =>
      "alert" in rule && rule.alert === "ApiBackup" ? { ...rule, labels: { ...rule.labels, severity: "page" } } : rule;
    expect(judged(everyKind, "thresholds-watched", severe)).toContain("no alert watches api backup above 3h");
    const late = (rule: Rule): Rule => ("alert" in rule && rule.alert === "ApiDown" ? { ...rule, for: "3m" } : rule);
    expect(judged(everyKind, "thresholds-watched", late)).toContain("no alert watches api down for 2m");
    const absent = (rule: Rule): Rule | undefined =>
      "alert" in rule && rule.alert === "ApiRateAbsent" ? undefined : rule;
    expect(judged(everyKind, "thresholds-watched", absent)).toContain("no alert watches api rate absence for 17m");
  });

  it("of targets without burn-rate alerts come with the reason", () => {
    const cache = objective("cache", {
      indicator: hitRatio({ hits, misses }),
      target: percent(80),
      over: days(30),
      burnRate: noBurnRate("a cold cache is no outage"),
      tiers: [below(percent(50), { over: minutes(5), for: minutes(4), severity: "page" })],
      lowTraffic: minimumEvents(37),
      absence: UNWATCHED,
    });
    expect(judged(shop([cache]), "thresholds-watched")).toContain(
      "the target of api cache, 80 %, has no burn-rate alert: a cold cache is no outage; it alerts below 50 %",
    );
  });
});

describe("recordings", () => {
  it("are read by rules, or by people", () => {
    const told = judged(everyKind, "recordings-used");
    expect(told).toMatch(/^PROVED\nanother rule reads each of \d+ recorded series\n/);
    expect(told).toContain("objective:error_budget_remaining:ratio: the budget that is left, for dashboards");
  });

  it("that nothing reads are refuted by name and objective", () => {
    const unread = rewritten("ApiBacklog", "objective:value_count:avg10m", "objective:value_count:last");
    expect(judged(everyKind, "recordings-used", unread)).toBe(
      "REFUTED\nnothing reads objective:value_count:avg10m api backlog",
    );
  });

  it("of another objective are not read by a rule that asks for this one", () => {
    const other = rewritten("ApiBackup", 'objective="backup"', 'objective="backlog"');
    expect(judged(everyKind, "recordings-used", other)).toBe(
      "REFUTED\nnothing reads objective:value_seconds:last api backup",
    );
  });
});

describe("series", () => {
  it("are recorded before they are read, or declared", () => {
    expect(judged(everyKind, "series-known")).toMatch(/^PROVED\n\d+ selectors read what their group records before;/);
  });

  it.each([
    ["ApiBackup", "objective:value_seconds:last", "objective:value_secs:last"],
    ["ApiBackup", 'objective="backup"', 'objective="backlog"'],
    ["ApiDown", "up{", "upp{"],
    ["objective:value_count:last", "shop_queue_length", "shop_queue_size"],
  ])("of %s with `%s` as `%s` are not", (name, from, to) => {
    expect(judged(everyKind, "series-known", rewritten(name, from, to))).toMatch(/^REFUTED\n.*which nothing records/);
  });

  it("that are recorded after they are read are an evaluation old, and refuted", () => {
    const compilation = compile(everyKind);
    const ruleFiles = compilation.bundle.ruleFiles.map((file) => ({
      ...file,
      groups: file.groups.map((group) => ({ ...group, rules: group.rules.toReversed() })),
    }));
    const changed: Compilation = { ...compilation, bundle: { ...compilation.bundle, ruleFiles } };
    const result = bundleEvidence(everyKind, changed).find(({ obligation }) => obligation === "series-known");
    expect(result?.verdict).toBe("REFUTED");
  });
});

describe("pages", () => {
  const backlog = (...severities: readonly ("page" | "ticket")[]): Objective<"page" | "ticket"> =>
    objective("backlog", {
      indicator: queueDepth(queue),
      tiers: severities.map((severity, index) =>
        above(count(100 * (index + 1)), { for: minutes(5 - index), severity, alert: `Backlog${index}` }),
      ),
      absence: UNWATCHED,
    });
  const unwatched = { scrape: { ...SCRAPE, down: { ignored: "a test of pages" } } };

  it("of one cause are one where only one alert pages", () => {
    expect(judged(shop([backlog("ticket", "page")], unwatched), "one-page-per-cause")).toBe(
      "PROVED\na single alert pages in 1 of 1 total outages",
    );
  });

  it("of the burn rates of one objective are one notification, the fastest first", () => {
    expect(judged(shop([errors], unwatched), "one-page-per-cause")).toBe(
      "PROVED\na single alert pages in 0 of 1 total outages\nall is bad of api errors: ApiErrorsBudgetBurn 1h, then " +
        "ApiErrorsBudgetBurn 6h: one notification when grouped by alertname and service",
    );
  });

  it("of alerts of different names need routes, which are missed where nobody is told", () => {
    expect(judged(shop([backlog("page", "page")], unwatched), "one-page-per-cause")).toBe(
      "NOT COVERED\na single alert pages in 0 of 1 total outages\nall is bad of api backlog: Backlog1 after 4m, then " +
        "Backlog0 after 5m: needs routes, and no severity of the system has receivers",
    );
    expect(judged(shop([backlog("page")]), "one-page-per-cause")).toContain(
      "one cause reaches all of api: ApiDown after 2m, then Backlog0 after 5m: needs routes, and no severity of the system has receivers",
    );
  });

  it("of alerts of different names are one notification where routes group them, and two where they do not", () => {
    const told = { notify: [webhook(secret("shop", "url"))] };
    const severities = { page: { priority: "P1", rank: 0, ...told }, ticket: { priority: "P3", rank: 1, ...told } };
    const routed = { ...shop([backlog("page", "page")]), severities };
    expect(judged(routed, "one-page-per-cause")).toBe(
      "PROVED\na single alert pages in 1 of 3 total outages\n" +
        "all is bad of api backlog: Backlog1 after 4m, then Backlog0 after 5m: one notification, grouped by system and service\n" +
        "one cause reaches all of api: ApiDown after 2m, then Backlog1 after 4m, then Backlog0 after 5m: " +
        "one notification, grouped by system and service",
    );
    // Two severities of one rank have routes of their own; the service's own alert inhibits what its objectives say.
    const twice = { ...severities, ticket: { priority: "P1", rank: 0, ...told } };
    expect(judged({ ...shop([backlog("page", "ticket")]), severities: twice }, "one-page-per-cause")).toBe(
      "NOT COVERED\na single alert pages in 1 of 3 total outages\n" +
        "one cause reaches all of api: ApiDown after 2m, then Backlog1 after 4m, then Backlog0 after 5m, then " +
        "ApiTargetDown after 13m: one notification, as ApiDown inhibits the others\n" +
        "all is bad of api backlog: Backlog1 after 4m, then Backlog0 after 5m: neither one group nor inhibited by one of them",
    );
  });

  it("of alerts that take `service` from their series may be of two services, so that nothing shows one notification", () => {
    const told = { notify: [webhook(secret("shop", "url"))] };
    const severities = { page: { priority: "P1", rank: 0, ...told }, ticket: { priority: "P3", rank: 1 } };
    const ofSeries = (alert: string, by: string) =>
      condition(alert, {
        promql: `sum by (${by}) (shop_queue_length{job="shop-api"}) > 5`,
        for: minutes(5),
        severity: "page",
        summary: "the queue is long",
        means: "The queue is long.",
        scenarios: [
          {
            name: "fires",
            obligation: "fires-just-above",
            alert,
            labels: { severity: "page" },
            step: 60,
            series: [series("shop_queue_length", { job: "shop-api", service: "api" }, constant(6, 10))],
            expect: [{ at: 360, firing: 1 }],
          },
        ],
      });
    const judgedBy = (by: string): string => {
      const { services, ...rest } = shop([], { scrape: { ...SCRAPE, down: { ignored: "a test of pages" } } });
      const conditions = [ofSeries("QueueA", by), ofSeries("QueueB", by)];
      return judged(
        { ...rest, services: services.map((one) => ({ ...one, conditions })), severities },
        "one-page-per-cause",
      );
    };
    expect(judgedBy("queue")).toContain(
      "one cause reaches all of api: QueueA after 5m, then QueueB after 5m: one notification",
    );
    expect(judgedBy("service")).toContain("QueueB after 5m: neither one group nor inhibited by one of them");
  });
});
