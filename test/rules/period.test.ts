import { describe, expect, it } from "vitest";
import type { RuleFile } from "../../lib/compile/bundle.ts";
import { compile } from "../../lib/compile/compile.ts";
import { costOf } from "../../lib/compile/cost.ts";
import { days, seconds, unguarded } from "../../lib/index.ts";
import { laboratory } from "../support/laboratory.ts";
import { describeWithPromtool } from "../support/promtool.ts";
import { errors, NO_BURN_RATE, rulesOf, shop, UNWATCHED } from "../support/shop.ts";

const recorded = { ...errors, burnRate: NO_BURN_RATE, lowTraffic: unguarded("a test"), absence: UNWATCHED };

function expressionOf(files: readonly RuleFile[], record: string): string {
  const rules = files.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const found = rules.find((rule) => "record" in rule && rule.record === record);
  if (found === undefined) throw new Error(`${record} is not recorded`);
  return found.expr;
}

describeWithPromtool("P13: the whole period in promtool", () => {
  const { experiment } = laboratory({ promtool: true });
  const rules = rulesOf(shop([recorded]), "api.errors");
  const ratio = expressionOf(rules, "objective:error_ratio:rate30d");
  const labels = 'objective="errors",service="api",system="shop"';
  /** What the rules record every minute of 30 days: 1 event per second, and 0.2 % of errors on the last 10. */
  const recordings = {
    [`objective:events:rate10m{${labels}}`]: `1x${30 * 1_440}`,
    [`objective:bad_events:rate10m{${labels}}`]: `0x${20 * 1_440} 0.002x${10 * 1_440}`,
  };

  // promtool keeps the steps of a subquery twice: 4,320 of 10 minutes fit, 8,640 of 5 minutes would not.
  const whole = experiment({ series: recordings, ask: { ratio: [ratio, 30 * 1_440] } });
  it("P13: 30 days at 1 minute are read within 10,000 samples: 0.2 % on 10 of them are 0.0667 %", async () => {
    expect(await whole.value("ratio")).toBeCloseTo((0.002 * 1_440) / 4_320, 12);
  });

  const plain = laboratory({ promtool: true }).experiment({
    series: recordings,
    ask: { sum: [`sum_over_time(objective:events:rate10m{${labels}}[30d])`, 17 * 1_440] },
  });
  it("P13: the same range without steps is refused after 10,000 samples", async () => {
    await expect(plain.value("sum")).rejects.toThrow("too many samples");
  });

  // 10,020 evaluations: beyond minute 9,999, where a plain range of 30 days makes promtool give up.
  const beyond = 167 * 60;
  it.runIf(process.env.BURNLINE_REQUIRE_TOOLS === "1")(
    "P13: the recordings themselves run for 167 hours at 1 minute: 1 % of errors from the first to the last",
    { timeout: 300_000 },
    async () => {
      const { value } = laboratory({ promtool: true }).experiment({
        rules,
        series: {
          'shop_requests_total{job="shop-api",namespace="shop",code="200"}': `0+59.4x${beyond}`,
          'shop_requests_total{job="shop-api",namespace="shop",code="500"}': `0+0.6x${beyond}`,
        },
        ask: { ratio: ["objective:error_ratio:rate30d", beyond] },
      });
      expect(await value("ratio")).toBeCloseTo(0.01, 9);
    },
  );
});

describe("cost of the reference objective: 10 series scraped every 15 s, 30 days, evaluated every minute", () => {
  const system = shop([{ ...errors, over: days(30) }]);
  const group = compile(system).groups.find(({ part }) => part === "errors");
  if (group === undefined) throw new Error("the errors have no group");

  // Counted from the rules as they are printed. Bad and all events: 2 series of each range.
  const RAW = 2 * 10 * (300 / 15);
  const MINUTES = (range: number): number => 2 * (range / 60);
  const TILES = (range: number): number => 2 * (range / 300);
  const RANGES = MINUTES(1_800) + MINUTES(3_600) + MINUTES(7_200) + MINUTES(21_600);
  // 30 days are read in tiles of 10 minutes, each recorded from 2 tiles of 5.
  const LONG_RANGES = TILES(86_400) + TILES(259_200) + (2 * 2_592_000) / 600 + 2 * 2;
  // Failures of the guard, once for each of the four alerts.
  const GUARDS = 3_600 / 60 + 21_600 / 60 + 86_400 / 300 + 259_200 / 300;
  // Single samples: 1 of events for bad ones born late, 2 of the newest ratio, 2 of the budget, 2 of each of 4 alerts,
  // and for absence the 10 series of the metric and 10 of `up`.
  const SINGLES = 1 + 2 + 2 + 4 * 2 + 10 + 10;

  it("reads at most 99,460 samples an evaluation, and as many as counted by hand: 14,093", () => {
    const byHand = RAW + RANGES + LONG_RANGES + GUARDS + SINGLES;
    expect(byHand).toBe(400 + 1_140 + 10_948 + 1_572 + 33);
    const { samplesPerEvaluation, samplesPerHour } = costOf(group, system, 10);
    expect(samplesPerEvaluation).toBe(byHand);
    expect(samplesPerEvaluation).toBeLessThanOrEqual(99_460);
    expect(samplesPerHour).toBe(60 * byHand);
  });

  it("100 times the series cost only the first recordings and the check of absence 100 times: 2 x 20 + 2 samples a series", () => {
    const [ten, thousand] = [10, 1_000].map((series) => costOf(group, system, series).samplesPerEvaluation);
    expect((thousand ?? 0) - (ten ?? 0)).toBe(990 * (2 * (300 / 15) + 2));
  });

  it("an evaluation every 30 s doubles what the short windows read, and not what the tiled ones do", () => {
    const faster = shop([errors], { prometheus: { evaluationInterval: seconds(30), retention: days(40) } });
    const twice = compile(faster).groups.find(({ part }) => part === "errors");
    if (twice === undefined) throw new Error("the errors have no group");
    const more = RANGES + (3_600 / 60 + 21_600 / 60);
    expect(costOf(twice, faster, 10).samplesPerEvaluation).toBe(RAW + RANGES + LONG_RANGES + GUARDS + SINGLES + more);
  });
});
