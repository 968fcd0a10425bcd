import type { Unit } from "../../core/quantity.ts";
import { metricsOf, objectivesOf } from "../../model/check/walk.ts";
import type { Metric } from "../../model/metric.ts";
import type { System } from "../../model/system.ts";
import { conventionalBounds, conventionalRate, conventionalUnit } from "../../promql/analysis/conventions.ts";
import { base, type Dimension, isSameUnit, PLAIN, SECONDS, times } from "../../promql/analysis/dimension.ts";
import { between, type Interval } from "../../promql/analysis/interval.ts";
import type { Knowledge } from "../../promql/analysis/knowledge.ts";

const UNITS: Readonly<Record<Unit, Dimension>> = {
  seconds: SECONDS,
  milliseconds: base("second", 1e-3),
  bytes: base("byte"),
  ratio: PLAIN,
  count: PLAIN,
  "per-second": times(PLAIN, SECONDS, -1),
  cores: PLAIN,
  timestamp: SECONDS,
};

/** The dimension that a unit of the model stands for. */
export function dimensionOf(unit: Unit): Dimension {
  return UNITS[unit];
}

/** What Prometheus' naming conventions say of any metric. */
export const CONVENTIONS: Knowledge = {
  unitOf: conventionalUnit,
  boundsOf: conventionalBounds,
  rateOf: conventionalRate,
};

interface Facts {
  readonly unit?: Dimension | undefined;
  readonly bounds?: Interval;
  readonly buckets?: readonly number[];
}

/**
 * What a model says of its metrics: units, buckets, and that counters and counts of histograms are never below zero. Gauges
 * have no bounds, as exporters write -1 for what they do not know. Of other metrics their names are read.
 */
export function modelKnowledge(system: System): Knowledge {
  const facts = new Map<string, Facts>();
  for (const { objective } of objectivesOf(system)) {
    for (const { metric } of metricsOf(objective.indicator)) {
      for (const [name, fact] of factsOf(metric)) facts.set(name, agreed(facts.get(name), fact));
    }
  }
  return {
    unitOf: (name) => (facts.has(name) ? facts.get(name)?.unit : conventionalUnit(name)),
    boundsOf: (name) => (facts.has(name) ? facts.get(name)?.bounds : conventionalBounds(name)),
    rateOf: conventionalRate,
    bucketsOf: (name) => facts.get(name)?.buckets,
  };
}

/** One name can stand for several units: limits of CPU and of memory differ in a label only. Nothing is said of it then. */
function agreed(before: Facts | undefined, fact: Facts): Facts {
  const differ =
    before !== undefined &&
    (before.unit === undefined || fact.unit === undefined || !isSameUnit(before.unit, fact.unit));
  return differ ? { ...fact, unit: undefined } : fact;
}

const GROWS = between(0, Infinity);

function factsOf({ name, type, unit, buckets }: Metric): readonly (readonly [string, Facts])[] {
  const own = UNITS[unit];
  switch (type) {
    case "counter":
      // `count` is what counters are unless they say otherwise, so a name that says otherwise leaves it open.
      return [
        [name, { unit: unit === "count" && conventionalUnit(name) !== undefined ? undefined : own, bounds: GROWS }],
      ];
    case "gauge":
      return [[name, { unit: own }]];
    case "native-histogram":
      return [[name, { unit: own }]];
    case "histogram":
      return [
        [name, { unit: own }],
        [`${name}_sum`, { unit: own }],
        [`${name}_count`, { unit: PLAIN, bounds: GROWS }],
        [`${name}_bucket`, { unit: PLAIN, bounds: GROWS, ...(buckets === undefined ? {} : { buckets }) }],
      ];
  }
}
