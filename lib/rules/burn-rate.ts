import { complement, tidy } from "../core/decimal.ts";
import { percent } from "../core/quantity.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import { and, gt } from "../promql/build.ts";
import type { Context } from "./context.ts";
import type { DerivedAlert } from "./derived.ts";
import { type EventObjective, eventSeries } from "./event-series.ts";
import { guarded } from "./guard.ts";
import { alertLabels, annotations, identityLabels, keptLabels, matchersFor } from "./labels.ts";
import { derivedName, subject } from "./text.ts";
import { tiersOf, windowSeconds } from "./windows.ts";

/** Multi-window burn-rate alerts: each fires while its long and its short window burn faster than its factor. */
export function burnRateAlerts(objective: EventObjective, context: Context): readonly DerivedAlert[] {
  if (objective.target === undefined) return [];
  const target = objective.target;
  const budget = complement(target.value);
  const window = windowSeconds(objective) ?? 0;
  const names = eventSeries(objective, context);
  const kept = keptLabels(objective.indicator);
  const identity = identityLabels(context, objective.name, kept);
  const alert = `${derivedName(objective, context)}BudgetBurn`;
  return tiersOf(objective).map((tier) => {
    const threshold = tidy(tier.factor * budget);
    const long = windowName(tier.long.value);
    const short = windowName(tier.short.value);
    const burning = and(gt(names.ratio(tier.long.value), threshold), gt(names.ratio(tier.short.value), threshold));
    return {
      kind: "alert",
      alert,
      expression: guarded(burning, objective, context, {
        matchers: matchersFor(identity),
        base: names.base,
        window: tier.long.value,
        share: threshold,
      }),
      for: tier.for?.value ?? 0,
      labels: {
        ...alertLabels(context.system, tier.severity, identity, kept),
        long_window: long,
        short_window: short,
      },
      annotations: annotations(context, alert, tier.severity, {
        summary: `${subject(objective, context, kept)} spends its error budget ${pace(tier.factor)}`,
        description:
          `{{ $value | humanizePercentage }} of ${events(objective)} were bad over ${long} (and over ${short}); ` +
          `the objective is ${quantityInWords(target)} over ${windowName(window)}, and above ` +
          `${quantityInWords(percent(threshold * 100))} its budget of ${quantityInWords(percent(budget * 100))} ` +
          `is gone in ${roughly(window / tier.factor)}.`,
        impact: objective.impact,
        objective: objective.name,
      }),
      origin: { kind: "burn-rate", objective, tier },
    };
  });
}

function events(objective: EventObjective): string {
  return objective.indicator.kind === "up" ? "the time" : "all events";
}

/** A length of time in whole hours, below two hours in whole minutes. */
function roughly(seconds: number): string {
  const unit = seconds < 7_200 ? 60 : 3_600;
  return windowName(Math.max(unit, Math.round(seconds / unit) * unit));
}

function pace(factor: number): string {
  return factor === 1 ? "faster than it lasts" : `more than ${factor} times as fast as it lasts`;
}
