const ALERT = {
  "fires-just-above": "fires just above the threshold, at the predicted evaluation",
  "silent-just-below": "silent just below the threshold",
  pending: "pending for the stated time, not an evaluation longer",
  "for-boundary": "one evaluation less than `for` stays silent, one more fires",
  resolves: "resolves within the predicted time",
  "no-traffic": "no traffic from the beginning",
  "traffic-stops": "traffic stops while all is well, and while it fires",
  "one-target-lost": "one target of several is lost",
  "target-lost": "all targets are lost",
  "target-never-seen": "no target has ever been seen",
  "born-late": "the series are born late",
  "only-errors": "only errors have ever been seen",
  "first-error": "the first error ever",
  "counter-reset": "a counter is reset",
  "pod-restart": "a pod restarts",
  rollout: "a rollout replaces every series",
  "one-replica-bad": "one replica of several is bad",
  "gap-during-for": "scrapes are missing while it is pending",
  "one-failure": "one failure in 1, 10 and 1,000 requests per hour",
  isolation: "another tenant or system on the same Prometheus",
  "scrape-doubled": "the scrape interval is doubled",
  "evaluation-jitter": "scrapes and evaluations fall together, or do not",
  "missed-evaluations": "evaluations are missed",
  flapping: "flapping at the period that hurts most",
  "range-semantics": "ranges of Prometheus 3 and of Prometheus 2",
  annotations: "every annotation renders, in the right unit",
  labels: "labels that routes, inhibition and templates need are surely there",
} as const;

const BURN_RATE = {
  detection: "detection time at 100, 50, 10, 5 and 2 times the budget burn",
  reset: "reset time after those incidents",
  "budget-spent": "budget spent at detection",
  "minimum-events": "fewest events that page",
  "quiet-month": "false alerts in a quiet month with Poisson noise",
  "first-tier": "which tier fires first",
} as const;

const OBJECTIVE = {
  "whole-window": "recordings equal the reference over the whole window",
  "raw-events": "recordings stay within the bound of the raw events",
  "never-nan": "the budget is never NaN",
} as const;

const BUNDLE = {
  "one-page-per-cause": "no two alerts page for one cause without inhibition",
  "thresholds-watched": "each stated threshold is watched by an alert",
  "recordings-used": "each recorded series is used",
  "series-known": "each used series is recorded or declared",
} as const;

const NETWORK = {
  "network-is-edges": "what the policies let through is what the model connects, for every pair and port",
  "quarantine-cuts": "a pod in quarantine has only the named forensic connections",
} as const;

export type AlertObligation = keyof typeof ALERT;
export type BurnRateObligation = keyof typeof BURN_RATE;
export type ObjectiveObligation = keyof typeof OBJECTIVE;
export type BundleObligation = keyof typeof BUNDLE;
export type NetworkObligation = keyof typeof NETWORK;
export type ObligationId =
  | AlertObligation
  | BurnRateObligation
  | ObjectiveObligation
  | BundleObligation
  | NetworkObligation;

export const ALERT_OBLIGATIONS = Object.keys(ALERT) as readonly AlertObligation[];
export const BURN_RATE_OBLIGATIONS = Object.keys(BURN_RATE) as readonly BurnRateObligation[];
export const OBJECTIVE_OBLIGATIONS = Object.keys(OBJECTIVE) as readonly ObjectiveObligation[];
export const BUNDLE_OBLIGATIONS = Object.keys(BUNDLE) as readonly BundleObligation[];
export const NETWORK_OBLIGATIONS = Object.keys(NETWORK) as readonly NetworkObligation[];

const TITLES: Readonly<Record<ObligationId, string>> = { ...ALERT, ...BURN_RATE, ...OBJECTIVE, ...BUNDLE, ...NETWORK };

/** What an obligation asks, in a few words. */
export function titleOf(obligation: ObligationId): string {
  return TITLES[obligation];
}
