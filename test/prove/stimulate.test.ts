import { describe, expect, it } from "vitest";
import {
  absenceIgnored,
  cores,
  counter,
  dependency,
  freshness,
  gauge,
  histogram,
  hitRatio,
  type Indicator,
  latency,
  type Objective,
  quantile,
  queueDepth,
  ratio,
  saturation,
  scrape,
  seconds,
  throughput,
  up,
} from "../../lib/index.ts";
import { stimulate } from "../../lib/prove/stimulate/stimulate.ts";
import type { Clock, Replica, Stretch } from "../../lib/prove/stimulus.ts";
import type { ScrapedSeries } from "../../lib/prove/world.ts";
import type { Context } from "../../lib/rules/context.ts";
import {
  cpuSeconds,
  duration,
  hits,
  lastBackup,
  lookups,
  misses,
  nativeDuration,
  poolLimit,
  poolUsed,
  queue,
  requests,
  shop,
} from "../support/shop.ts";

const BAD = requests.where({ code: /5../ });
const system = shop([], {
  dependencies: [
    dependency("states", {
      type: "kube-state-metrics",
      scrape: scrape({ job: "ksm", every: seconds(30), through: { kind: "external" }, down: { ignored: "a test" } }),
    }),
  ],
});
const [owner] = system.services;
if (owner === undefined) throw new Error("the shop has a service");
const CONTEXT: Context = { system, owner };

function objectiveOf(indicator: Indicator): Objective {
  return { name: "it", indicator, tiers: [], absence: absenceIgnored("a test") };
}

const minute = (level: Stretch["level"], perSecond?: number): Stretch => ({
  seconds: 60,
  level,
  ...(perSecond === undefined ? {} : { perSecond }),
});

function exported(
  indicator: Indicator,
  replica: Omit<Replica, "instance">,
  clock?: Clock,
): Readonly<Record<string, ScrapedSeries>> {
  const series = stimulate(objectiveOf(indicator), CONTEXT, [{ instance: "i", ...replica }], clock);
  return Object.fromEntries(
    series.map((one) => {
      const { code, le } = one.labels;
      return [`${one.name}${code === undefined ? "" : ` ${code}`}${le === undefined ? "" : ` ${le}`}`, one];
    }),
  );
}

const values = (series: ScrapedSeries | undefined): readonly number[] => [...(series?.values ?? [])];
const stale = (series: ScrapedSeries | undefined): readonly number[] => [...(series?.stale ?? [])];
const { NaN: NONE } = Number;

describe("the series of an indicator", () => {
  it("are scraped as often as the model says, with the labels of the target", () => {
    const { up: target, "shop_requests_total 500": bad } = exported(ratio({ bad: BAD, total: requests }), {
      stretches: [minute(0.01)],
      labels: { pod: "p" },
    });
    expect(bad).toMatchObject({
      every: 15_000,
      offset: 0,
      labels: { job: "shop-api", namespace: "shop", instance: "i", pod: "p", code: "500" },
    });
    expect(target).toMatchObject({
      every: 15_000,
      labels: { job: "shop-api", namespace: "shop", instance: "i", pod: "p" },
    });
    expect(values(target)).toEqual([1, 1, 1, 1, 1]);
  });

  it("share the events between bad and good ones where both are of one metric: 1 % of 100 a second", () => {
    const series = exported(ratio({ bad: BAD, total: requests }), { stretches: [minute(0.01, 100)] });
    expect(values(series["shop_requests_total 500"])).toEqual([0, 15, 30, 45, 60]);
    expect(values(series["shop_requests_total 200"])).toEqual([0, 1_485, 2_970, 4_455, 5_940]);
  });

  it("count all events beside the bad ones where they are of two metrics", () => {
    const errors = counter("shop_errors_total");
    const series = exported(ratio({ bad: errors, total: requests }), { stretches: [minute(0.01, 100)] });
    expect(values(series.shop_errors_total)).toEqual([0, 15, 30, 45, 60]);
    expect(values(series.shop_requests_total)).toEqual([0, 1_500, 3_000, 4_500, 6_000]);
  });

  it("make whole events of a millionth", () => {
    const series = exported(ratio({ bad: BAD, total: requests }), { stretches: [minute(1e-6)] });
    expect(values(series["shop_requests_total 500"])).toEqual([0, 3, 6, 9, 12]);
  });

  it("count 1 event an hour as it happens, and none without traffic", () => {
    const stretches = [
      { seconds: 7_200, level: 1, perSecond: 1 / 3_600 },
      { seconds: 3_600, level: "idle" as const },
    ];
    const bad = values(exported(ratio({ bad: BAD, total: requests }), { stretches })["shop_requests_total 500"]);
    expect([bad[0], bad[239], bad[240], bad[479], bad[480], bad.at(-1)]).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("say which look-ups hit", () => {
    const missed = exported(hitRatio({ hits, misses }), { stretches: [minute(0.25, 4)] });
    expect(values(missed.shop_cache_hits_total)).toEqual([0, 45, 90, 135, 180]);
    expect(values(missed.shop_cache_misses_total)).toEqual([0, 15, 30, 45, 60]);
    const all = exported(hitRatio({ hits, total: lookups }), { stretches: [minute(0.25, 4)] });
    expect(values(all.shop_cache_lookups_total)).toEqual([0, 60, 120, 180, 240]);
  });

  it("have the bucket of the bound as Prometheus 3 spells it", () => {
    const slow = exported(latency(duration, { below: seconds(1) }), { stretches: [minute(0.25, 4)] });
    expect(values(slow["shop_duration_seconds_bucket 1.0"])).toEqual([0, 45, 90, 135, 180]);
    expect(values(slow.shop_duration_seconds_count)).toEqual([0, 60, 120, 180, 240]);
  });

  it("say with `up` whether all is well", () => {
    const { up: target } = exported(up(), { stretches: [minute(0), minute(1), minute("idle")] });
    expect(values(target)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it("spread observations so that interpolation gives the quantile: a median of 0.75 s between 0.5 s and 1 s", () => {
    const series = exported(quantile(0.5, duration, { by: ["route"] }), { stretches: [minute(0.75, 1)] });
    expect(series["shop_duration_seconds_bucket 0.5"]?.labels).toMatchObject({ route: "a" });
    expect(values(series["shop_duration_seconds_bucket 0.5"])).toEqual([0, 0, 0, 0, 0]);
    expect(values(series["shop_duration_seconds_bucket 1.0"])).toEqual([0, 15, 30, 45, 60]);
    expect(values(series["shop_duration_seconds_bucket +Inf"])).toEqual([0, 15, 30, 45, 60]);
    // 0.9 s is 80 % of the way, so 62.5 % of the observations lie in the bucket, and the others above.
    const higher = exported(quantile(0.5, duration), { stretches: [minute(0.9, 8)] });
    expect(values(higher["shop_duration_seconds_bucket 1.0"])).toEqual([0, 75, 150, 225, 300]);
    expect(values(higher["shop_duration_seconds_bucket 2.0"])).toEqual([0, 120, 240, 360, 480]);
    // 0.6 s is 20 % of the way, so 37.5 % lie below the bucket.
    const lower = exported(quantile(0.5, duration), { stretches: [minute(0.6, 8)] });
    expect(values(lower["shop_duration_seconds_bucket 0.5"])).toEqual([0, 45, 90, 135, 180]);
  });

  it("lie beyond the last bound where the quantile does", () => {
    const series = exported(quantile(0.5, duration), { stretches: [minute(9, 1)] });
    expect(values(series["shop_duration_seconds_bucket 2.0"])).toEqual([0, 0, 0, 0, 0]);
    expect(values(series.shop_duration_seconds_count)).toEqual([0, 15, 30, 45, 60]);
  });

  it("spell large bounds as Prometheus does", () => {
    const sizes = histogram("shop_size_bytes", { unit: "bytes", buckets: [0.00001, 2_500, 1_000_000] });
    const series = exported(quantile(0.5, sizes), { stretches: [minute(500, 1)] });
    expect(Object.keys(series)).toEqual([
      "shop_size_bytes_bucket 1e-05",
      "shop_size_bytes_bucket 2500.0",
      "shop_size_bytes_bucket 1e+06",
      "shop_size_bytes_bucket +Inf",
      "shop_size_bytes_count",
      "up",
    ]);
  });

  it("grow as fast as the throughput says", () => {
    const series = exported(throughput(requests), { stretches: [minute(0.1), minute("idle")] });
    expect(values(series.shop_requests_total)).toEqual([0, 1, 3, 4, 6, 6, 6, 6, 6]);
  });

  it("use a share of the capacity, of cores by the second", () => {
    const pool = exported(saturation({ used: poolUsed, capacity: poolLimit }), { stretches: [minute(0.8)] });
    expect(values(pool.shop_pool_used)).toEqual([800, 800, 800, 800, 800]);
    expect(values(pool.shop_pool_limit)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
    const cpu = exported(saturation({ used: cpuSeconds, capacity: cores(4) }), { stretches: [minute(0.7)] });
    expect(values(cpu.shop_cpu_seconds_total)).toEqual([0, 42, 84, 126, 168]);
  });

  it("hold the time of the newest success, or the length of a queue", () => {
    const backup = exported(
      freshness(lastBackup),
      { stretches: [minute(3_600), minute("idle")] },
      { start: 1_000_000 },
    );
    expect(values(backup.shop_last_backup_timestamp_seconds).slice(0, 5)).toEqual([
      996_400, 996_415, 996_430, 996_445, 0,
    ]);
    const backlog = exported(queueDepth(queue), { stretches: [minute(7)] });
    expect(values(backlog.shop_queue_length)).toEqual([7, 7, 7, 7, 7]);
  });

  it("come from the scrape of their metric, each with its own interval and `up`", () => {
    const limits = gauge("pod_limits", { unit: "count", from: "states" });
    const series = stimulate(
      objectiveOf(saturation({ used: poolUsed, capacity: limits })),
      CONTEXT,
      [{ instance: "i", stretches: [minute(0.5)] }],
      { phase: 7, slowed: 2 },
    );
    expect(series.map(({ name, labels: { job }, every, offset }) => [name, job, every, offset])).toEqual([
      ["shop_pool_used", "shop-api", 30_000, 7_000],
      ["pod_limits", "ksm", 60_000, 7_000],
      ["up", "shop-api", 30_000, 7_000],
      ["up", "ksm", 60_000, 7_000],
    ]);
  });

  it("are refused where two replicas have the same", () => {
    const twice = { instance: "i", stretches: [minute(1)] };
    expect(() => stimulate(objectiveOf(up()), CONTEXT, [twice, twice])).toThrow(/two replicas export/);
  });
});

describe("the series of a native histogram", () => {
  it("is one, beside `up`: 25 % of 4 a second slower than 1 s lie in the bucket that begins there", () => {
    const series = exported(latency(nativeDuration, { below: seconds(1) }), { stretches: [minute(0.25, 4)] });
    expect(Object.keys(series)).toEqual(["shop_native_seconds", "up"]);
    expect(values(series.shop_native_seconds)).toEqual([0, 60, 120, 180, 240]);
    expect(series.shop_native_seconds?.histogram).toEqual({
      schema: 8,
      buckets: [
        { index: 0, counts: Float64Array.of(0, 45, 90, 135, 180) },
        { index: 1, counts: Float64Array.of(0, 15, 30, 45, 60) },
      ],
    });
  });

  it("leaves out the bucket that a bound lies in: 0.23 s is between 2^(-543/256) and 2^(-542/256)", () => {
    const series = exported(latency(nativeDuration, { below: seconds(0.23) }), { stretches: [minute(0.5, 4)] });
    expect(series.shop_native_seconds?.histogram?.buckets.map(({ index }) => index)).toEqual([-543, -541]);
  });

  it("takes single good events for 0, which have a bucket of their own, and is born with the first one", () => {
    const series = exported(latency(nativeDuration, { below: seconds(1) }), {
      stretches: [minute("idle")],
      occurrences: [
        { at: 10, bad: 0, good: 3 },
        { at: 40, bad: 1 },
      ],
      bornLate: true,
    }).shop_native_seconds;
    expect(values(series)).toEqual([NONE, 3, 3, 4, 4]);
    expect(series?.histogram?.zeros).toEqual(Float64Array.of(0, 3, 3, 3, 3));
    expect(series?.histogram?.buckets).toEqual([{ index: 1, counts: Float64Array.of(0, 0, 0, 1, 1) }]);
  });

  it("spreads observations so that interpolation of logarithms gives the quantile", () => {
    const buckets = (level: number): unknown =>
      exported(quantile(0.5, nativeDuration), { stretches: [minute(level, 12)] }).shop_native_seconds?.histogram;
    // Half way between 0.5 s and 1 s on a logarithmic scale: half of one bucket.
    expect(buckets(Math.SQRT1_2)).toEqual({
      schema: 0,
      buckets: [{ index: 0, counts: Float64Array.of(0, 180, 360, 540, 720) }],
    });
    // A quarter of the way, so that a third lies below the bucket: 1/3 + 1/4 x 2/3 = 1/2.
    expect(buckets(2 ** -0.75)).toEqual({
      schema: 0,
      buckets: [
        { index: -1, counts: Float64Array.of(0, 60, 120, 180, 240) },
        { index: 0, counts: Float64Array.of(0, 120, 240, 360, 480) },
      ],
    });
    // Three quarters of the way, so that a third lies beyond: 3/4 x 2/3 = 1/2.
    expect(buckets(2 ** -0.25)).toEqual({
      schema: 0,
      buckets: [
        { index: 0, counts: Float64Array.of(0, 120, 240, 360, 480) },
        { index: 1, counts: Float64Array.of(0, 60, 120, 180, 240) },
      ],
    });
  });

  it("begins again at 0 with its process, and is stale when that does not answer", () => {
    const series = exported(latency(nativeDuration, { below: seconds(1) }), {
      stretches: [minute(0, 4), { seconds: 15, level: "down" }],
      restarts: [20],
    }).shop_native_seconds;
    expect(values(series)).toEqual([0, 60, 40, 100, NONE, NONE]);
    expect(stale(series)).toEqual([4]);
  });
});

describe("what a replica lives through", () => {
  const ERRORS = ratio({ bad: BAD, total: requests });

  it("has history: a counter that began 30 s earlier stands at what happened since", () => {
    const { "shop_requests_total 500": bad } = exported(ERRORS, { from: -30, stretches: [minute(1, 1)] });
    expect(bad?.offset).toBe(-30_000);
    expect(values(bad)).toEqual([0, 15, 30, 45, 60]);
    const late = exported(ERRORS, { from: 40, stretches: [minute(1, 1)] }, { phase: 2 })["shop_requests_total 500"];
    expect(late?.offset).toBe(47_000);
    expect(values(late)).toEqual([7, 22, 37, 52]);
  });

  it("is a restart: counters begin again at 0", () => {
    const { "shop_requests_total 500": bad } = exported(ERRORS, { restarts: [20], stretches: [minute(1, 1)] });
    expect(values(bad)).toEqual([0, 15, 10, 25, 40]);
    expect(stale(bad)).toEqual([]);
  });

  it("is single events", () => {
    const occurrences = [{ at: 20, bad: 3, good: 5 }];
    const series = exported(ERRORS, { occurrences, stretches: [minute("idle")] });
    expect(values(series["shop_requests_total 500"])).toEqual([0, 0, 3, 3, 3]);
    expect(values(series["shop_requests_total 200"])).toEqual([0, 0, 5, 5, 5]);
    const observed = exported(quantile(0.5, duration), { occurrences, stretches: [minute("idle")] });
    expect(values(observed["shop_duration_seconds_bucket 0.25"])).toEqual([0, 0, 5, 5, 5]);
    expect(values(observed["shop_duration_seconds_bucket 2.0"])).toEqual([0, 0, 5, 5, 5]);
    expect(values(observed["shop_duration_seconds_bucket +Inf"])).toEqual([0, 0, 8, 8, 8]);
  });

  it("is a series born with its first event, and again after a restart", () => {
    const series = exported(ERRORS, {
      bornLate: true,
      restarts: [40],
      occurrences: [{ at: 20, bad: 2 }],
      stretches: [minute(0, 1)],
    });
    expect(values(series["shop_requests_total 500"])).toEqual([NONE, NONE, 2, NONE, NONE]);
    expect(stale(series["shop_requests_total 500"])).toEqual([3]);
    expect(values(series["shop_requests_total 200"])).toEqual([NONE, 15, 30, 5, 20]);
  });

  it("bears all buckets of a histogram with the first observation", () => {
    const { "shop_duration_seconds_bucket 1.0": fast } = exported(latency(duration, { below: seconds(1) }), {
      bornLate: true,
      stretches: [minute(1, 1)],
    });
    expect(values(fast)).toEqual([NONE, 0, 0, 0, 0]);
  });

  it("is a target that does not answer: `up` is 0, its series are stale, and its counters go on afterwards", () => {
    const half = (level: Stretch["level"]): Stretch => ({ seconds: 30, level, perSecond: 1 });
    const series = exported(ERRORS, { stretches: [half(1), half("down"), half(1)] });
    expect(values(series["shop_requests_total 500"])).toEqual([0, 15, NONE, NONE, 30, 45, 60]);
    expect(stale(series["shop_requests_total 500"])).toEqual([2]);
    expect(values(series.up)).toEqual([1, 1, 0, 0, 1, 1, 1]);
    expect(stale(series.up)).toEqual([]);
  });

  it("is a target that service discovery lost: `up` is stale too", () => {
    const series = exported(ERRORS, { stretches: [{ seconds: 30, level: 1, perSecond: 1 }, minute("gone")] });
    expect(values(series.up)).toEqual([1, 1, NONE, NONE, NONE, NONE, NONE]);
    expect([stale(series.up), stale(series["shop_requests_total 500"])]).toEqual([[2], [2]]);
  });

  it("is a time without samples, without a marker, in which the process goes on as before", () => {
    const half = (level: Stretch["level"]): Stretch => ({ seconds: 30, level });
    const series = exported(ERRORS, { stretches: [{ ...half(1), perSecond: 1 }, half("missing"), half("idle")] });
    expect(values(series["shop_requests_total 500"])).toEqual([0, 15, NONE, NONE, 60, 60, 60]);
    expect(values(series.up)).toEqual([1, 1, NONE, NONE, 1, 1, 1]);
    expect([stale(series.up), stale(series["shop_requests_total 500"])]).toEqual([[], []]);
  });

  it("may be a month of changing traffic: 86,400 scrapes of a series in linear time", () => {
    const stretches = Array.from({ length: 8_640 }, (_, index) => ({
      seconds: 300,
      level: 0.001,
      perSecond: 100 + 50 * Math.sin((index * Math.PI) / 144),
    }));
    // Time on a processor, since others may keep both of them busy; a stretch looked up by going through all takes seconds.
    const began = process.cpuUsage();
    const series = stimulate(objectiveOf(ERRORS), CONTEXT, [{ instance: "i", stretches }], { slowed: 2 });
    const each = process.cpuUsage(began).user / 1_000 / series.length;
    expect(series.map(({ values: { length } }) => length)).toEqual([86_401, 86_401, 86_401]);
    expect(each).toBeLessThan(500);
    // The sine cancels out over whole days: 100 requests a second, of which one in a thousand fails.
    expect(series[0]?.values.at(-1)).toBeCloseTo(259_200, -1);
  });
});
