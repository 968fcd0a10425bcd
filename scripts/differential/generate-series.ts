import type { WireHistogram, WireSample, WireSeries } from "./case.ts";
import { histogramShape, nextHistogram } from "./generate-histogram.ts";
import type { Random } from "./random.ts";

/** What the samples of a metric are like. */
export type Family = "counter" | "gauge" | "classic" | "exponential" | "custom" | "mixed" | "info";

/** Metrics by what they hold; expressions choose among them. */
export const METRICS: Readonly<Record<Family, readonly string[]>> = {
  counter: ["http_requests_total", "errors_total"],
  gauge: ["temperature_celsius", "memory_bytes", "up"],
  classic: ["latency_seconds_bucket", "latency_seconds_sum", "latency_seconds_count"],
  exponential: ["duration_seconds", "size_bytes"],
  custom: ["request_seconds"],
  mixed: ["mixed"],
  info: ["target_info", "build_info"],
};

/** When the series of a case are scraped. Units: milliseconds. */
export interface Scrape {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const JOBS = ["api", "db"] as const;
const INSTANCES = ["0", "1", "2"] as const;
const BOUNDS = ["0.1", "0.5", "1", "5", "+Inf"] as const;

/** Series of every family, or of most of them. */
export function generateSeries(random: Random): { readonly series: readonly WireSeries[]; readonly scrape: Scrape } {
  const scrape: Scrape = {
    start: random.pick([0, 0, 1_700_000_000_000, 1_583_020_800_000]),
    step: random.pick([10_000, 15_000, 30_000, 60_000, 60_000]),
    // Long series now and then, so that wide windows slide.
    count: random.chance(0.1) ? random.int(40, 90) : random.int(4, 24),
  };
  const series = (Object.keys(METRICS) as Family[])
    .filter(() => random.chance(0.75))
    .flatMap((family) => familyOf(random, family, scrape));
  return { series: distinct(series), scrape };
}

function distinct(series: readonly WireSeries[]): readonly WireSeries[] {
  const byLabels = new Map(series.map((one) => [JSON.stringify(Object.entries(one.labels).sort()), one]));
  return [...byLabels.values()];
}

function familyOf(random: Random, family: Family, scrape: Scrape): readonly WireSeries[] {
  if (family === "classic") return targets(random, 3).flatMap((labels) => classic(random, labels, scrape));
  return METRICS[family].flatMap((name) => {
    if (random.chance(0.2)) return [];
    return targets(random, 4).map((target) => {
      const labels = { __name__: name, ...target, ...extra(random, family) };
      return { labels, samples: samples(random, scrape, makerOf(random, family)) };
    });
  });
}

function targets(random: Random, most: number): readonly Record<string, string>[] {
  return Array.from({ length: random.int(1, most) }, () => {
    const labels: Record<string, string> = { job: random.pick(JOBS) };
    if (random.chance(0.85)) labels.instance = random.pick(INSTANCES);
    return labels;
  });
}

function extra(random: Random, family: Family): Record<string, string> {
  if (family === "info")
    return random.chance(0.8) ? { version: random.pick(["1", "2"]), region: random.pick(["eu", "us"]) } : {};
  const code: Record<string, string> =
    family === "counter" && random.chance(0.5) ? { code: random.pick(["200", "404", "500"]) } : {};
  if (family === "mixed" || random.chance(0.9)) return code;
  return { ...code, __type__: random.pick(["counter", "gauge", "histogram"]), __unit__: "seconds" };
}

type Maker = (index: number) => Omit<WireSample, "t">;

function makerOf(random: Random, family: Family): Maker {
  switch (family) {
    case "counter":
      return counter(random);
    case "exponential":
    case "custom":
      return histograms(random, family === "custom");
    case "mixed": {
      const makers = [counter(random), histograms(random, random.chance(0.3))];
      const switches = random.pick([0.1, 0.5]);
      let current = random.int(0, 1);
      return (index) => {
        if (random.chance(switches)) current = 1 - current;
        return makers[current]?.(index) ?? {};
      };
    }
    case "info":
      return () => ({ v: 1 });
    default:
      return gauge(random);
  }
}

function counter(random: Random): Maker {
  const step = random.pick([1, 5, 0.1, 1000]);
  let value = random.chance(0.5) ? 0 : random.int(0, 1000) * step;
  return () => {
    if (random.chance(0.07)) value = random.chance(0.5) ? 0 : random.int(0, 3) * step;
    else if (random.chance(0.85)) value += random.int(0, 20) * step;
    return { v: value };
  };
}

function gauge(random: Random): Maker {
  const special = random.pick([0, 0, 0.1]);
  const values = random.pick([
    () => random.int(-50, 50),
    () => random.int(0, 1),
    () => random.int(-1000, 1000) / 16,
    () => random.next() * 1e9,
    () => random.next() - 0.5,
  ]);
  return () => ({ v: random.chance(special) ? random.pick(["NaN", "+Inf", "-Inf", "NaN", 0]) : values() });
}

function histograms(random: Random, custom: boolean): Maker {
  const shape = histogramShape(random, custom);
  let last: WireHistogram | undefined;
  return () => {
    last = nextHistogram(random, shape, last);
    return { h: last };
  };
}

function classic(random: Random, labels: Record<string, string>, scrape: Scrape): readonly WireSeries[] {
  const bounds = BOUNDS.filter((bound) => random.chance(bound === "+Inf" ? 0.92 : 0.85));
  const rates = bounds.map(() => random.int(0, 6));
  const disorder = random.chance(0.15);
  const counts = bounds.map(() => 0);
  const scraped = Array.from({ length: scrape.count }, () => {
    for (let bucket = 0; bucket < bounds.length; bucket++) {
      const by = random.int(0, rates[bucket] ?? 0);
      for (let above = bucket; above < bounds.length; above++) counts[above] = (counts[above] ?? 0) + by;
    }
    return counts.map((count) => (disorder && random.chance(0.1) ? Math.max(0, count - random.int(1, 3)) : count));
  });
  const of = (name: string, more: Record<string, string>, maker: Maker): WireSeries => ({
    labels: { __name__: `latency_seconds_${name}`, ...labels, ...more },
    samples: samples(random, scrape, maker, 0.02),
  });
  return [
    ...bounds.map((le, bucket) => of("bucket", { le }, (index) => ({ v: scraped[index]?.[bucket] ?? 0 }))),
    of("sum", {}, (index) => ({ v: (scraped[index]?.at(-1) ?? 0) * 0.7 })),
    of("count", {}, (index) => ({ v: scraped[index]?.at(-1) ?? 0 })),
  ];
}

function samples(
  random: Random,
  scrape: Scrape,
  maker: Maker,
  gaps = random.pick([0, 0.05, 0.3]),
): readonly WireSample[] {
  const jitter = random.chance(0.4) ? scrape.step / random.pick([3, 10, 1000]) : 0;
  const first = random.chance(0.25) ? random.int(1, scrape.count) : 0;
  const last = random.chance(0.2) ? random.int(0, scrape.count) : scrape.count;
  const stale = random.pick([0, 0, 0.06]);
  const starts = random.chance(0.3);
  let started = scrape.start + first * scrape.step - random.pick([0, 1, scrape.step]);
  const made: WireSample[] = [];
  for (let index = first; index < last; index++) {
    const t = scrape.start + index * scrape.step + Math.round(random.next() * jitter);
    const sample = maker(index);
    if (random.chance(gaps)) continue;
    if (random.chance(stale)) {
      made.push({ t, v: "stale" });
      continue;
    }
    if (starts && random.chance(0.15)) started = t - random.int(0, scrape.step);
    made.push({ t, ...sample, ...(starts && started !== 0 && random.chance(0.95) ? { st: started } : undefined) });
  }
  return made;
}
