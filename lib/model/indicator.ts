import type { Given } from "../core/assumed.ts";
import { settle } from "../core/assumed.ts";
import type { Quantity, Unit } from "../core/quantity.ts";
import type { Counter, Gauge, Histogram, Metric } from "./metric.ts";

/** Share of bad events among all: say which events are bad, or which are good. */
export interface RatioIndicator {
  readonly kind: "ratio";
  readonly bad?: Counter;
  readonly good?: Counter;
  readonly total: Counter;
  readonly by?: readonly string[];
}

/** Share of events slower than a bound. `below` must be a bucket bound of a classic histogram. */
export interface LatencyIndicator {
  readonly kind: "latency";
  readonly histogram: Histogram;
  readonly below: Quantity;
  readonly by?: readonly string[];
}

/** Share of look-ups that were answered from a cache. */
export interface HitRatioIndicator {
  readonly kind: "hitRatio";
  readonly hits: Counter;
  /** All look-ups. One of `total` and `misses`. */
  readonly total?: Counter;
  readonly misses?: Counter;
  readonly by?: readonly string[];
}

/** Share of time in which at least one target of the scrape answers. */
export interface UpIndicator {
  readonly kind: "up";
}

/** A quantile of a histogram, over all series together. */
export interface QuantileIndicator<U extends Unit = Unit> {
  readonly kind: "quantile";
  readonly quantile: number;
  readonly histogram: Histogram<U>;
  readonly by?: readonly string[];
}

/** Events per second. */
export interface ThroughputIndicator {
  readonly kind: "throughput";
  readonly events: Counter;
  readonly by?: readonly string[];
}

/** Used share of a capacity. A counter as `used` (CPU seconds) is read as its rate. */
export interface SaturationIndicator {
  readonly kind: "saturation";
  readonly used: Metric<Unit, "counter" | "gauge">;
  readonly capacity: Gauge | Quantity;
  readonly by?: readonly string[];
}

/** Age of the newest success, from a gauge that holds its Unix time. */
export interface FreshnessIndicator {
  readonly kind: "freshness";
  readonly timestamp: Gauge<"timestamp">;
  readonly by?: readonly string[];
}

/** Number of things that wait. */
export interface QueueDepthIndicator<U extends Unit = Unit> {
  readonly kind: "queueDepth";
  readonly depth: Gauge<U>;
  readonly by?: readonly string[];
}

/** Indicators that count good and bad events (or moments), so that an error budget can be kept. */
export type EventIndicator = RatioIndicator | LatencyIndicator | HitRatioIndicator | UpIndicator;

/** Indicators that are a value, to compare with thresholds. */
export type ValueIndicator<U extends Unit = Unit> =
  | QuantileIndicator<U>
  | ThroughputIndicator
  | SaturationIndicator
  | FreshnessIndicator
  | QueueDepthIndicator<U>;

/** A service level indicator: what is measured. */
export type Indicator = EventIndicator | ValueIndicator;

/** Unit that thresholds on an indicator must have. */
export type UnitOf<I> =
  I extends QuantileIndicator<infer U>
    ? U
    : I extends QueueDepthIndicator<infer U>
      ? U
      : I extends ThroughputIndicator
        ? "per-second"
        : I extends FreshnessIndicator
          ? "seconds"
          : "ratio";

/** The same as a value: targets and thresholds of event indicators are shares. */
export function unitOfIndicator(indicator: Indicator): Unit {
  switch (indicator.kind) {
    case "quantile":
      return indicator.histogram.unit;
    case "queueDepth":
      return indicator.depth.unit;
    case "throughput":
      return "per-second";
    case "freshness":
      return "seconds";
    default:
      return "ratio";
  }
}

interface Grouped {
  /** Labels to keep, so that each of their values is judged by itself: `["namespace", "service"]`. */
  readonly by?: readonly string[];
}

/** Share of bad events: `ratio({ bad: requests.where({ status: /5../ }), total: requests })`. */
export function ratio(
  events: ({ readonly bad: Counter } | { readonly good: Counter }) & { readonly total: Counter } & Grouped,
): RatioIndicator {
  return { kind: "ratio", ...events };
}

/** Share of events slower than `below`: `latency(duration, { below: seconds(0.5) })`. */
export function latency<U extends Unit>(
  histogram: Histogram<U>,
  options: { readonly below: Given<Quantity<NoInfer<U>>> } & Grouped,
): LatencyIndicator {
  return settle<LatencyIndicator>({ kind: "latency", histogram, ...options });
}

/** Share of look-ups answered from a cache: `hitRatio({ hits, total })` or `hitRatio({ hits, misses })`. */
export function hitRatio(
  events: { readonly hits: Counter } & ({ readonly total: Counter } | { readonly misses: Counter }) & Grouped,
): HitRatioIndicator {
  return { kind: "hitRatio", ...events };
}

/** Share of time in which at least one target answers the scrape of the service. */
export function up(): UpIndicator {
  return { kind: "up" };
}

/** A quantile over all series: `quantile(0.95, duration)`. */
export function quantile<U extends Unit>(
  quantile: number,
  histogram: Histogram<U>,
  options: Grouped = {},
): QuantileIndicator<U> {
  return { kind: "quantile", quantile, histogram, ...options };
}

/** Events per second. */
export function throughput(events: Counter, options: Grouped = {}): ThroughputIndicator {
  return { kind: "throughput", events, ...options };
}

/**
 * Used share of a capacity, for gauges in one unit, or CPU time (a counter in seconds) against cores.
 *
 * @example saturation({ used: poolActive, capacity: poolMaximum, by: ["service"] })
 */
export function saturation<U extends Unit>(
  options:
    | ({ readonly used: Gauge<U>; readonly capacity: Gauge<NoInfer<U>> | Given<Quantity<NoInfer<U>>> } & Grouped)
    | ({ readonly used: Counter<"seconds">; readonly capacity: Gauge<"cores"> | Given<Quantity<"cores">> } & Grouped),
): SaturationIndicator {
  return settle<SaturationIndicator>({ kind: "saturation", ...options });
}

/** Age of the newest success: `freshness(lastSuccess)`. Units: seconds. */
export function freshness(timestamp: Gauge<"timestamp">, options: Grouped = {}): FreshnessIndicator {
  return { kind: "freshness", timestamp, ...options };
}

/** Number of things that wait: `queueDepth(queueSize)`. */
export function queueDepth<U extends Unit>(depth: Gauge<U>, options: Grouped = {}): QueueDepthIndicator<U> {
  return { kind: "queueDepth", depth, ...options };
}
