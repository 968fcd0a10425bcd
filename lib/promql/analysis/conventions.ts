import { base, type Dimension, PLAIN, SECONDS } from "./dimension.ts";
import { between, exactly, type Interval } from "./interval.ts";

/** Units that end the names of metrics; https://prometheus.io/docs/practices/naming/#base-units and usual multiples. */
const UNITS: Readonly<Record<string, Dimension>> = {
  seconds: SECONDS,
  milliseconds: base("second", 1e-3),
  microseconds: base("second", 1e-6),
  nanoseconds: base("second", 1e-9),
  bytes: base("byte"),
  celsius: base("celsius"),
  meters: base("meter"),
  grams: base("gram"),
  joules: base("joule"),
  volts: base("volt"),
  amperes: base("ampere"),
  ratio: PLAIN,
};

/** Metrics that Prometheus writes itself, and the one of a blackbox exporter. */
const FLAGS: ReadonlySet<string> = new Set(["up", "probe_success"]);

/** What Prometheus' naming conventions say that a metric is measured in; recorded names (with `:`) say nothing. */
export function conventionalUnit(metric: string): Dimension | undefined {
  if (metric.includes(":")) return undefined;
  if (FLAGS.has(metric) || /_(?:bucket|count|info)$/.test(metric)) return PLAIN;
  const [, unit = ""] = /_([a-z]+?)(?:_total|_sum)?$/.exec(metric) ?? [];
  return Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
}

/** What Prometheus' naming conventions say about the values of a metric. */
export function conventionalBounds(metric: string): Interval | undefined {
  if (FLAGS.has(metric)) return between(0, 1, true);
  if (metric === "ALERTS") return exactly(1);
  if (metric.includes(":")) return undefined;
  if (/_info$/.test(metric)) return exactly(1);
  return /_(?:total|bucket)$/.test(metric) ? between(0, Infinity) : undefined;
}

/**
 * How fast counters can grow whose limit is known: a CPU is in one mode for a second a second, which rates exceed a little where
 * they are extrapolated. https://github.com/prometheus/node_exporter names the metric. Units: per second.
 */
export function conventionalRate(metric: string): Interval | undefined {
  return metric === "node_cpu_seconds_total" ? between(0, 1.5) : undefined;
}
