/** Every kind of problem that the way of alerts to people can have, as `docs/errors.md` explains them. */
export const ROUTE_CODES = [
  "alert-unrouted",
  "route-twice",
  "route-unreachable",
  "receiver-unused",
  "receiver-without-secret",
  "email-server-missing",
  "inhibition-less-urgent",
  "inhibition-unheard",
  "inhibition-cycle",
  "inhibition-without-cause",
  "routing-name-clash",
  // AlertmanagerConfig objects.
  "namespace-not-matched",
  "hours-not-in-utc",
  "hours-vanish",
  "hours-uncovered",
] as const;

/** One of {@link ROUTE_CODES}. */
export type RouteCode = (typeof ROUTE_CODES)[number];
