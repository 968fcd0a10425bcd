import { tidy } from "../../core/decimal.ts";
import type { QuantileIndicator, SaturationIndicator } from "../../model/indicator.ts";
import type { Metric } from "../../model/metric.ts";
import { eq } from "../../promql/build.ts";
import { type Context, select } from "../../rules/context.ts";
import type { ValueObjective } from "../../rules/value-recordings.ts";
import { exampleLabels } from "../example-labels.ts";
import { boundLabel, bucketShare } from "./bucket-share.ts";
import { type Flow, perUnitOf } from "./counter.ts";
import { counted, type Exported, type Gauge, native, notStimulated, steady } from "./exported.ts";
import { bucketOf, DOUBLING, quantileShares } from "./native-buckets.ts";
import type { NativeHistogram } from "./native-histogram.ts";

/** Capacity of a replica where the model names a metric for it. */
const CAPACITY = 1_000;

/** The series of an indicator that is a value, by that value. */
export function exportedValues({ indicator, tiers }: ValueObjective, context: Context): readonly Exported[] {
  switch (indicator.kind) {
    case "quantile": {
      const { histogram } = indicator;
      if (histogram.type !== "native-histogram") return quantileSeries(indicator, context);
      const thresholds = tiers.map(({ threshold }) => threshold.value);
      return [native(histogram, aroundValue(indicator.quantile, thresholds), context)];
    }
    case "throughput":
      return [growing(indicator.events, 1, context)];
    case "saturation":
      return saturationSeries(indicator, context);
    case "freshness":
      return [gauge(indicator.timestamp, (age) => (now) => (age === "idle" ? 0 : now - age), context)];
    case "queueDepth":
      return [
        gauge(
          indicator.depth,
          steady((depth) => (depth === "idle" ? 0 : tidy(depth))),
          context,
        ),
      ];
  }
}

function saturationSeries({ used, capacity }: SaturationIndicator, context: Context): readonly Exported[] {
  const fixed = "value" in capacity ? capacity.value : CAPACITY;
  return [
    used.type === "counter"
      ? growing(used, fixed, context)
      : gauge(
          used,
          steady((share) => (share === "idle" ? 0 : tidy(share * fixed))),
          context,
        ),
    ...("value" in capacity
      ? []
      : [
          gauge(
            capacity,
            steady(() => fixed),
            context,
          ),
        ]),
  ];
}

/** A counter whose rate is the value, in multiples of `unit`. */
function growing(metric: Metric, unit: number, context: Context): Exported {
  const flow: Flow = { rate: (value) => value * unit, single: ({ bad, good = 0 }) => bad + good };
  const selector = select(context, metric);
  const flows = [flow];
  return {
    metric,
    name: selector.name ?? "",
    labels: exampleLabels(selector),
    follows: { flows, bornWith: flows, perUnit: perUnitOf(metric.unit) },
  };
}

function gauge(metric: Metric, follows: Gauge, context: Context): Exported {
  const selector = select(context, metric);
  return { metric, name: selector.name ?? "", labels: exampleLabels(selector), follows };
}

/** Buckets and count. Single good events lie in the lowest bucket, bad ones beyond the last finite bound. */
function quantileSeries({ histogram, quantile }: QuantileIndicator, context: Context): readonly Exported[] {
  const bounds = histogram.buckets;
  if (bounds === undefined) throw notStimulated("a classic histogram without buckets");
  const upTo = (bound: number): Flow => ({
    rate: (value, perSecond) => bucketShare(bounds, quantile, bound, value) * perSecond,
    single: ({ bad, good = 0 }) => (bound === Number.POSITIVE_INFINITY ? bad + good : good),
  });
  const all = [upTo(Number.POSITIVE_INFINITY)];
  const bucket = (bound: number): Exported =>
    counted(histogram, select(context, histogram, "_bucket", [eq("le", boundLabel(bound))]), [upTo(bound)], all);
  return [
    ...[...bounds, Number.POSITIVE_INFINITY].map(bucket),
    counted(histogram, select(context, histogram, "_count"), all),
  ];
}

/** Single good observations are far less than every threshold, bad ones far more. */
function aroundValue(quantile: number, thresholds: readonly number[]): NativeHistogram {
  const places = thresholds.filter((value) => value > 0).map((value) => bucketOf(value, DOUBLING));
  const [low, high] = [Math.min(0, ...places) - 2, Math.max(0, ...places) + 2];
  const bucket = (index: number): Flow => ({
    rate: (level, perSecond) => (level > 0 ? (quantileShares(quantile, level).get(index) ?? 0) * perSecond : 0),
    single: ({ bad, good = 0 }) => (index === high ? bad : 0) + (index === low ? good : 0),
  });
  return {
    schema: DOUBLING,
    zeros: { rate: (level, perSecond) => (level > 0 ? 0 : perSecond), single: () => 0 },
    buckets: (levels) => {
      const used = levels.filter((level) => level > 0).flatMap((level) => [...quantileShares(quantile, level).keys()]);
      return new Map([...new Set([low, ...used, high])].map((index) => [index, bucket(index)]));
    },
  };
}
