import { describe, expect, it } from "vitest";
import { checkSystem } from "../../lib/compile/check.ts";
import {
  absenceIgnored,
  below,
  burnRates,
  days,
  hours,
  type MomentPolicy,
  minimumEvents,
  minimumFailures,
  minutes,
  objective,
  percent,
  seconds,
  unguarded,
  up,
  widenedWindows,
} from "../../lib/index.ts";
import { firing, laboratory } from "../support/laboratory.ts";
import { describeWithPromtool } from "../support/promtool.ts";
import { NO_BURN_RATE, PAGE_AND_TICKET, refusals, rulesOf, shop } from "../support/shop.ts";

const PROMISE = {
  indicator: up(),
  target: percent(99.9),
  over: days(30),
  absence: absenceIgnored("`up` is there for every known target"),
} as const;

const uptime = (lowTraffic: MomentPolicy) => objective("uptime", { ...PROMISE, burnRate: PAGE_AND_TICKET, lowTraffic });

/** What an alert over a window asks of moments; empty without a guard. */
function guardOver(window: string, lowTraffic: MomentPolicy, interval = 60): string {
  const system = shop([uptime(lowTraffic)], {
    prometheus: { evaluationInterval: seconds(interval), retention: days(40) },
  });
  const rules = rulesOf(system, "api.uptime").flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const alert = rules.find((rule) => "alert" in rule && rule.labels?.long_window === window);
  const matchers = /\{[^}]*\}/g;
  return (
    inOneLine(alert?.expr ?? "")
      .replaceAll(matchers, "")
      .match(/sum_over_time.*/)?.[0] ?? ""
  );
}

function inOneLine(expression: string): string {
  return expression.replaceAll(/\s+/g, " ").replaceAll(/(?<=\() | (?=\))/g, "");
}

describe("the guard of an objective on uptime", () => {
  it("counts moments of an hour, and of six hours", () => {
    expect(guardOver("1h", minimumFailures(3))).toBe("sum_over_time(objective:bad_moments:bool[1h]) >= 3");
    expect(guardOver("6h", minimumFailures(3))).toBe("sum_over_time(objective:bad_moments:bool[6h]) >= 3");
  });

  it("is left out where the threshold asks for as many: 0.3 % of 1,440 and 0.1 % of 4,320 moments are 4.32", () => {
    expect(["1d", "3d"].map((window) => guardOver(window, minimumFailures(4)))).toEqual(["", ""]);
    // 0.6 % of the 720 half minutes of 6 h are 4.32 as well.
    expect(guardOver("6h", minimumFailures(4), 30)).toBe("");
    // No alert fires without a single bad moment.
    expect(guardOver("1h", minimumFailures(1))).toBe("");
    expect(guardOver("1h", unguarded("a test"))).toBe("");
  });

  it("counts tiles of 5 minutes from a day on", () => {
    const counted = "sum_over_time(sum_over_time(objective:bad_moments:bool[5m])[1d:5m]) >= 5";
    expect(guardOver("1d", minimumFailures(5))).toBe(counted);
  });
});

describe("a target that does not answer", () => {
  const { experiment } = laboratory();

  /** A target that is scraped once a minute and does not answer at some of these, after an hour in which it did. */
  const scrapes = (policy: MomentPolicy, failed: readonly number[]) => {
    const rules = rulesOf(
      shop([objective("uptime", { ...PROMISE, burnRate: PAGE_AND_TICKET, lowTraffic: policy })]),
      "api.uptime",
    );
    const values = Array.from({ length: 200 }, (_, minute) => (failed.includes(minute - 60) ? 0 : 1));
    return experiment({
      rules,
      series: { 'up{job="shop-api",namespace="shop",instance="a"}': values.join(" ") },
      ask: {
        ever: [`max_over_time((${firing("ApiUptimeBudgetBurn", { long_window: "1h" })})[2h:1m])`, 190],
        atLast: [firing("ApiUptimeBudgetBurn", { long_window: "1h" }), 60 + (failed.at(-1) ?? 0)],
      },
    });
  };
  const three = minimumFailures(3);
  const [single, two, third, spread, late] = [
    scrapes(unguarded("a test"), [0]),
    scrapes(three, [0, 1]),
    scrapes(three, [0, 1, 2]),
    scrapes(three, [0, 30, 59]),
    scrapes(three, [0, 30, 60]),
  ];

  it("at one scrape of an hour, 1.67 %, pages without a guard", async () => {
    expect(await single.value("atLast")).toBe(1);
  });

  it("at two scrapes is silent with a guard of three, and pages at the third", async () => {
    expect(await two.value("ever")).toBe(0);
    expect(await third.value("atLast")).toBe(1);
  });

  it("at three scrapes within 59 minutes pages, and within 60 does not: an hour has 60 evaluations", async () => {
    expect(await spread.value("atLast")).toBe(1);
    expect(await late.value("ever")).toBe(0);
  });

  /** Below 97 % of an hour: two of 60 moments are 3.3 %. */
  const tiered = (failed: number) =>
    experiment({
      rules: rulesOf(
        shop([
          objective("uptime", {
            ...PROMISE,
            burnRate: NO_BURN_RATE,
            tiers: [below(percent(97), { over: hours(1), for: minutes(0), severity: "page" })],
            lowTraffic: three,
          }),
        ]),
        "api.uptime",
      ),
      series: { 'up{job="shop-api",namespace="shop",instance="a"}': `1x60 0x${failed - 1} 1x60` },
      ask: { ever: [`max_over_time((${firing("ApiUptime")})[2h:1m])`, 110] },
    });
  const [less, enough] = [tiered(2), tiered(3)];

  it("below a threshold of 97 % of an hour alerts from the third moment on, not from the second", async () => {
    expect(await less.value("ever")).toBe(0);
    expect(await enough.value("ever")).toBe(1);
  });
});

describeWithPromtool("a guard over 30 days", () => {
  const { experiment } = laboratory({ promtool: true });
  const bad = `objective:bad_moments:bool{objective="uptime",service="api",system="shop"}`;
  const rules = rulesOf(
    shop([
      objective("uptime", {
        ...PROMISE,
        burnRate: NO_BURN_RATE,
        tiers: [below(percent(99.99), { over: days(30), for: minutes(0), severity: "page" })],
        lowTraffic: minimumFailures(9),
      }),
    ]),
    "api.uptime",
  );
  const alert = rules
    .flatMap(({ groups }) => groups.flatMap((group) => group.rules))
    .find((rule) => "alert" in rule)?.expr;
  const counted = inOneLine(alert ?? "").match(/sum_over_time.*(?= >= 9)/)?.[0] ?? "";
  const whole = experiment({ series: { [bad]: `0x${29 * 1_440} 1x8 0x1431` }, ask: { counted: [counted, 43_200] } });

  it("counts 9 of 43,200 moments within promtool's 10,000 samples", async () => {
    expect(counted).toMatch(/\[10m\]\)\[30d:10m\]\)$/);
    expect(await whole.value("counted")).toBe(9);
  });
});

describe("models whose uptime has no fitting guard", () => {
  const refused = (rest: object) =>
    refusals(shop([{ ...uptime(unguarded("a test")), ...rest } as ReturnType<typeof uptime>]));
  const PATH = "services.api.objectives.uptime.lowTraffic";

  it("are refused when burn rates have none, and not when there are only tiers", () => {
    expect(refused({ lowTraffic: undefined })).toEqual([`low-traffic-missing ${PATH}`]);
    const tiers = [below(percent(97), { over: hours(1), for: minutes(0), severity: "page" })];
    expect(refused({ lowTraffic: undefined, burnRate: NO_BURN_RATE, tiers })).toEqual([]);
  });

  it("are refused when they count events or widen windows: uptime has no traffic", () => {
    expect(refused({ lowTraffic: minimumEvents(100) })).toEqual([`low-traffic-invalid ${PATH}.minimumEvents`]);
    expect(refused({ lowTraffic: widenedWindows(2) })).toEqual([`low-traffic-invalid ${PATH}.widenedWindows`]);
  });

  it("are refused when an hour does not have as many moments as they ask for: 60 are all, 61 never come", () => {
    expect(refused({ lowTraffic: minimumFailures(60) })).toEqual([]);
    expect(refused({ lowTraffic: minimumFailures(61) })).toEqual([`low-traffic-invalid ${PATH}.minimumFailures`]);
    const [issue] = checkSystem(shop([uptime(minimumFailures(61))]));
    expect(issue?.message).toBe("the alert over 1h can never fire: it sees fewer moments than the guard asks for");
  });

  it("are fine with a reason", () => {
    const slow = burnRates([{ long: days(3), short: hours(6), factor: 1, severity: "ticket" }]);
    expect(refused({ burnRate: slow })).toEqual([]);
  });
});
