import type { Quantity } from "../core/quantity.ts";
import { quantityInWords } from "../model/conventions.ts";
import type { Indicator } from "../model/indicator.ts";
import type { Metric } from "../model/metric.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { and, call, gt, or, sum } from "../promql/build.ts";
import { type Context, scrapeOf, select, upSelector } from "./context.ts";
import type { DerivedAlert } from "./derived.ts";
import { bucketMatcher } from "./events.ts";
import { alertLabels, annotations, identityLabels } from "./labels.ts";
import { derivedName, ownerTitle } from "./text.ts";

/** A metric whose absence means that an indicator measures nothing, the suffix of its series, and its one bucket. */
export interface Vital {
  readonly metric: Metric;
  readonly suffix: string;
  readonly bound?: Quantity;
}

/** What an indicator cannot do without. Of a classic histogram that is the bucket of its bound, which may not exist. */
export function vitalMetrics(indicator: Indicator): readonly Vital[] {
  switch (indicator.kind) {
    case "up":
      return [];
    case "ratio":
      return [{ metric: indicator.total, suffix: "" }];
    case "hitRatio":
      return [{ metric: indicator.total ?? indicator.hits, suffix: "" }];
    case "latency":
      return indicator.histogram.type === "histogram"
        ? [{ metric: indicator.histogram, suffix: "_bucket", bound: indicator.below }]
        : [{ metric: indicator.histogram, suffix: "" }];
    case "quantile":
      return [{ metric: indicator.histogram, suffix: indicator.histogram.type === "histogram" ? "_count" : "" }];
    case "throughput":
      return [{ metric: indicator.events, suffix: "" }];
    case "saturation":
      return [indicator.used, ...("value" in indicator.capacity ? [] : [indicator.capacity])].map((metric) => ({
        metric,
        suffix: "",
      }));
    case "freshness":
      return [{ metric: indicator.timestamp, suffix: "" }];
    case "queueDepth":
      return [{ metric: indicator.depth, suffix: "" }];
  }
}

/** The selector of what an indicator cannot do without. */
export function vitalSelector({ metric, suffix, bound }: Vital, context: Context): VectorSelector {
  return select(context, metric, suffix, bound === undefined ? [] : [bucketMatcher(bound.value)]);
}

/**
 * Alerts when an objective's series are missing although its targets answer: never born, renamed, relabelled.
 * An idle service keeps its series, so it does not alert; unreachable targets have an alert of their own.
 */
export function absenceAlerts(objective: Objective, context: Context): readonly DerivedAlert[] {
  const policy = objective.absence;
  const vitals = vitalMetrics(objective.indicator);
  const [first, ...others] = vitals.map((vital) => isMissing(vital, context));
  if (policy.kind === "ignored" || first === undefined) return [];
  const alert = policy.alert ?? `${objective.alert ?? derivedName(objective, context)}Absent`;
  const names = vitals.map(nameOf).join(" or ");
  const jobs = [...new Set(vitals.flatMap(({ metric }) => scrapeOf(context, metric)?.job ?? []))].join(" or ");
  return [
    {
      kind: "alert",
      alert,
      // One alert however many of them are missing.
      expression: others.reduce((any, other) => or(any, other, { on: [] }), first),
      for: policy.after.value,
      labels: alertLabels(context.system, policy.severity, identityLabels(context, objective.name)),
      annotations: annotations(context, alert, policy.severity, {
        summary: `${ownerTitle(context)} ${objective.name.replaceAll("-", " ")} is not measured: ${names} is missing`,
        description:
          `No series of ${names} has been there for ${quantityInWords(policy.after)} although targets of job ${jobs} ` +
          "answer. The alerts of this objective cannot fire until it is back.",
        objective: objective.name,
      }),
      origin: { kind: "absence", objective },
    },
  ];
}

function isMissing(vital: Vital, context: Context): Expression {
  return and(call("absent", vitalSelector(vital, context)), gt(sum(upSelector(context, vital.metric)), 0), { on: [] });
}

function nameOf({ metric, suffix, bound }: Vital): string {
  return `${metric.name}${suffix}${bound === undefined ? "" : ` of ${quantityInWords(bound)}`}`;
}
