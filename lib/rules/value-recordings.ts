import { RECORDED, windowName } from "../model/conventions.ts";
import { unitOfIndicator, type ValueIndicator } from "../model/indicator.ts";
import type { Metric } from "../model/metric.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { call, div, gt, gte, max, metric, range, sub, sum } from "../promql/build.ts";
import { type Context, select } from "./context.ts";
import type { DerivedRecording } from "./derived.ts";
import { grouping, rateOf } from "./events.ts";
import { identityLabels, keptLabels, matchersFor } from "./labels.ts";
import { widening } from "./windows.ts";

/** An objective whose indicator is a value. */
export type ValueObjective = Objective & { readonly indicator: ValueIndicator };

/** Recorded name of the value over a range; `undefined` is the newest sample. */
export function valueSeries(objective: ValueObjective, context: Context, seconds: number | undefined): VectorSelector {
  const { indicator } = objective;
  const rate = indicator.kind === "quantile" || indicator.kind === "throughput" || isRate(indicator);
  const operation = seconds === undefined ? "last" : `${rate ? "rate" : "avg"}${windowName(seconds)}`;
  const labels = identityLabels(context, objective.name, keptLabels(indicator));
  return metric(RECORDED.value(unitOfIndicator(indicator), operation), matchersFor(labels));
}

/** Ranges that the tiers of a value objective measure over, each once. Units: seconds. */
export function valueRanges(objective: ValueObjective): readonly (number | undefined)[] {
  return [
    ...new Set(objective.tiers.map(({ over }) => (over === undefined ? undefined : over.value * widening(objective)))),
  ];
}

/** Recordings of a value objective: its value per range, the number of events behind a quantile, and the target. */
export function valueRecordings(objective: ValueObjective, context: Context): readonly DerivedRecording[] {
  const { indicator } = objective;
  const labels = identityLabels(context, objective.name, keptLabels(indicator));
  const recording = (record: string, expression: Expression): DerivedRecording => ({
    kind: "recording",
    record,
    expression,
    labels,
  });
  const guarded = objective.lowTraffic?.kind === "minimumEvents" || objective.lowTraffic?.kind === "minimumFailures";
  return [
    ...valueRanges(objective).flatMap((seconds) => [
      recording(valueSeries(objective, context, seconds).name ?? "", valueExpression(indicator, context, seconds)),
      ...(indicator.kind === "quantile" && guarded && seconds !== undefined
        ? [
            recording(
              RECORDED.events(windowName(seconds)),
              observations(indicator.histogram, indicator.by, context, seconds),
            ),
          ]
        : []),
    ]),
    ...(objective.target === undefined
      ? []
      : [
          {
            ...recording(RECORDED.target(unitOfIndicator(indicator)), call("vector", objective.target.value)),
            labels: identityLabels(context, objective.name),
          },
        ]),
  ];
}

function observations(
  histogram: Metric,
  by: readonly string[] | undefined,
  context: Context,
  seconds: number,
): Expression {
  if (histogram.type !== "native-histogram") return rateOf(histogram, by, { context, seconds }, "_count");
  return call("histogram_count", rateOf(histogram, by, { context, seconds }));
}

function valueExpression(indicator: ValueIndicator, context: Context, seconds: number | undefined): Expression {
  const by = indicator.by;
  switch (indicator.kind) {
    case "quantile": {
      const classic = indicator.histogram.type !== "native-histogram";
      const rate = rateOf(
        indicator.histogram,
        classic ? ["le", ...(by ?? [])] : by,
        { context, seconds: seconds ?? 0 },
        classic ? "_bucket" : "",
      );
      // Without observations the quantile is NaN; the comparison leaves no sample instead.
      return gte(call("histogram_quantile", indicator.quantile, rate), 0);
    }
    case "throughput":
      return rateOf(indicator.events, by, { context, seconds: seconds ?? 0 });
    case "saturation": {
      const used = sum(smoothed(indicator.used, context, seconds), grouping(by));
      if ("value" in indicator.capacity) return div(used, indicator.capacity.value);
      // A capacity of 0 means "no limit" to the exporters that report it; dividing by it would be +Inf.
      return div(used, gt(sum(select(context, indicator.capacity), grouping(by)), 0));
    }
    case "freshness":
      // A timestamp of 0 means "never": its age is that of 1970, so that what never succeeded alerts like what is late.
      return sub(call("time"), max(select(context, indicator.timestamp), grouping(by)));
    case "queueDepth":
      return sum(smoothed(indicator.depth, context, seconds), grouping(by));
  }
}

function isRate(indicator: ValueIndicator): boolean {
  return indicator.kind === "saturation" && indicator.used.type === "counter";
}

function smoothed(metric: Metric, context: Context, seconds: number | undefined): Expression {
  const selector = select(context, metric);
  if (seconds === undefined) return selector;
  return call(metric.type === "counter" ? "rate" : "avg_over_time", range(selector, seconds * 1_000));
}
