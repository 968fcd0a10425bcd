import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toYaml } from "../../lib/core/yaml.ts";
import {
  above,
  below,
  cores,
  count,
  freshness,
  gauge,
  gibibytes,
  histogram,
  hitRatio,
  hours,
  milliseconds,
  minutes,
  type Objective,
  objective,
  percent,
  perSecond,
  quantile,
  queueDepth,
  ratio,
  seconds,
  throughput,
  unguarded,
} from "../../lib/index.ts";
import { describeWithPromtool, promtoolTestRules } from "../support/promtool.ts";
import { duration, hits, lastBackup, misses, queue, requests, rulesOf, shop, UNWATCHED } from "../support/shop.ts";

type Labels = Readonly<Record<string, string>>;

/** One alert as it reaches people: every label and every annotation, written by hand. */
interface Sent {
  readonly title: string;
  readonly objective: Objective<"page" | "ticket">;
  readonly series: Readonly<Record<string, string>>;
  readonly at?: number;
  readonly alert: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

const SCRAPED = 'job="shop-api",namespace="shop"';
const unwatched = { lowTraffic: unguarded("a test"), absence: UNWATCHED };
const over5 = { over: minutes(5), severity: "page" } as const;
const PAGE: Labels = { severity: "page", priority: "P1", namespace: "shop", system: "shop", service: "api" };
const link = (page: string): string => `https://runbooks.example.com/runbooks/${page}.md#page`;
const memory = gauge("shop_memory_bytes", { unit: "bytes" });
const cpu = gauge("shop_cpu_cores", { unit: "cores" });
const inMilliseconds = histogram("shop_render_milliseconds", { unit: "milliseconds", buckets: [200, 400, 800] });

const backlog = (threshold: number): Objective<"page" | "ticket"> =>
  objective("backlog", {
    indicator: queueDepth(queue),
    tiers: [above(count(threshold), { for: minutes(0), severity: "page", impact: "Orders wait." })],
    absence: UNWATCHED,
  });

const SENT: readonly Sent[] = [
  {
    title: "a ratio of 0.0625 reads 6.25%, not 0.0625%",
    objective: objective("errors", {
      indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
      tiers: [above(percent(5), { ...over5, for: minutes(2) })],
      impact: "Some orders fail.",
      ...unwatched,
    }),
    series: {
      [`shop_requests_total{${SCRAPED},code="200"}`]: "0+150x20",
      [`shop_requests_total{${SCRAPED},code="500"}`]: "0+10x20",
    },
    alert: "ApiErrors",
    labels: { ...PAGE, objective: "errors" },
    annotations: {
      summary: "Shop api errors above 5 %",
      description: "The share of bad events over the last 5m is 6.25%, above 5 %, and has been so for 2m.",
      impact: "Some orders fail.",
      runbook_url: link("api-errors"),
    },
  },
  {
    title: "a hit ratio of 0.25 reads 25% although misses are recorded",
    objective: objective("cache", {
      indicator: hitRatio({ hits, misses }),
      tiers: [below(percent(70.5), { ...over5, for: minutes(0) })],
      ...unwatched,
    }),
    series: { [`shop_cache_hits_total{${SCRAPED}}`]: "0+15x20", [`shop_cache_misses_total{${SCRAPED}}`]: "0+45x20" },
    alert: "ApiCache",
    labels: { ...PAGE, objective: "cache" },
    annotations: {
      summary: "Shop api cache below 70.5 %",
      description: "The cache hit ratio over the last 5m is 25%, below 70.5 %.",
      runbook_url: link("api-cache"),
    },
  },
  {
    title: "a p95 of 1.95 seconds reads 1.95s, with the label that the indicator keeps",
    objective: objective("p95", {
      indicator: quantile(0.95, duration, { by: ["route"] }),
      tiers: [above(seconds(1.5), { ...over5, for: minutes(6) })],
      ...unwatched,
    }),
    series: {
      [`shop_duration_seconds_bucket{${SCRAPED},route="/pay",le="1.0"}`]: "0x20",
      [`shop_duration_seconds_bucket{${SCRAPED},route="/pay",le="2.0"}`]: "0+60x20",
      [`shop_duration_seconds_bucket{${SCRAPED},route="/pay",le="+Inf"}`]: "0+60x20",
    },
    alert: "ApiP95",
    labels: { ...PAGE, objective: "p95", route: "/pay" },
    annotations: {
      summary: "Shop api p95 /pay above 1.5 s",
      description: "The p95 over the last 5m is 1.95s, above 1.5 s, and has been so for 6m.",
      runbook_url: link("api-p95"),
    },
  },
  {
    title: "an age of 11,100 seconds reads 3h 5m 0s",
    objective: objective("backup", {
      indicator: freshness(lastBackup),
      tiers: [above(hours(3), { for: minutes(0), severity: "page" })],
      absence: UNWATCHED,
    }),
    series: { [`shop_last_backup_timestamp_seconds{${SCRAPED}}`]: "60x200" },
    at: 186,
    alert: "ApiBackup",
    labels: { ...PAGE, objective: "backup" },
    annotations: {
      summary: "Shop api backup above 3h",
      description: "The age of the newest success is 3h 5m 0s, above 3h.",
      runbook_url: link("api-backup"),
    },
  },
  {
    title: "a p50 of 600 milliseconds reads 600 ms",
    objective: objective("render", {
      indicator: quantile(0.5, inMilliseconds),
      tiers: [above(milliseconds(500), { ...over5, for: minutes(0) })],
      ...unwatched,
    }),
    series: {
      [`shop_render_milliseconds_bucket{${SCRAPED},le="400.0"}`]: "0x20",
      [`shop_render_milliseconds_bucket{${SCRAPED},le="800.0"}`]: "0+60x20",
      [`shop_render_milliseconds_bucket{${SCRAPED},le="+Inf"}`]: "0+60x20",
    },
    alert: "ApiRender",
    labels: { ...PAGE, objective: "render" },
    annotations: {
      summary: "Shop api render above 500 ms",
      description: "The p50 over the last 5m is 600 ms, above 500 ms.",
      runbook_url: link("api-render"),
    },
  },
  {
    title: "5,905,580,032 bytes read 5.5GiB",
    objective: objective("memory", {
      indicator: queueDepth(memory),
      tiers: [above(gibibytes(5), { for: minutes(0), severity: "page" })],
      absence: UNWATCHED,
    }),
    series: { [`shop_memory_bytes{${SCRAPED}}`]: "5905580032x20" },
    alert: "ApiMemory",
    labels: { ...PAGE, objective: "memory" },
    annotations: {
      summary: "Shop api memory above 5 GiB",
      description: "The queue depth is 5.5GiB, above 5 GiB.",
      runbook_url: link("api-memory"),
    },
  },
  {
    title: "a count of 1,307 reads 1307",
    objective: backlog(1_300),
    series: { [`shop_queue_length{${SCRAPED}}`]: "1307x20" },
    alert: "ApiBacklog",
    labels: { ...PAGE, objective: "backlog" },
    annotations: {
      summary: "Shop api backlog above 1300",
      description: "The queue depth is 1307, above 1300.",
      impact: "Orders wait.",
      runbook_url: link("api-backlog"),
    },
  },
  {
    title: "2.5 events per second read 2.50 per second",
    objective: objective("rate", {
      indicator: throughput(requests),
      tiers: [below(perSecond(3), { ...over5, for: minutes(0) })],
      absence: UNWATCHED,
    }),
    series: { [`shop_requests_total{${SCRAPED},code="200"}`]: "0+150x20" },
    alert: "ApiRate",
    labels: { ...PAGE, objective: "rate" },
    annotations: {
      summary: "Shop api rate below 3 per second",
      description: "The rate of events over the last 5m is 2.50 per second, below 3 per second.",
      runbook_url: link("api-rate"),
    },
  },
  {
    title: "3.5 cores read 3.50 cores",
    objective: objective("cpu", {
      indicator: queueDepth(cpu),
      tiers: [above(cores(3), { for: minutes(0), severity: "page" })],
      absence: UNWATCHED,
    }),
    series: { [`shop_cpu_cores{${SCRAPED}}`]: "3.5x20" },
    alert: "ApiCpu",
    labels: { ...PAGE, objective: "cpu" },
    annotations: {
      summary: "Shop api cpu above 3 cores",
      description: "The queue depth is 3.50 cores, above 3 cores.",
      runbook_url: link("api-cpu"),
    },
  },
];

/** What promtool finds wrong with the alert as described; nothing when all of it is as written. */
async function differences({ objective: one, series, at = 15, alert, labels, annotations }: Sent): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "burnline-units-"));
  try {
    const rules = rulesOf(shop([one]), `api.${one.name}`);
    await writeFile(join(folder, "x.rules.yml"), toYaml({ groups: rules.flatMap(({ groups }) => groups) }));
    const test = {
      interval: "1m",
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      alert_rule_test: [
        { eval_time: `${at}m`, alertname: alert, exp_alerts: [{ exp_labels: labels, exp_annotations: annotations }] },
      ],
    };
    await writeFile(
      join(folder, "x.test.yml"),
      toYaml({ rule_files: ["x.rules.yml"], evaluation_interval: "1m", tests: [test] }),
    );
    const { ok, output } = await promtoolTestRules([join(folder, "x.test.yml")]);
    return ok ? "" : output;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describeWithPromtool("bug 40: the value of an alert as it reaches people", () => {
  for (const sent of SENT) {
    it(sent.title, async () => {
      expect(await differences(sent)).toBe("");
    });
  }

  it("another value in the text would have been seen", async () => {
    const [first] = SENT;
    if (first === undefined) throw new Error("no alert is described");
    const description = first.annotations.description?.replace("6.25%", "0.0625%") ?? "";
    expect(await differences({ ...first, annotations: { ...first.annotations, description } })).toContain("6.25%");
  });
});
