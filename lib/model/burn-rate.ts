import { type Given, settle } from "../core/assumed.ts";
import { tidy } from "../core/decimal.ts";
import { type Duration, seconds } from "../core/quantity.ts";

/** One multi-window burn-rate alert: fires while both windows burn the budget faster than `factor`. */
export interface BurnRate<S extends string = string> {
  readonly long: Duration;
  readonly short: Duration;
  /** Multiple of the rate that would spend the whole budget exactly in the objective's window. */
  readonly factor: number;
  readonly for?: Duration;
  readonly severity: S;
}

/** Which burn-rate alerts an objective has. `none` needs the reason. */
export type BurnRatePolicy<S extends string = string> =
  | { readonly kind: "workbook"; readonly page: S; readonly ticket: S }
  | { readonly kind: "tiers"; readonly tiers: readonly BurnRate<S>[] }
  | { readonly kind: "none"; readonly why: string };

/**
 * Windows and budget shares of the SRE workbook, chapter 5, "Alerting on SLOs", table 5-8
 * (https://sre.google/workbook/alerting-on-slos/); the 1 d / 2 h row is the one that Sloth and others add.
 * Factor = share of the budget spent at detection x objective window / long window: 14.4, 6, 3 and 1 for 30 days. Tickets
 * of shorter objective windows (28 days: 0.93) keep the factor 1, below which the objective is being met.
 */
const WORKBOOK = [
  { long: 3_600, short: 300, budgetPercent: 2, leastFactor: 0, severity: "page" },
  { long: 21_600, short: 1_800, budgetPercent: 5, leastFactor: 0, severity: "page" },
  { long: 86_400, short: 7_200, budgetPercent: 10, leastFactor: 1, severity: "ticket" },
  { long: 259_200, short: 21_600, budgetPercent: 10, leastFactor: 1, severity: "ticket" },
] as const;

/** The default policy: four windows from the SRE workbook, their factors scaled to the objective's window. */
export function workbook<const S extends string>(severities: {
  readonly page: S;
  readonly ticket: S;
}): BurnRatePolicy<S> {
  return { kind: "workbook", ...severities };
}

/** A policy of one's own: any number of tiers, each with its windows and factor. */
export function burnRates<const S extends string>(
  tiers: readonly (Omit<BurnRate<S>, "long" | "short" | "factor" | "for"> &
    Given<Pick<BurnRate<S>, "long" | "short" | "factor" | "for">>)[],
): BurnRatePolicy<S> {
  return settle<BurnRatePolicy<S>>({ kind: "tiers", tiers });
}

/** No burn-rate alerts, with the reason. */
export function noBurnRate(why: string): BurnRatePolicy<never> {
  return { kind: "none", why };
}

/** The burn-rate tiers of a policy for an objective window. Units: `windowSeconds` in seconds. */
export function burnRateTiers<S extends string>(
  policy: BurnRatePolicy<S>,
  windowSeconds: number,
): readonly BurnRate<S>[] {
  if (policy.kind === "none") return [];
  if (policy.kind === "tiers") return policy.tiers;
  return WORKBOOK.filter((row) => row.long < windowSeconds).map((row) => ({
    long: seconds(row.long),
    short: seconds(row.short),
    factor: Math.max(row.leastFactor, tidy((row.budgetPercent * windowSeconds) / (100 * row.long))),
    severity: policy[row.severity],
  }));
}
