import { describe, expect, it } from "vitest";
import type { RuleGroup } from "../../lib/engine/rule.ts";
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
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import type { AlertObligation } from "../../lib/prove/obligation.ts";
import { duration, errors, hits, lookups, poolLimit, poolUsed, UNWATCHED } from "../support/shop.ts";
import { proved, type Shown, shown } from "./trials-shown.ts";

const requests = shown({
  ...errors,
  burnRate: burnRates([{ long: hours(1), short: minutes(5), factor: 14.4, severity: "page" }]),
  tiers: [above(percent(5), { over: minutes(5), for: minutes(2), severity: "ticket" })],
});

const cache = shown(
  objective("cache", {
    indicator: hitRatio({ hits, total: lookups }),
    tiers: [below(percent(71), { over: minutes(5), for: minutes(4), severity: "ticket" })],
    lowTraffic: minimumEvents(20),
    absence: UNWATCHED,
  }),
);

const p95 = shown(
  objective("p95", {
    indicator: quantile(0.95, duration, { by: ["route"] }),
    tiers: [above(seconds(1), { over: minutes(5), for: minutes(6), severity: "page" })],
    lowTraffic: minimumEvents(40),
    absence: UNWATCHED,
  }),
);

const pool = shown(
  objective("pool", {
    indicator: saturation({ used: poolUsed, capacity: poolLimit, by: ["pod"] }),
    tiers: [above(percent(80), { for: minutes(8), severity: "ticket" })],
    absence: UNWATCHED,
  }),
);

/** The same with text of its expressions replaced. */
function rewritten(made: Shown, from: string | RegExp, to: string): Shown {
  const rules = made.rules.rules.map((rule) => ({
    ...rule,
    expression: parse(print(rule.expression).replaceAll(/\s+/g, " ").replace(from, to)),
  }));
  return changed(made, rules);
}

/** The same with other pending times. Units: minutes. */
function pending(made: Shown, from: number, to: number): Shown {
  const rules = made.rules.rules.map((rule) =>
    rule.kind === "alerting" && rule.for === from * 60_000 ? { ...rule, for: to * 60_000 } : rule,
  );
  return changed(made, rules);
}

function changed(made: Shown, rules: RuleGroup["rules"]): Shown {
  expect(JSON.stringify(rules)).not.toBe(JSON.stringify(made.rules.rules));
  return { ...made, rules: { ...made.rules, rules } };
}

const SLIPS: readonly (readonly [string, () => Shown, AlertObligation])[] = [
  ["a threshold of 5.05 %", () => rewritten(requests, "> 0.05", "> 0.0505"), "fires-just-above"],
  ["a threshold of 4.95 %", () => rewritten(requests, "> 0.05", "> 0.0495"), "silent-just-below"],
  ["5 % itself as beyond", () => rewritten(requests, "> 0.05", ">= 0.05"), "silent-just-below"],
  [
    "a burn rate of 14.54 over the hour",
    () => rewritten(requests, /(rate1h\{[^}]*\} >) 0\.0144/, "$1 0.014544"),
    "fires-just-above",
  ],
  [
    "a burn rate of 14.26 over five minutes",
    () => rewritten(requests, /(rate5m\{[^}]*\} >) 0\.0144/, "$1 0.014256"),
    "silent-just-below",
  ],
  [
    "the short window left out",
    () => rewritten(requests, / and objective:error_ratio:rate5m\{[^}]*\} > 0\.0144/, ""),
    "silent-just-below",
  ],
  [
    "an hour of 59 minutes",
    () => rewritten(requests, /bad_events:rate5m(\{[^}]*\})\[1h\]/, "bad_events:rate5m$1[59m]"),
    "one-failure",
  ],
  ["a `for` of 3 minutes", () => pending(requests, 2, 3), "for-boundary"],
  ["a `for` of 1 minute", () => pending(requests, 2, 1), "pending"],
  ["a guard of 10 failures", () => rewritten(requests, ">= 11", ">= 10"), "one-failure"],
  ["a guard of more than 11 failures", () => rewritten(requests, ">= 11", "> 11"), "one-failure"],
  [
    "a guard that counts all events",
    () => rewritten(requests, /bad_events:rate5m(\{[^}]*\}) \* 300/, "events:rate5m$1 * 300"),
    "one-failure",
  ],
  ["the status left out", () => rewritten(requests, 'code=~"5..",', ""), "first-error"],
  ["only the status 500", () => rewritten(requests, 'code=~"5.."', 'code="500"'), "isolation"],
  ["the namespace left out", () => rewritten(requests, 'namespace="shop"', 'namespace=~".*"'), "isolation"],
  [
    "recordings of any objective",
    () =>
      rewritten(requests, 'objective="errors",service="api",system="shop"} * 0', 'service="api",system="shop"} * 0'),
    "isolation",
  ],
  ["a mean of replicas", () => rewritten(requests, /^sum\(rate/, "avg(rate"), "one-replica-bad"],
  ["no zero for what is not born", () => rewritten(requests, / or on \(\) .*$/, ""), "first-error"],
  ["a range of 4 minutes", () => rewritten(requests, /total(\{[^}]*\})\[5m\]/, "total$1[4m]"), "traffic-stops"],
  [
    "a counter summed before its rate is taken",
    () => rewritten(requests, /^sum\(rate\((.*)\[5m\]\)\)$/, "delta($1[5m])"),
    "counter-reset",
  ],
  [
    "a total without hits that is not known to be bad",
    () => rewritten(cache, / or on \(\) objective:events:rate5m\{[^}]*\} \* 0/, ""),
    "only-errors",
  ],
  ["bad events below zero", () => rewritten(cache, /(clamp_min\(.*), 0\)$/, "$1, -1000)"), "evaluation-jitter"],
  ["the hit ratio turned round", () => rewritten(cache, "1 - objective", "0 + objective"), "fires-just-above"],
  ["buckets of replicas averaged", () => rewritten(p95, "sum by (le,", "avg by (le,"), "isolation"],
  ["another quantile", () => rewritten(p95, "0.95", "0.9"), "fires-just-above"],
  ["NaN where nothing is observed", () => rewritten(p95, ">= 0", ">= bool 0"), "no-traffic"],
  ["a capacity of 0 taken as one", () => rewritten(pool, /(limit\{[^}]*\}\)) > 0/, "$1"), "isolation"],
  ["all pods together", () => rewritten(pool, /by \(pod\)/g, ""), "fires-just-above"],
];

describe("trials of objectives", () => {
  it.each(SLIPS)("refute %s", (_, slip, obligation) => {
    const refuted = proved(slip()).filter(({ verdict }) => verdict === "REFUTED");
    expect(refuted.map((result) => result.obligation)).toContain(obligation);
  });

  it("say what goes wrong, and give the series", () => {
    const refuted = proved(rewritten(requests, "> 0.05", "> 0.0505")).filter(({ verdict }) => verdict === "REFUTED");
    const first = refuted.find(({ obligation }) => obligation === "fires-just-above");
    expect(first?.says).toEqual(["ApiErrors is inactive at 28m and should be pending"]);
    expect(first?.counterexample?.series.map(({ series }) => series)).toContain(
      'shop_requests_total{code="500",instance="a",job="shop-api",namespace="shop"}',
    );
  });
});
