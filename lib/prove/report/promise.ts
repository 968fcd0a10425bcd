import { complement, tidy } from "../../core/decimal.ts";
import { percent } from "../../core/quantity.ts";
import { metricsOf } from "../../model/check/walk.ts";
import { comparisonInWords, quantityInWords, windowName } from "../../model/conventions.ts";
import type { Indicator } from "../../model/indicator.ts";
import type { Objective, Window } from "../../model/objective.ts";
import { metric } from "../../promql/build.ts";
import { print } from "../../promql/print.ts";
import type { DerivedAlert } from "../../rules/derived.ts";
import { quantityName } from "../../rules/threshold.ts";
import { widening } from "../../rules/windows.ts";

/** What an objective promises, in a sentence: `99.9 % of events are good over 30d`. */
export function promiseInWords({ indicator, target, over, tiers }: Objective): string {
  if (target === undefined) return "No target is promised: its thresholds alone are watched.";
  const share = quantityInWords(target);
  const window = over === undefined ? "" : windowInWords(over);
  switch (indicator.kind) {
    case "ratio":
      return `${share} of events are good${window}.`;
    case "latency":
      return `${share} of events take at most ${quantityInWords(indicator.below)}${window}.`;
    case "hitRatio":
      return `${share} of look-ups are answered from the cache${window}.`;
    case "up":
      return `A target answers ${share} of the time${window}.`;
    default: {
      const downwards = tiers[0]?.comparison === "below" || tiers[0]?.comparison === "atMost";
      return `${quantityName(indicator)} stays at ${downwards ? "least" : "most"} ${share}${window}.`;
    }
  }
}

/** The series that an objective is measured on, as selectors. */
export function measuredOn(indicator: Indicator): readonly string[] {
  return metricsOf(indicator).map(({ metric: { name, matchers } }) => print(metric(name, matchers)));
}

/** When an alert fires, in a sentence: `No target answers for 5m.` */
export function firesWhen({ origin, for: pending }: DerivedAlert): string {
  const lasting = pending === 0 ? "" : ` for ${windowName(pending)}`;
  switch (origin.kind) {
    case "burn-rate": {
      const { objective, tier } = origin;
      const threshold = percent(tidy(tier.factor * complement(objective.target?.value ?? 0)) * 100);
      const what = objective.indicator.kind === "up" ? "the time is without an answering target" : "events are bad";
      return (
        `More than ${quantityInWords(threshold)} of ${what} over ${windowName(tier.long.value)} and over ` +
        `${windowName(tier.short.value)}${lasting}: the budget burns ${tier.factor === 1 ? "" : `${tier.factor} times `}as fast as it lasts.`
      );
    }
    case "tier": {
      const { objective, tier } = origin;
      const range = tier.over === undefined ? "" : ` over ${windowName(tier.over.value * widening(objective))}`;
      const compared = comparisonInWords(tier.comparison, tier.threshold);
      return `${quantityName(objective.indicator)}${range} is ${compared}${lasting}.`;
    }
    case "absence":
      return `The series are missing${lasting} although targets answer.`;
    case "down":
      return `No target answers${lasting}.`;
    case "target-down":
      return `One target does not answer${lasting}.`;
    case "condition":
      return `${origin.condition.means}${pending === 0 ? "" : ` For at least ${windowName(pending)}.`}`;
  }
}

/** What a chart of an alert draws, as the beginning of a sentence. */
export function valueName({ origin }: DerivedAlert): string {
  switch (origin.kind) {
    case "burn-rate": {
      const { objective, tier } = origin;
      const what = objective.indicator.kind === "up" ? "time without an answering target" : "bad events";
      return `The share of ${what} over ${windowName(tier.long.value)}`;
    }
    case "tier":
      return quantityName(origin.objective.indicator);
    case "absence":
    case "down":
      return "The number of targets that answer";
    case "target-down":
      return "Whether the target answers, 1 or 0,";
    case "condition":
      return "The value";
  }
}

function windowInWords(over: Window): string {
  return "calendar" in over ? " in each calendar month" : ` over ${windowName(over.value)}`;
}
