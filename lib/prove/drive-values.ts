import type { QuantileIndicator } from "../model/indicator.ts";
import type { Metric } from "../model/metric.ts";
import { constant, type Samples, type SyntheticSeries, series, stale } from "../model/scenario.ts";
import { eq } from "../promql/build.ts";
import { type Context, select } from "../rules/context.ts";
import type { ValueObjective } from "../rules/value-recordings.ts";
import { counterSamples, keptExamples, type Phase } from "./drive-events.ts";
import { exampleLabels } from "./example-labels.ts";

/** Observations per step of a driven histogram. */
const OBSERVATIONS_PER_STEP = 1_000_000;

/** Capacity that a driven saturation has where the model names a metric for it. */
const CAPACITY = 1_000;

/** Unix time at which driven timestamps begin, since ages of days would otherwise reach before 1970. */
export const FRESHNESS_START = 1_599_999_900;

/** Series that make the value of an indicator follow the phases, or `undefined` where that cannot be written yet. */
export function driveValues(
  objective: ValueObjective,
  context: Context,
  phases: readonly Phase[],
  step: number,
  observations = OBSERVATIONS_PER_STEP,
): readonly SyntheticSeries[] | undefined {
  const { indicator } = objective;
  const kept = keptExamples(indicator);
  const labelled = (metric: Metric, samples: readonly Samples[], suffix = ""): SyntheticSeries => {
    const selector = select(context, metric, suffix);
    return series(selector.name ?? "", { ...kept, ...exampleLabels(selector) }, ...samples);
  };
  switch (indicator.kind) {
    case "quantile":
      return driveQuantile(indicator, context, phases, kept, observations);
    case "throughput":
      return [
        labelled(
          indicator.events,
          counterSamples(phases, (level) => level * step, 1),
        ),
      ];
    case "queueDepth":
      return [
        labelled(
          indicator.depth,
          gaugeSamples(phases, (level) => level),
        ),
      ];
    case "freshness":
      return [labelled(indicator.timestamp, timestampSamples(phases, step))];
    case "saturation": {
      const fixed = "value" in indicator.capacity ? indicator.capacity.value : CAPACITY;
      const used =
        indicator.used.type === "counter"
          ? counterSamples(phases, (level) => level * fixed * step, 1)
          : gaugeSamples(phases, (level) => level * fixed);
      return [
        labelled(indicator.used, used),
        ...("value" in indicator.capacity
          ? []
          : [
              labelled(
                indicator.capacity,
                gaugeSamples(phases, () => fixed, fixed),
              ),
            ]),
      ];
    }
  }
}

function gaugeSamples(phases: readonly Phase[], value: (level: number) => number, idle = 0): readonly Samples[] {
  return phases.map(({ steps, level }) => {
    if (level === "gone") return stale();
    return constant(level === "idle" ? idle : Number(value(level).toPrecision(9)), steps);
  });
}

/** A gauge that holds the time of a success `level` seconds ago; while idle, that of the first step. */
function timestampSamples(phases: readonly Phase[], step: number): readonly Samples[] {
  let index = 0;
  return phases.map(({ steps, level }) => {
    const from = FRESHNESS_START + index * step;
    index += steps;
    if (level === "gone") return stale();
    return level === "idle"
      ? constant(FRESHNESS_START, steps)
      : { kind: "ramp", from: from - level, increase: step, steps };
  });
}

/**
 * Share of the observations up to a bucket's bound so that the quantile is the level: all lie in the bucket of the level
 * and below it, so many that linear interpolation gives the level. The lowest bucket has none below it: a quantile is
 * never less than its share of that bucket's bound.
 */
export function bucketShare({ histogram, quantile }: QuantileIndicator, bound: number, level: number): number {
  const bounds = histogram.buckets ?? [];
  const upper = bounds.findIndex((candidate) => candidate >= level);
  const hi = bounds[upper] ?? Number.POSITIVE_INFINITY;
  const lo = bounds[upper - 1] ?? 0;
  const within = (level - lo) / (hi - lo);
  const below = within <= quantile ? (quantile - within) / (1 - within) : 0;
  const upTo = within <= quantile ? 1 : quantile / within;
  if (bound < hi) return bound <= lo ? below : 0;
  return bound === hi ? upTo : 1;
}

function driveQuantile(
  indicator: QuantileIndicator,
  context: Context,
  phases: readonly Phase[],
  kept: Readonly<Record<string, string>>,
  observations: number,
): readonly SyntheticSeries[] | undefined {
  const { histogram } = indicator;
  const bounds = histogram.buckets;
  if (histogram.type === "native-histogram" || bounds === undefined) return undefined;
  const observed = (suffix: string, le: string | undefined, of: (level: number) => number): SyntheticSeries => {
    const selector = select(context, histogram, suffix, le === undefined ? [] : [eq("le", le)]);
    return series(
      selector.name ?? "",
      { ...kept, ...exampleLabels(selector) },
      ...counterSamples(phases, of, observations),
    );
  };
  return [
    ...bounds.map((bound) =>
      observed("_bucket", Number.isInteger(bound) ? `${bound}.0` : `${bound}`, (level) =>
        bucketShare(indicator, bound, level),
      ),
    ),
    observed("_bucket", "+Inf", () => 1),
    observed("_count", undefined, () => 1),
  ];
}
