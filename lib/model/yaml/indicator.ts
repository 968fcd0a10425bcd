import type { Quantity } from "../../core/quantity.ts";
import {
  freshness,
  hitRatio,
  type Indicator,
  latency,
  quantile,
  queueDepth,
  ratio,
  saturation,
  throughput,
  up,
} from "../indicator.ts";
import type { Counter, Gauge, Histogram, Metric } from "../metric.ts";
import { INDICATOR_KEYS } from "../schema/objective.ts";
import { type Data, isMap, mapOf, optional, textsOf } from "./data.ts";
import { readQuantity } from "./quantity.ts";
import { metricOf, quantityOf, type Reading } from "./reading.ts";

/** The key of an objective that chooses its indicator. */
export function indicatorKey(objective: Data): string | undefined {
  return INDICATOR_KEYS.find((key) => objective[key] !== undefined);
}

/**
 * The indicator of an objective; `undefined` when one of its metrics cannot be read, which is reported. The types of the
 * metrics and units are taken as they are here and checked with the model, where TypeScript would check them.
 */
export function indicatorOf(objective: Data, path: string, reading: Reading): Indicator | undefined {
  const key = indicatorKey(objective) ?? "";
  const data = mapOf(objective[key]);
  const at = `${path}.${key}`;
  const by = optional(data, "by", textsOf);
  const metrics = new Map<string, Metric>();
  for (const field of ["bad", "good", "total", "of", "hits", "misses", "used"]) {
    if (data[field] === undefined) continue;
    const metric = metricOf(data[field], `${at}.${field}`, reading);
    if (metric === undefined) return undefined;
    metrics.set(field, metric);
  }
  const need = <M extends Metric>(field: string): M => metrics.get(field) as M;
  switch (key) {
    case "up":
      return up();
    case "ratio": {
      const part = metrics.has("bad") ? { bad: need<Counter>("bad") } : { good: need<Counter>("good") };
      return ratio({ ...part, total: need("total"), ...by });
    }
    case "hitRatio": {
      const rest = metrics.has("total") ? { total: need<Counter>("total") } : { misses: need<Counter>("misses") };
      return hitRatio({ hits: need("hits"), ...rest, ...by });
    }
    case "latency": {
      const histogram = need<Histogram>("of");
      return latency(histogram, { below: quantityOf(data.below, histogram.unit), ...by });
    }
    case "quantile":
      return quantile(Number(data.q), need<Histogram>("of"), by);
    case "throughput":
      return throughput(need("of"), by);
    case "freshness":
      return freshness(need<Gauge<"timestamp">>("of"), by);
    case "queueDepth":
      return queueDepth(need<Gauge>("of"), by);
    default: {
      const used = need<Gauge>("used");
      const capacity = capacityOf(data.capacity, used, `${at}.capacity`, reading);
      return capacity === undefined ? undefined : saturation({ used, capacity: capacity as Quantity, ...by });
    }
  }
}

function capacityOf(value: unknown, used: Metric, path: string, reading: Reading) {
  const unit = used.type === "counter" ? "cores" : used.unit;
  if (isMap(value) || readQuantity(value) !== undefined) return quantityOf(value, unit);
  return metricOf(value, path, reading);
}
