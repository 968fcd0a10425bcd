import type { RuleFile } from "../../lib/compile/bundle.ts";
import { checkSystem } from "../../lib/compile/check.ts";
import { compile } from "../../lib/compile/compile.ts";
import { isError } from "../../lib/core/issue.ts";
import {
  above,
  absenceIgnored,
  absentFor,
  atLeast,
  atMost,
  below,
  burnRates,
  cores,
  count,
  counter,
  days,
  dependency,
  freshness,
  gauge,
  histogram,
  hitRatio,
  hours,
  latency,
  minimumEvents,
  minimumFailures,
  minutes,
  nativeHistogram,
  noBurnRate,
  type Objective,
  objective,
  percent,
  perSecond,
  quantile,
  queueDepth,
  ratio,
  type Scrape,
  type System,
  saturation,
  scrape,
  seconds,
  service,
  system,
  throughput,
  up,
  workbook,
} from "../../lib/index.ts";

/** Metrics of a small shop, for tests of rules. Numbers are odd and differ, so that a swapped field cannot pass. */
export const requests = counter("shop_requests_total", { labels: ["code", "route"] });
export const duration = histogram("shop_duration_seconds", {
  unit: "seconds",
  labels: ["route"],
  buckets: [0.25, 0.5, 1, 2],
});
export const nativeDuration = nativeHistogram("shop_native_seconds", { unit: "seconds", labels: ["code"] });
export const hits = counter("shop_cache_hits_total");
export const misses = counter("shop_cache_misses_total");
export const lookups = counter("shop_cache_lookups_total");
export const poolUsed = gauge("shop_pool_used", { unit: "count" });
export const poolLimit = gauge("shop_pool_limit", { unit: "count" });
export const cpuSeconds = counter("shop_cpu_seconds_total", { unit: "seconds" });
export const queue = gauge("shop_queue_length", { unit: "count" });
export const lastBackup = gauge("shop_last_backup_timestamp_seconds", { unit: "timestamp" });

export const PAGE_AND_TICKET = workbook({ page: "page", ticket: "ticket" });
export const ABSENT = absentFor(minutes(17), "ticket");
export const UNWATCHED = absenceIgnored("a test of something else");

type Severity = "page" | "ticket";

/** Bad requests by all requests: 99.9 % of 30 days, with the SRE workbook's alerts. */
export const errors = objective("errors", {
  indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
  target: percent(99.9),
  over: days(30),
  burnRate: PAGE_AND_TICKET,
  lowTraffic: minimumFailures(11),
  absence: ABSENT,
});

/** The same with one burn rate only, which takes promtool a fifth of the time. */
const ERRORS_OF_AN_HOUR = {
  ...errors,
  burnRate: burnRates([{ long: hours(1), short: minutes(5), factor: 14.4, severity: "page" }]),
};

/** One objective of every other kind of indicator. */
const OTHERS: readonly Objective<Severity>[] = [
  objective("slow", {
    indicator: latency(duration, { below: seconds(0.5) }),
    target: percent(99),
    over: days(28),
    burnRate: burnRates([{ long: hours(2), short: minutes(10), factor: 5.6, severity: "page" }]),
    tiers: [above(percent(7), { over: minutes(10), for: minutes(3), severity: "page" })],
    lowTraffic: minimumEvents(23),
    absence: ABSENT,
  }),
  objective("cache", {
    indicator: hitRatio({ hits, misses }),
    tiers: [
      below(percent(71), { over: minutes(5), for: minutes(4), severity: "ticket" }),
      atMost(percent(43), { over: minutes(5), for: minutes(4), severity: "page" }),
    ],
    lowTraffic: minimumEvents(37),
    absence: ABSENT,
  }),
  objective("uptime", {
    indicator: up(),
    target: percent(99.5),
    over: days(30),
    burnRate: burnRates([{ long: hours(1), short: minutes(5), factor: 14.4, severity: "ticket" }]),
    tiers: [below(percent(97), { over: hours(1), for: minutes(0), severity: "page" })],
    lowTraffic: minimumFailures(3),
    absence: absenceIgnored("`up` is there for every known target"),
  }),
  objective("p95", {
    indicator: quantile(0.95, duration, { by: ["route"] }),
    target: seconds(0.5),
    tiers: [above(seconds(1.5), { over: minutes(5), for: minutes(6), severity: "page" })],
    lowTraffic: minimumEvents(41),
    absence: ABSENT,
  }),
  objective("rate", {
    indicator: throughput(requests),
    tiers: [below(perSecond(3), { over: minutes(5), for: minutes(7), severity: "ticket" })],
    absence: ABSENT,
  }),
  objective("pool", {
    indicator: saturation({ used: poolUsed, capacity: poolLimit }),
    target: percent(60),
    tiers: [
      above(percent(80), { for: minutes(8), severity: "ticket" }),
      atLeast(percent(97), { over: minutes(5), for: minutes(2), severity: "page" }),
    ],
    absence: ABSENT,
  }),
  objective("cpu", {
    indicator: saturation({ used: cpuSeconds, capacity: cores(4) }),
    tiers: [above(percent(85), { over: minutes(5), for: minutes(9), severity: "ticket" })],
    absence: ABSENT,
  }),
  objective("backup", {
    indicator: freshness(lastBackup),
    tiers: [above(hours(3), { for: minutes(0), severity: "ticket" })],
    absence: ABSENT,
  }),
  objective("backlog", {
    indicator: queueDepth(queue),
    tiers: [
      above(count(1_300), { for: minutes(5), severity: "ticket" }),
      above(count(5_200), { over: minutes(10), for: minutes(0), severity: "page" }),
    ],
    absence: ABSENT,
  }),
];

export const SCRAPE: Scrape<Severity> = scrape({
  job: "shop-api",
  every: seconds(15),
  port: "http",
  through: { kind: "ServiceMonitor", labels: { app: "shop" } },
  down: { after: minutes(2), severity: "page", target: { after: minutes(13), severity: "ticket" } },
});

/** What differs between the shops of the tests. */
export type ShopOptions = Partial<Omit<System<Severity>, "services" | "severities">> & {
  readonly scrape?: Scrape<Severity>;
};

/** A system of one service with the given objectives; its targets are `up{job="shop-api",namespace="shop"}`. */
export function shop(objectives: readonly Objective<Severity>[], options: ShopOptions = {}): System<Severity> {
  const { scrape: given = SCRAPE, ...rest } = options;
  return system("shop", {
    title: "Shop",
    owner: "shop",
    runs: ["kubernetes"],
    namespace: "shop",
    prometheus: { evaluationInterval: minutes(1), retention: days(40) },
    runbooks: "https://runbooks.example.com",
    severities: {
      page: { priority: "P1", rank: 0 },
      ticket: { priority: "P3", rank: 1 },
    },
    services: [service("api", { scrape: given, objectives })],
    ...rest,
  });
}

/** A shop with one objective of every kind of indicator. */
export const everyKind: System<Severity> = shop([ERRORS_OF_AN_HOUR, ...OTHERS], {
  dependencies: [
    dependency("exporter", {
      type: "node-exporter",
      scrape: scrape({
        job: "exporter",
        every: seconds(30),
        through: { kind: "external" },
        down: { after: minutes(10), severity: "ticket" },
      }),
    }),
  ],
});

/** Rule files of a system, all or those of one part such as `api.errors`. */
export function rulesOf(system: System, ...parts: readonly string[]): readonly RuleFile[] {
  const files = compile(system).bundle.ruleFiles;
  const chosen = parts.length === 0 ? files : files.filter(({ name }) => parts.includes(name));
  if (chosen.length < parts.length)
    throw new Error(`no ${parts.join(", ")} among ${files.map(({ name }) => name).join(", ")}`);
  return chosen;
}

/** Only the recordings of an objective: no burn-rate alerts, no tiers. */
export const NO_BURN_RATE = noBurnRate("a test of recordings");

/** What a system is refused for: `code path` of every error. */
export function refusals(refused: System): readonly string[] {
  return checkSystem(refused)
    .filter(isError)
    .map(({ code, path }) => `${code} ${path}`);
}
