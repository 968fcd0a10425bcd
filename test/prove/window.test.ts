import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import type { Rule } from "../../lib/engine/rule.ts";
import {
  above,
  calendarMonth,
  days,
  hitRatio,
  hours,
  latency,
  minutes,
  type objective,
  percent,
  ratio,
  seconds,
  unguarded,
  up,
} from "../../lib/index.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { proveWindow } from "../../lib/prove/window/prove-window.ts";
import { systems } from "../../stacks/index.ts";
import { isFullRun } from "../support/promtool.ts";
import { duration, errors, hits, lookups, misses, nativeDuration, requests, shop } from "../support/shop.ts";

type ShopObjective = Parameters<typeof shop>[0][number];

/** The rules of one objective, with those that are named changed before the proof. */
function proved(one: ShopObjective, options: { seed?: number; interval?: number; change?: (rule: Rule) => Rule } = {}) {
  const prometheus = { evaluationInterval: seconds(options.interval ?? 60), retention: days(40) };
  const system = shop([one], { prometheus });
  const compilation = compile(system);
  const group = compilation.groups.find(({ part }) => part === one.name);
  const rules = emittedGroups(compilation).get(group?.name ?? "");
  if (group === undefined || rules === undefined) throw new Error(`no group of ${one.name}`);
  const changed = { ...rules, rules: rules.rules.map(options.change ?? ((rule) => rule)) };
  const { results } = proveWindow(subjectOf(group, system), changed, options.seed);
  return new Map(results.map((result) => [result.obligation, result]));
}

/** An objective of a day, whose window is quickly run. */
function ofDay(indicator: Parameters<typeof objective>[1]["indicator"]): ShopObjective {
  return { ...errors, name: "day", over: days(1), indicator } as ShopObjective;
}

const verdicts = (results: ReturnType<typeof proved>): readonly string[] =>
  [...results.values()].map(({ verdict }) => verdict);

const KINDS = {
  "bad events by all": ratio({ bad: requests.where({ code: /5../ }), total: requests }),
  "bad events of a metric of their own": ratio({ bad: misses, total: lookups }),
  "good events by all": ratio({ good: requests.where({ code: /2../ }), total: requests }),
  "slow events": latency(duration, { below: seconds(0.5) }),
  "slow events of a native histogram": latency(nativeDuration, { below: seconds(0.5) }),
  "hits and misses": hitRatio({ hits, misses }),
  "hits by look-ups": hitRatio({ hits, total: lookups }),
  "events of each instance": ratio({ bad: requests.where({ code: /5../ }), total: requests, by: ["instance"] }),
};

describe("the whole window of an objective", () => {
  it.each(Object.entries(KINDS))("holds for %s, whatever the seed", (_, indicator) => {
    for (const seed of isFullRun ? [1, 2, 3, 4, 5, 6, 7, 8] : [1]) {
      expect(verdicts(proved(ofDay(indicator), { seed }))).toEqual(["PROVED", "PROVED", "PROVED"]);
    }
  });

  it("holds for uptime, whose moments count alike", () => {
    const uptime = { ...ofDay(up()), lowTraffic: unguarded("a test of recordings") };
    expect(verdicts(proved(uptime))).toEqual(["PROVED", "PROVED", "PROVED"]);
  });

  it("holds for windows that are not summed from tiles: 12 hours", () => {
    expect(verdicts(proved({ ...ofDay(KINDS["bad events by all"]), over: hours(12) }))).toEqual([
      "PROVED",
      "PROVED",
      "PROVED",
    ]);
  });

  it("holds for rules that are evaluated every 30 s, and for ranges that these do not divide", () => {
    const odd = {
      ...ofDay(KINDS["bad events by all"]),
      tiers: [above(percent(5), { over: seconds(130), for: minutes(2), severity: "page" })],
    };
    expect(verdicts(proved(odd as ShopObjective, { interval: 30 }))).toEqual(["PROVED", "PROVED", "PROVED"]);
  });

  it("tells what was compared, what differs under Prometheus 2, and the bound with its causes", () => {
    const results = proved(ofDay(KINDS["bad events by all"]));
    const said = [...results.values()].flatMap(({ says }) => says).join("\n");
    expect(said).toMatch(
      /^\d+ recordings and 3 alerts, of which \d fire, equal the reference at all 1,478 evaluations of 1d48m/,
    );
    expect(said).toContain("11 missed evaluations");
    expect(said).toMatch(/closed ranges of Prometheus 2 .* % (more|less) of the budget/);
    expect(said).toMatch(
      /the recorded budget is at most [\d.]+ % of it away .*\(bound [\d.]+ %\): 5m at each edge, one 5m range/,
    );
    expect(said).toMatch(/[\d,]+ of [\d,]+ events that no scrape saw as an increase/);
    expect(said).toMatch(
      /none of \d+ recordings is NaN or infinite at any evaluation, also not at the \d+ without an event/,
    );
  });
});

/** Rules with the expression of one recording rewritten. */
function rewriting(record: string, rewrite: (expression: string) => string): { readonly change: (rule: Rule) => Rule } {
  return {
    change: (rule) => {
      if (rule.kind !== "recording" || rule.record !== record) return rule;
      const [before, after] = [print(rule.expression), rewrite(print(rule.expression))];
      if (before === after) throw new Error(`nothing to rewrite in ${before}`);
      return { ...rule, expression: parse(after) };
    },
  };
}

describe("wrong recordings of a window", () => {
  const one = ofDay(KINDS["bad events by all"]);

  it("are refuted where the budget is twice as large as promised, by the reference and by the raw events", () => {
    const results = proved(
      one,
      rewriting("objective:error_budget_remaining:ratio", (text) => text.replace("/ 0.001", "/ 0.002")),
    );
    expect(verdicts(results)).toEqual(["REFUTED", "REFUTED", "PROVED"]);
    expect(results.get("whole-window")?.counterexample?.says).toMatch(
      /error_budget_remaining:ratio is [\d.-]+ at .* and should be [\d.-]+/,
    );
    expect(results.get("raw-events")?.says[0]).toMatch(
      /is [\d.]+ % away from the raw events at .*, where at most [\d.]+ % follow/,
    );
  });

  it("are refuted where a mean of ratios forgets how many events there were", () => {
    const ratios = 'avg_over_time(objective:error_ratio:rate5m{objective="day"}[1d:5m])';
    const results = proved(
      one,
      rewriting("objective:error_ratio:rate1d", () => ratios),
    );
    expect(verdicts(results)).toEqual(["REFUTED", "REFUTED", "PROVED"]);
  });

  it("are refuted where idle nights divide nothing by nothing", () => {
    const results = proved(
      one,
      rewriting("objective:error_ratio:rate5m", (text) => text.replace(" > 0", "")),
    );
    expect(results.get("never-nan")?.verdict).toBe("REFUTED");
    expect(results.get("never-nan")?.says[0]).toMatch(/^objective:error_ratio:rate5m is NaN at /);
  });

  it("are refuted where errors count only from the second one on", () => {
    const results = proved(
      one,
      rewriting("objective:bad_events:rate5m", (text) => text.replace(/ or .*/, "")),
    );
    expect(results.get("whole-window")?.verdict).toBe("REFUTED");
  });
});

// A month takes seconds: its budget is summed anew each half hour.
describe.runIf(isFullRun)("the whole window of a calendar month", () => {
  it("holds for 31 days and into the next month, whose budget is whole again", () => {
    const results = proved({ ...errors, name: "month", over: calendarMonth() });
    expect(verdicts(results)).toEqual(["PROVED", "PROVED", "PROVED"]);
    expect(results.get("whole-window")?.says[0]).toContain("evaluations of 32d48m");
  });

  it("is refuted for a month that begins a day late", () => {
    const late = rewriting("objective:window_start:timestamp_seconds", (text) => `${text} + 86400`);
    expect(proved({ ...errors, name: "month", over: calendarMonth() }, late).get("raw-events")?.verdict).toBe(
      "REFUTED",
    );
  });
});

describe.runIf(isFullRun)("the objectives of the five stacks", () => {
  const all = systems.flatMap((system) =>
    [...system.services, ...system.dependencies].flatMap((owner) =>
      owner.objectives
        .filter(({ over }) => over !== undefined)
        .map(({ name }) => ({ system, owner: owner.name, part: name })),
    ),
  );

  it("are eight with a budget", () => expect(all).toHaveLength(8));

  it.each(all)("hold over 30 days for $owner $part", ({ system, owner, part }) => {
    const compilation = compile(system);
    const group = compilation.groups.find((one) => one.owner === owner && one.part === part);
    const rules = emittedGroups(compilation).get(group?.name ?? "");
    if (group === undefined || rules === undefined) throw new Error(`no group of ${part}`);
    for (const seed of [1, 2, 3]) {
      const { results } = proveWindow(subjectOf(group, system), rules, seed);
      expect(results.map(({ verdict }) => verdict)).toEqual(["PROVED", "PROVED", "PROVED"]);
    }
  });
});
