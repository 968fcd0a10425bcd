import type { QuantileIndicator, SaturationIndicator, ValueIndicator } from "../../model/indicator.ts";
import type { Histogram, Metric } from "../../model/metric.ts";
import { type Context, select } from "../../rules/context.ts";
import { evaluationTime, isEvaluated, type ScrapedSeries, type World } from "../world.ts";
import { distributionOf, nativeQuantile } from "./native-quantile.ts";
import { nativeRates } from "./native-rate.ts";
import { PrefixSums } from "./prefix-sums.ts";
import { instantValue, rateOver, scrapesWithin } from "./rate.ts";
import { groupedBy, seriesOf } from "./select.ts";
import { type CumulativeBucket, classicQuantile } from "./values-quantile.ts";

/** A value at every evaluation, for one value of the labels that an indicator keeps; `NaN` where nothing is known. */
export interface Measured {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Float64Array;
}

/** By the values of the kept labels. */
export type MeasuredByLabels = ReadonlyMap<string, Measured>;

/** Where an indicator is measured. */
export interface Measurement {
  readonly context: Context;
  readonly world: World;
  readonly by: readonly string[] | undefined;
  /** Absent where gauges are read as they are. Units: milliseconds. */
  readonly range?: number;
}

/** What is read of a series at a Unix time; `NaN` where there is nothing. Units: milliseconds. */
type Reading = (time: number) => number;
type Reader = (series: ScrapedSeries) => Reading;

/** The value of an indicator at every evaluation. */
export function measuredValues(indicator: ValueIndicator, measurement: Measurement): MeasuredByLabels {
  switch (indicator.kind) {
    case "quantile":
      return quantiles(indicator, measurement);
    case "throughput":
      return combined(indicator.events, measurement, rates(measurement));
    case "saturation":
      return shares(indicator, measurement);
    case "freshness": {
      const newest = combined(indicator.timestamp, measurement, instants(measurement), greatest);
      return mapValues(newest, measurement, (value, time) => time / 1_000 - value);
    }
    case "queueDepth":
      return combined(indicator.depth, measurement, levels(indicator.depth, measurement));
  }
}

/** Observations per second behind a quantile, at every evaluation. */
export function measuredObservations(histogram: Histogram, measurement: Measurement): MeasuredByLabels {
  if (histogram.type !== "native-histogram") {
    return combined(histogram, measurement, rates(measurement), sum, "_count");
  }
  const { world, range = 0 } = measurement;
  const observations: Reader = (series) => {
    const rateAt = nativeRates(world, series, range);
    return (time) => rateAt(time)?.all ?? Number.NaN;
  };
  return combined(histogram, measurement, observations);
}

function shares({ used, capacity }: SaturationIndicator, measurement: Measurement): MeasuredByLabels {
  const taken = combined(used, measurement, levels(used, measurement));
  if ("value" in capacity) return mapValues(taken, measurement, (value) => value / capacity.value);
  const limits = combined(capacity, measurement, instants(measurement));
  return new Map(
    [...taken].map(([key, { labels, values }]) => {
      const limit = limits.get(key)?.values;
      // Exporters say 0 where there is no limit, and then there is no share of it.
      const share = values.map((value, index) => {
        const most = limit?.[index] ?? 0;
        return most > 0 ? value / most : Number.NaN;
      });
      return [key, { labels, values: share }];
    }),
  );
}

function quantiles({ histogram, quantile }: QuantileIndicator, measurement: Measurement): MeasuredByLabels {
  if (histogram.type === "native-histogram") return nativeQuantiles(histogram, quantile, measurement);
  const { context, world, by } = measurement;
  const read = rates(measurement);
  const result = new Map<string, Measured>();
  for (const [key, { labels, series }] of groupedBy(seriesOf(world, select(context, histogram, "_bucket")), by)) {
    const buckets = bucketsOf(series).map(({ bound, series }) => ({ bound, readings: series.map(read) }));
    const values = eachMoment(measurement, (time) => {
      const counts: CumulativeBucket[] = [];
      for (const { bound, readings } of buckets) {
        const count = sum(readings, time);
        if (!Number.isNaN(count)) counts.push({ bound, count });
      }
      return classicQuantile(quantile, counts);
    });
    result.set(key, { labels, values });
  }
  return result;
}

function nativeQuantiles(histogram: Histogram, quantile: number, measurement: Measurement): MeasuredByLabels {
  const { context, world, by, range = 0 } = measurement;
  return new Map(
    [...groupedBy(seriesOf(world, select(context, histogram)), by)].map(([key, { labels, series }]) => {
      const readings = series.map((one) => ({ series: one, rateAt: nativeRates(world, one, range) }));
      const values = eachMoment(measurement, (time) => {
        const distribution = distributionOf(readings.map(({ series, rateAt }) => ({ series, rate: rateAt(time) })));
        return distribution === undefined ? Number.NaN : nativeQuantile(quantile, distribution);
      });
      return [key, { labels, values }];
    }),
  );
}

/** Series by their bound, in rising order. Text formats spell one bound in several ways. */
function bucketsOf(
  series: readonly ScrapedSeries[],
): readonly { readonly bound: number; readonly series: readonly ScrapedSeries[] }[] {
  const byBound = new Map<number, ScrapedSeries[]>();
  for (const one of series) {
    const bound = one.labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(one.labels.le);
    byBound.set(bound, [...(byBound.get(bound) ?? []), one]);
  }
  return [...byBound].map(([bound, own]) => ({ bound, series: own })).sort((a, b) => a.bound - b.bound);
}

/** A gauge, as it is or as its mean over the range; a counter as its rate. */
function levels(metric: Metric, measurement: Measurement): Reader {
  const { world, range } = measurement;
  if (range === undefined) return instants(measurement);
  if (metric.type === "counter") return rates(measurement);
  return (series) => {
    const sums = new PrefixSums(series.values);
    return (time) => {
      const { from, to } = scrapesWithin(world, series, time, range);
      return sums.mean(from, to);
    };
  };
}

function rates({ world, range = 0 }: Measurement): Reader {
  return (series) => (time) => rateOver(world, series, time, range);
}

function instants({ world }: Measurement): Reader {
  return (series) => (time) => instantValue(world, series, time);
}

/** The series of a metric as one value for each value of the kept labels. */
function combined(
  metric: Metric,
  measurement: Measurement,
  read: Reader,
  combine: (readings: readonly Reading[], time: number) => number = sum,
  suffix = "",
): MeasuredByLabels {
  const { context, world, by } = measurement;
  const groups = groupedBy(seriesOf(world, select(context, metric, suffix)), by);
  return new Map(
    [...groups].map(([key, { labels, series }]) => {
      const readings = series.map(read);
      return [key, { labels, values: eachMoment(measurement, (time) => combine(readings, time)) }];
    }),
  );
}

/** Sum of what is known of some series, `NaN` where nothing is; free of float noise, as Prometheus sums. */
function sum(readings: readonly Reading[], time: number): number {
  let known = false;
  let total = 0;
  let lost = 0;
  for (const reading of readings) {
    const value = reading(time);
    if (Number.isNaN(value)) continue;
    known = true;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return known ? total + lost : Number.NaN;
}

/** Greatest of what is known of some series, `NaN` where nothing is. */
function greatest(readings: readonly Reading[], time: number): number {
  let most = Number.NaN;
  for (const reading of readings) {
    const value = reading(time);
    if (!(most >= value) && !Number.isNaN(value)) most = value;
  }
  return most;
}

function mapValues(
  measured: MeasuredByLabels,
  measurement: Measurement,
  value: (value: number, time: number) => number,
): MeasuredByLabels {
  const times = eachMoment(measurement, (time) => time);
  return new Map(
    [...measured].map(([key, { labels, values }]) => [
      key,
      { labels, values: values.map((one, index) => value(one, times[index] as number)) },
    ]),
  );
}

/** A value at each evaluation that was not missed, from the Unix time that it looks at: earlier by the query offset. */
function eachMoment({ context, world }: Measurement, value: (time: number) => number): Float64Array {
  const { evaluations } = world;
  const offset = (context.system.prometheus.queryOffset?.value ?? 0) * 1_000;
  const values = new Float64Array(evaluations.count).fill(Number.NaN);
  for (let index = 0; index < values.length; index++) {
    if (isEvaluated(evaluations, index)) values[index] = value(evaluationTime(world, index) - offset);
  }
  return values;
}
