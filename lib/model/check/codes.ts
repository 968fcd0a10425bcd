/**
 * Every kind of problem that a model can have, as `docs/errors.md` explains them. The names are stable: scripts and
 * people search for them.
 */
export const MODEL_CODES = [
  // The system as a whole.
  "name-invalid",
  "name-duplicate",
  "name-reserved",
  "runs-empty",
  "namespace-missing",
  "runbooks-not-url",
  "duration-invalid",
  "number-invalid",
  "assumption-without-why",
  "nothing-promised",
  "severity-unmapped",
  "severity-rank-invalid",
  "severity-unknown",
  // Metrics and indicators.
  "metric-name-invalid",
  "metric-type-wrong",
  "metric-conflict",
  "buckets-invalid",
  "label-name-invalid",
  "label-undeclared",
  "label-reserved",
  "matcher-regexp-invalid",
  "dependency-unknown",
  "scrape-missing",
  "unit-mismatch",
  "latency-not-a-bucket",
  "quantile-out-of-range",
  // Objectives and their tiers.
  "objective-without-alert",
  "target-out-of-range",
  "target-without-window",
  "target-without-burn-rate",
  "window-without-target",
  "low-traffic-missing",
  "low-traffic-invalid",
  "absence-missing",
  "reason-missing",
  "alert-name-invalid",
  "tier-without-range",
  "tier-out-of-range",
  "tier-unreachable",
  "tier-always",
  "tier-direction",
  "tier-contradiction",
  "tier-duplicate",
  "burn-factor-invalid",
  // Receivers, hours, escalation, pages and dashboards.
  "receiver-invalid",
  "secret-invalid",
  "secret-literal",
  "severity-unrouted",
  "time-interval-invalid",
  "time-interval-never",
  "escalation-order",
  "escalation-level-unknown",
  "escalation-level-unused",
  "list-too-short",
  "grafana-not-url",
  // Rules that others wrote.
  "expectation-objective-unknown",
  "expectation-without-measure",
] as const;

/** One of {@link MODEL_CODES}. */
export type ModelCode = (typeof MODEL_CODES)[number];

/** Codes of models from which no rules or no routes can be derived, so that these cannot be checked either. */
export const UNDERIVABLE: ReadonlySet<string> = new Set<ModelCode>([
  "absence-missing",
  "metric-type-wrong",
  "duration-invalid",
  "number-invalid",
  "time-interval-invalid",
]);
