import type { Unit } from "../../core/quantity.ts";
import type { Comparison } from "../../model/tier.ts";

/** When the alerts of an objective fire, and what that costs: plain data. Units: seconds; shares are between 0 and 1. */
export interface ObjectiveExplanation {
  readonly system: string;
  /** Name of the service or dependency. */
  readonly owner: string;
  readonly objective: string;
  /** What is promised, in words; absent where only thresholds are watched. */
  readonly promise?: string;
  readonly budget?: Budget;
  readonly burnRates: readonly BurnRateExplanation[];
  readonly thresholds: readonly ThresholdExplanation[];
  /** Low traffic, absence and what else decides, a sentence each. */
  readonly policies: readonly string[];
  readonly evaluationInterval: number;
  /** Estimate of the samples that Prometheus reads when it evaluates the rules of the objective once. */
  readonly samplesPerEvaluation: number;
}

/** What may go wrong in the window of an objective. */
export interface Budget {
  readonly share: number;
  readonly window: number;
  /** How much of the window everything may be bad. */
  readonly outage: number;
}

/** One burn-rate alert. */
export interface BurnRateExplanation {
  readonly alert: string;
  readonly severity: string;
  readonly long: number;
  readonly short: number;
  readonly factor: number;
  /** Share of bad events that both windows have to exceed. */
  readonly threshold: number;
  readonly for: number;
  /** False where not even a total outage exceeds the threshold. */
  readonly reachable: boolean;
  /** Share of the budget that the factor and the long window mean to be spent when it fires. */
  readonly plannedSpending: number;
  /** Fewest bad events or evaluations that fire. */
  readonly fewest: Fewest;
  /** At 100, 50, 10, 5 and 2 times the burn of the budget. */
  readonly burns: readonly BurnExplanation[];
}

/** What it takes at least until an alert fires. */
export interface Fewest {
  readonly count: number;
  readonly of: "failures" | "events" | "evaluations";
  /** Where `count` is enough only as long as there are not more events than these in the long window. */
  readonly among?: number;
}

/** What a burn-rate alert does when the budget burns at one pace after a clean window. */
export interface BurnExplanation {
  readonly multiple: number;
  /** Share of bad events: never more than 1. */
  readonly share: number;
  /** Absent where it stays silent. */
  readonly fires?: number;
  /** `long x threshold / share`, which knows nothing of evaluations and recordings; absent for evaluations of `up`. */
  readonly byFormula?: number;
  /** How long it goes on firing after the end of an incident. */
  readonly resolves?: number;
  /** Share of the budget that is spent when it fires. */
  readonly spent?: number;
}

/** One alert on a threshold. */
export interface ThresholdExplanation {
  readonly alert: string;
  readonly severity: string;
  readonly comparison: Comparison;
  readonly threshold: { readonly unit: Unit; readonly value: number };
  /** Range that is measured over; absent for gauges that are read as they are. */
  readonly over?: number;
  readonly for: number;
  /** A tenth beyond the threshold, and as far as can be. */
  readonly steps: readonly StepExplanation[];
}

/** What an alert does when its indicator goes from healthy to one level at once, and back after it has fired. */
export interface StepExplanation {
  /** `5.5 % of events are bad`. */
  readonly level: string;
  readonly fires?: number;
  readonly resolves?: number;
}
