import { describe, expect, it } from "vitest";
import {
  above,
  below,
  burnRates,
  hitRatio,
  hours,
  minimumEvents,
  minutes,
  objective,
  percent,
  quantile,
  saturation,
  seconds,
} from "../../lib/index.ts";

import { isFullRun } from "../support/promtool.ts";
import { type Mutation, prove, rewritten } from "../support/proving.ts";
import { ABSENT, duration, errors, hits, misses, poolLimit, poolUsed, shop, UNWATCHED } from "../support/shop.ts";

const system = shop([
  {
    ...errors,
    burnRate: burnRates([{ long: hours(1), short: minutes(5), factor: 14.4, severity: "page" }]),
    tiers: [above(percent(5), { over: minutes(5), for: minutes(2), severity: "page" })],
  },
  objective("cache", {
    indicator: hitRatio({ hits, misses }),
    tiers: [below(percent(71), { over: minutes(5), for: minutes(4), severity: "ticket" })],
    lowTraffic: minimumEvents(37),
    absence: ABSENT,
  }),
  objective("p95", {
    indicator: quantile(0.95, duration, { by: ["route"] }),
    tiers: [above(seconds(1.5), { over: minutes(5), for: minutes(6), severity: "page" })],
    lowTraffic: minimumEvents(41),
    absence: UNWATCHED,
  }),
  objective("pool", {
    indicator: saturation({ used: poolUsed, capacity: poolLimit }),
    tiers: [above(percent(80), { for: minutes(8), severity: "ticket" })],
    absence: UNWATCHED,
  }),
]);

const pending =
  (from: string, to: string): Mutation =>
  (rule) =>
    "alert" in rule && rule.for === from ? { ...rule, for: to } : rule;

const MUTANTS: readonly (readonly [what: string, alert: string, part: string, mutation: Mutation])[] = [
  ["a burn rate 2 % higher", "ApiErrorsBudgetBurn", "api.errors", rewritten("> 0.0144", "> 0.014688")],
  ["a burn rate 2 % lower", "ApiErrorsBudgetBurn", "api.errors", rewritten("> 0.0144", "> 0.014112")],
  ["a threshold 2 % higher", "ApiErrors", "api.errors", rewritten("> 0.05", "> 0.051")],
  ["`for` 1 step longer", "ApiErrors", "api.errors", pending("2m", "3m")],
  ["the comparison turned round", "ApiErrors", "api.errors", rewritten("> 0.05", "< 0.05")],
  ["the filter of bad requests left out", "ApiErrors", "api.errors", rewritten('code=~"5..",', "")],
  ["the long window 50 m instead of 1 h", "ApiErrorsBudgetBurn", "api.errors", rewritten("[1h]", "[50m]")],
  [
    "the short window's condition left out",
    "ApiErrorsBudgetBurn",
    "api.errors",
    rewritten(/and\s+objective:error_ratio:rate5m\{[^}]*\} > 0\.0144/g, ""),
  ],
  [
    "the long window's condition left out",
    "ApiErrorsBudgetBurn",
    "api.errors",
    rewritten(/objective:error_ratio:rate1h\{[^}]*\} > 0\.0144\s+and\b/g, ""),
  ],
  [
    "the sum of all requests left out",
    "ApiErrors",
    "api.errors",
    rewritten(/^sum\((rate\(shop_requests_total\{job[^}]*\}\[5m\]\))\)$/g, "$1"),
  ],
  ["5 failures instead of 11 in the guard", "ApiErrorsBudgetBurn", "api.errors", rewritten(">= 11", ">= 5")],
  ["`or vector(0)` left out of ApiDown", "ApiDown", "api.targets", rewritten(" or vector(0)", "")],
  [
    "ApiDown asking for any target that is down",
    "ApiDown",
    "api.targets",
    rewritten(/sum\((up\{[^}]*\})\)/g, "min($1)"),
  ],
  ["`for` of the single target 1 step longer", "ApiTargetDown", "api.targets", pending("13m", "14m")],
  ["hits compared as misses", "ApiCache", "api.cache", rewritten("1 - objective", "objective")],
  ["20 look-ups instead of 37 in the guard", "ApiCache", "api.cache", rewritten(">= 37", ">= 20")],
  [
    "absence without the question whether targets answer",
    "ApiCacheAbsent",
    "api.cache",
    rewritten(/\s+and on \(\)\s+.*$/gs, ""),
  ],
  ["the p90 instead of the p95", "ApiP95", "api.p95", rewritten("0.95", "0.9")],
  ["20 requests instead of 41 in the guard of the p95", "ApiP95", "api.p95", rewritten(">= 41", ">= 20")],
  ["the pool counted twice", "ApiPool", "api.pool", rewritten(/sum\((shop_pool_used)/g, "2 * sum($1")],
  ["`for` of the pool 1 step shorter", "ApiPool", "api.pool", pending("8m", "7m")],
];

describe("the proofs", () => {
  it.each(["api.errors", "api.cache", "api.p95", "api.pool", "api.targets"])(
    "pass on the rules of %s",
    async (part) => {
      expect(await prove(system, part)).toMatchObject({ ok: true });
    },
  );

  // The others run in full: a seeded sample of all mutants is judged beside this.
  const quick = MUTANTS.filter((_, index) => index % 3 === 0);

  it.each(isFullRun ? MUTANTS : quick)("fail on %s, by the scenarios of %s", async (_what, alert, part, mutation) => {
    expect(await prove(system, part, alert, mutation)).toMatchObject({ ok: false });
  });
});
