import { expect, it } from "vitest";
import {
  above,
  absentFor,
  count,
  days,
  minimumFailures,
  minutes,
  type Objective,
  objective,
  percent,
  quantile,
  queueDepth,
  ratio,
  scrape,
  seconds,
} from "../../lib/index.ts";
import { ruleDiff, rules } from "../support/rule-diff.ts";
import { ABSENT, duration, errors, queue, requests, SCRAPE, shop } from "../support/shop.ts";

type Shop = Objective<"page" | "ticket">;

const slow = objective("p95", {
  indicator: quantile(0.95, duration),
  tiers: [above(seconds(1.5), { over: minutes(5), for: minutes(6), severity: "page" })],
  lowTraffic: minimumFailures(41),
  absence: ABSENT,
});
const backlog = objective("backlog", {
  indicator: queueDepth(queue),
  tiers: [above(count(1_300), { for: minutes(5), severity: "ticket" })],
  absence: ABSENT,
});
const before = shop([errors, slow, backlog]);
const tier = slow.tiers[0];
if (tier === undefined) throw new Error("p95 has no tier");

/** The same shop with other errors, or with another p95. */
const withErrors = (change: Partial<Shop>) => shop([{ ...errors, ...change }, slow, backlog]);
const withTier = (change: Partial<typeof tier>) =>
  shop([errors, { ...slow, tiers: [{ ...tier, ...change }] }, backlog]);

const BURNING = ["1d", "1h", "3d", "6h"].map((window) => `errors ApiErrorsBudgetBurn ${window}`);
const TARGETS = ["targets ApiDown", "targets ApiTargetDown"];
const ABSENCES = ["backlog ApiBacklogAbsent", "errors ApiErrorsAbsent", "p95 ApiP95Absent"];
const ALERTS = [...ABSENCES, ...BURNING, ...TARGETS, "backlog ApiBacklog", "p95 ApiP95"];
/** Rules that read what is scraped. */
const RAW = [
  ...TARGETS,
  ...ABSENCES,
  "backlog value_count:last",
  "errors bad_events:rate5m",
  "errors events:rate5m",
  "p95 events:rate5m",
  "p95 value_seconds:rate5m",
];
const sorted = (...keys: readonly string[]): readonly string[] => [...new Set(keys)].sort();

it("the same model gives the same rules, 28 of them in 4 groups", () => {
  expect(ruleDiff(before, shop([errors, slow, backlog]))).toEqual([]);
  const keys = [...rules(before).keys()];
  expect(keys.filter((key) => key.endsWith(" interval"))).toHaveLength(4);
  expect(keys.filter((key) => !key.endsWith(" interval"))).toHaveLength(28);
});

it("target: what is left of the budget, the target, and the thresholds of the 4 burn rates", () => {
  expect(ruleDiff(before, withErrors({ target: percent(99.95) }))).toEqual(
    sorted(...BURNING, "errors error_budget_remaining:ratio", "errors target:ratio"),
  );
});

it("window: the ratio over it, what is left of the budget, and the 4 burn rates that scale with it", () => {
  expect(ruleDiff(before, withErrors({ over: days(28) }))).toEqual(
    sorted(
      ...BURNING,
      "+errors error_ratio:rate4w",
      "-errors error_ratio:rate30d",
      "errors error_budget_remaining:ratio",
    ),
  );
});

it("threshold of a tier: its alert", () => {
  expect(ruleDiff(before, withTier({ threshold: seconds(1.25) }))).toEqual(["p95 ApiP95"]);
});

it("`for` of a tier: its alert", () => {
  expect(ruleDiff(before, withTier({ for: minutes(7) }))).toEqual(["p95 ApiP95"]);
});

it("severity of a tier: its alert", () => {
  expect(ruleDiff(before, withTier({ severity: "ticket" }))).toEqual(["p95 ApiP95"]);
});

it("range of a tier: its alert, and the 2 recordings under the new name", () => {
  expect(ruleDiff(before, withTier({ over: minutes(10) }))).toEqual(
    sorted(
      "p95 ApiP95",
      "+p95 events:rate10m",
      "-p95 events:rate5m",
      "+p95 value_seconds:rate10m",
      "-p95 value_seconds:rate5m",
    ),
  );
});

it("selector of the bad requests: the 1 recording that reads them", () => {
  const indicator = ratio({ bad: requests.where({ code: /50[0-4]/ }), total: requests });
  expect(ruleDiff(before, withErrors({ indicator }))).toEqual(["errors bad_events:rate5m"]);
});

it("selector of all requests: the recording of all, and the check that they are there", () => {
  const indicator = ratio({
    bad: requests.where({ code: /5../ }),
    total: requests.where({ route: "/pay" }),
  });
  expect(ruleDiff(before, withErrors({ indicator }))).toEqual(["errors ApiErrorsAbsent", "errors events:rate5m"]);
});

it("job of the scrape: every rule that reads what is scraped, and no other", () => {
  const after = shop([errors, slow, backlog], { scrape: scrape({ ...SCRAPE, job: "other" }) });
  expect(ruleDiff(before, after)).toEqual(sorted(...RAW));
});

it("namespace: every rule that reads what is scraped, and the label of every alert", () => {
  expect(ruleDiff(before, shop([errors, slow, backlog], { namespace: "other" }))).toEqual(sorted(...RAW, ...ALERTS));
});

it("count of the low-traffic guard: the 4 burn rates", () => {
  expect(ruleDiff(before, withErrors({ lowTraffic: minimumFailures(12) }))).toEqual(sorted(...BURNING));
});

it("absence: its alert", () => {
  expect(ruleDiff(before, withErrors({ absence: absentFor(minutes(18), "ticket") }))).toEqual([
    "errors ApiErrorsAbsent",
  ]);
});

it("base of the runbooks: every alert and no recording", () => {
  expect(ruleDiff(before, shop([errors, slow, backlog], { runbooks: "https://wiki.example.com" }))).toEqual(
    sorted(...ALERTS),
  );
});

it("name of the alert: the alerts of this objective, under the new name", () => {
  expect(ruleDiff(before, shop([errors, { ...slow, alert: "SlowPayments" }, backlog]))).toEqual(
    sorted("+p95 SlowPayments", "+p95 SlowPaymentsAbsent", "-p95 ApiP95", "-p95 ApiP95Absent"),
  );
});

it("name of the objective's own impact: its alerts", () => {
  expect(ruleDiff(before, withErrors({ impact: "Some orders fail." }))).toEqual(sorted(...BURNING));
});

it("evaluation interval: that of the 4 groups, and the 2 guards that count evaluations instead of tiles", () => {
  const after = shop([errors, slow, backlog], {
    prometheus: { evaluationInterval: seconds(30), retention: days(40) },
  });
  expect(ruleDiff(before, after)).toEqual(
    sorted(
      "backlog interval",
      "errors interval",
      "p95 interval",
      "targets interval",
      "errors ApiErrorsBudgetBurn 1h",
      "errors ApiErrorsBudgetBurn 6h",
    ),
  );
});

it("retention and scrape interval: nothing, as long as they suffice", () => {
  const after = shop([errors, slow, backlog], {
    prometheus: { evaluationInterval: minutes(1), retention: days(35) },
    scrape: scrape({ ...SCRAPE, every: seconds(30) }),
  });
  expect(ruleDiff(before, after)).toEqual([]);
});

it("one more objective: its own group and nothing else; one less: the same away", () => {
  const more = shop([errors, slow, backlog, { ...backlog, name: "mails" }]);
  const own = ["mails interval", "mails value_count:last", "mails ApiMails", "mails ApiMailsAbsent"];
  expect(ruleDiff(before, more)).toEqual(sorted(...own.map((key) => `+${key}`)));
  expect(ruleDiff(more, before)).toEqual(sorted(...own.map((key) => `-${key}`)));
});
