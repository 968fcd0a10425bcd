import type { System } from "../model/system.ts";
import type { Duration, Expression } from "../promql/ast.ts";
import { children } from "../promql/walk.ts";
import type { DerivedGroup } from "../rules/derived.ts";

/** Series per selected metric that the estimate takes where nothing better is known: that of the reference objective. */
export const SERIES_PER_METRIC = 10;

/** Samples that Prometheus reads for one rule group. */
export interface Cost {
  readonly samplesPerEvaluation: number;
  readonly samplesPerHour: number;
}

/**
 * Estimate of the samples that one evaluation of a group reads, as Prometheus counts them (`totalQueryableSamples`):
 * range / scrape interval for each raw series, range / evaluation interval for a recorded one, range / step for a subquery.
 */
export function costOf(group: DerivedGroup, system: System, seriesPerMetric = SERIES_PER_METRIC): Cost {
  const evaluation = system.prometheus.evaluationInterval.value;
  const scrape = scrapeSeconds(group, system);
  const recorded = new Set(group.rules.flatMap((rule) => (rule.kind === "recording" ? [rule.record] : [])));
  const samplesPerEvaluation = group.rules.reduce((total, rule) => total + samples(rule.expression), 0);
  return { samplesPerEvaluation, samplesPerHour: Math.round((samplesPerEvaluation * 3_600) / evaluation) };

  /** What is computed when the query runs counts as one evaluation interval; no rule of the catalogue has such. */
  function milliseconds(duration: Duration): number {
    return typeof duration === "number" ? duration : evaluation * 1_000;
  }

  function samples(expression: Expression): number {
    switch (expression.type) {
      case "vector":
        return recorded.has(expression.name ?? "") ? 1 : seriesPerMetric;
      case "matrix": {
        const own = recorded.has(expression.selector.name ?? "");
        const interval = own ? evaluation : scrape;
        return Math.ceil(milliseconds(expression.range) / 1_000 / interval) * (own ? 1 : seriesPerMetric);
      }
      case "subquery": {
        const step = milliseconds(expression.step ?? evaluation * 1_000);
        const steps = Math.floor(milliseconds(expression.range) / step);
        return steps * samples(expression.expression);
      }
      default:
        return children(expression).reduce((total, child) => total + samples(child), 0);
    }
  }
}

function scrapeSeconds(group: DerivedGroup, system: System): number {
  const owner = [...system.services, ...system.dependencies].find(({ name }) => name === group.owner);
  return owner?.scrape?.every.value ?? system.prometheus.evaluationInterval.value;
}
