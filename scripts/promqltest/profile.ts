import type { QueryOptions } from "../../lib/promql/eval/query.ts";

/** The options of Prometheus' own test engine: everything is on. */
export const PROMQLTEST: QueryOptions = {
  delayedNameRemoval: true,
  startTimestamps: true,
  experimental: true,
};

/** The options that a server or promtool starts with. */
export const PROMETHEUS: QueryOptions = {};

/** The options by the name that is given with `--profile`. */
export const PROFILES: Readonly<Record<string, QueryOptions>> = { promqltest: PROMQLTEST, prometheus: PROMETHEUS };
