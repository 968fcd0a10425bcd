import { complement } from "../core/decimal.ts";
import type { Unit } from "../core/quantity.ts";
import { comparisonInWords, valueTemplate, windowName } from "../model/conventions.ts";
import { type Indicator, unitOfIndicator } from "../model/indicator.ts";
import type { Objective } from "../model/objective.ts";
import type { Comparison, Tier } from "../model/tier.ts";
import type { Expression } from "../promql/ast.ts";
import { gt, gte, lt, lte, sub } from "../promql/build.ts";
import type { Context } from "./context.ts";
import type { DerivedAlert } from "./derived.ts";
import { type EventObjective, eventSeries } from "./event-series.ts";
import { guarded } from "./guard.ts";
import { isEventObjective } from "./kinds.ts";
import { alertLabels, annotations, identityLabels, keptLabels, matchersFor } from "./labels.ts";
import { derivedName, subject } from "./text.ts";
import { type ValueObjective, valueSeries } from "./value-recordings.ts";
import { widening } from "./windows.ts";

const COMPARE: Readonly<Record<Comparison, typeof gt>> = { above: gt, atLeast: gte, below: lt, atMost: lte };

/** One alert per threshold tier of an objective. */
export function tierAlerts(objective: Objective, context: Context): readonly DerivedAlert[] {
  const kept = keptLabels(objective.indicator);
  const identity = identityLabels(context, objective.name, kept);
  return objective.tiers.map((tier) => {
    const alert = tier.alert ?? objective.alert ?? derivedName(objective, context);
    const over = tier.over === undefined ? undefined : tier.over.value * widening(objective);
    const { value, unit, base } = measured(objective, context, over);
    const compared = COMPARE[tier.comparison](value, tier.threshold.value);
    return {
      kind: "alert",
      alert,
      expression: guarded(compared, objective, context, {
        matchers: matchersFor(identity),
        base,
        window: over ?? base,
        // Used for moments, whose tiers compare the good share.
        share: complement(tier.threshold.value),
      }),
      for: tier.for.value,
      labels: alertLabels(context.system, tier.severity, identity, kept),
      annotations: annotations(context, alert, tier.severity, {
        summary: `${subject(objective, context, kept)} ${comparisonInWords(tier.comparison, tier.threshold)}`,
        description: describe(objective, tier, unit, over),
        impact: tier.impact ?? objective.impact,
        objective: objective.name,
      }),
      origin: { kind: "tier", objective, tier },
    };
  });
}

/** The recorded value that a tier compares, its unit, and the range of the event recordings behind it. */
function measured(
  objective: Objective,
  context: Context,
  over: number | undefined,
): { readonly value: Expression; readonly unit: Unit; readonly base: number } {
  if (!isEventObjective(objective)) {
    const valued = objective as ValueObjective;
    return { value: valueSeries(valued, context, over), unit: unitOfIndicator(valued.indicator), base: over ?? 0 };
  }
  const names = eventSeries(objective, context);
  const ratio = names.ratio(over ?? names.base);
  return { value: countsGood(objective) ? sub(1, ratio) : ratio, unit: "ratio", base: names.base };
}

/** True for indicators that people quote as the good share: a hit ratio, an uptime. */
export function countsGood(objective: EventObjective): boolean {
  return objective.indicator.kind === "hitRatio" || objective.indicator.kind === "up";
}

function describe(objective: Objective, tier: Tier, unit: Unit, over: number | undefined): string {
  const range = over === undefined ? "" : ` over the last ${windowName(over)}`;
  const pending = tier.for.value === 0 ? "" : `, and has been so for ${windowName(tier.for.value)}`;
  return `${quantityName(objective.indicator)}${range} is ${valueTemplate(unit)}, ${comparisonInWords(tier.comparison, tier.threshold)}${pending}.`;
}

/** What an indicator measures, as the beginning of a sentence: `The share of bad events`. */
export function quantityName(indicator: Indicator): string {
  switch (indicator.kind) {
    case "ratio":
      return "The share of bad events";
    case "latency":
      return "The share of slow events";
    case "hitRatio":
      return "The cache hit ratio";
    case "up":
      return "The share of time with an answering target";
    case "quantile":
      return `The p${Number((indicator.quantile * 100).toPrecision(6))}`;
    case "throughput":
      return "The rate of events";
    case "saturation":
      return "The used share of the capacity";
    case "freshness":
      return "The age of the newest success";
    case "queueDepth":
      return "The queue depth";
  }
}
