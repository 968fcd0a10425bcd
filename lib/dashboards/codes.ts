/** Every kind of problem that dashboards can have, as `docs/errors.md` explains them. */
export const DASHBOARD_CODES = [
  "dashboard-duplicate",
  "dashboard-unseen",
  "dashboard-empty",
  "dashboard-crowded",
  "dashboard-too-large",
  "panel-duplicate",
  "panel-empty",
  "panel-query-invalid",
  "panel-series-unknown",
  "panel-unit-mismatch",
  "panel-objective-unknown",
] as const;

/** One of {@link DASHBOARD_CODES}. */
export type DashboardCode = (typeof DASHBOARD_CODES)[number];
