import { type Given, settle } from "../core/assumed.ts";
import type { Duration, Quantity, Unit } from "../core/quantity.ts";

/** How a tier compares the indicator with its threshold. */
export type Comparison = "above" | "atLeast" | "below" | "atMost";

/** One threshold of an objective, and who is told when the indicator is beyond it. */
export interface Tier<U extends Unit = Unit, S extends string = string> {
  readonly comparison: Comparison;
  readonly threshold: Quantity<U>;
  /** Range that the indicator is measured over; absent only for gauges, which are then read as they are. */
  readonly over?: Duration;
  /** How long the threshold must be exceeded before the alert fires. */
  readonly for: Duration;
  readonly severity: S;
  /** Alert name; default: the objective's. Use the name that the system's documents use. */
  readonly alert?: string;
  /** One sentence on what users notice. */
  readonly impact?: string;
}

/** What a tier says besides its threshold. */
export type TierOptions<S extends string> = Given<Omit<Tier<Unit, string>, "comparison" | "threshold" | "severity">> & {
  readonly severity: S;
};

function tier<U extends Unit, S extends string>(
  comparison: Comparison,
  threshold: Given<Quantity<U>>,
  options: TierOptions<S>,
): Tier<U, S> {
  return settle<Tier<U, S>>({ comparison, threshold, ...options });
}

/** Alerts while the indicator is greater than the threshold. */
export function above<U extends Unit, const S extends string>(
  threshold: Given<Quantity<U>>,
  options: TierOptions<S>,
): Tier<U, S> {
  return tier("above", threshold, options);
}

/** Alerts while the indicator is at or above the threshold. */
export function atLeast<U extends Unit, const S extends string>(
  threshold: Given<Quantity<U>>,
  options: TierOptions<S>,
): Tier<U, S> {
  return tier("atLeast", threshold, options);
}

/** Alerts while the indicator is less than the threshold. */
export function below<U extends Unit, const S extends string>(
  threshold: Given<Quantity<U>>,
  options: TierOptions<S>,
): Tier<U, S> {
  return tier("below", threshold, options);
}

/** Alerts while the indicator is at or below the threshold. */
export function atMost<U extends Unit, const S extends string>(
  threshold: Given<Quantity<U>>,
  options: TierOptions<S>,
): Tier<U, S> {
  return tier("atMost", threshold, options);
}
