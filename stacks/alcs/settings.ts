import { type Setting, setting } from "../../lib/index.ts";
import { CONFIGMAP, SECRET } from "./names.ts";
import { configure, setConfig } from "./procedures/commands.ts";

const CONFIG = `ConfigMap ${CONFIGMAP}`;

/** What the document changes settings to; the pages' commands use the same values. */
export const CHANGED = {
  DATABASE_POOL_MAX: "50",
  RATE_LIMIT_MAX_REQUESTS: "200",
  RATE_LIMIT_WINDOW_MS: "60000",
  RATE_LIMIT_WHITELIST: "user:admin,ip:192.168.1.100",
} as const;

const SLOW_DATABASE = ["ALCSDatabaseConnectionFailures", "ALCSHighErrorRate", "AlcsErrorsBudgetBurn"];
const FULL_CACHE = ["ALCSCacheFull", "ALCSHighMemoryUsage"];

/** Changes a key whose value the document leaves to the reader. */
function choose(key: string) {
  return { kind: "shell" as const, text: setConfig(key) };
}

function change(values: Readonly<Record<string, string>>) {
  return { kind: "shell" as const, text: configure(values) };
}

/** A limit of the rate limiting service, which is code: the document gives no key for it. */
function endpointLimit(path: string, value: string, about: string): Setting {
  return setting(`rate limit of ${path}`, {
    in: "the rate limiting service, by namespace of the endpoint (a change of code)",
    value,
    about,
    alerts: ["ALCSRateLimited"],
  });
}

export const settings: readonly Setting[] = [
  setting("DATABASE_POOL_MAX", {
    in: CONFIG,
    changedTo: CHANGED.DATABASE_POOL_MAX,
    about:
      "Connections that each pod opens to the database; times the number of pods it has to stay below `max_connections`.",
    alerts: SLOW_DATABASE,
    change: change({ DATABASE_POOL_MAX: CHANGED.DATABASE_POOL_MAX }),
  }),
  setting("CACHE_MAX_ITEMS", {
    in: CONFIG,
    about: "Items that a pod keeps in its cache: fewer items, less memory.",
    alerts: FULL_CACHE,
    change: choose("CACHE_MAX_ITEMS"),
  }),
  setting("CACHE_DEFAULT_TTL", {
    in: CONFIG,
    about: "How long an item stays in the cache: a shorter time, less memory.",
    alerts: FULL_CACHE,
    change: choose("CACHE_DEFAULT_TTL"),
  }),
  setting("RATE_LIMIT_MAX_REQUESTS", {
    in: CONFIG,
    value: "100",
    changedTo: CHANGED.RATE_LIMIT_MAX_REQUESTS,
    about: "Requests that one client may send in the window.",
    alerts: ["ALCSRateLimited"],
    change: change({ RATE_LIMIT_MAX_REQUESTS: CHANGED.RATE_LIMIT_MAX_REQUESTS }),
  }),
  setting("RATE_LIMIT_WINDOW_MS", {
    in: CONFIG,
    value: CHANGED.RATE_LIMIT_WINDOW_MS,
    about: "Length of the window in milliseconds; it stays at one minute.",
    alerts: ["ALCSRateLimited"],
    change: change({ RATE_LIMIT_WINDOW_MS: CHANGED.RATE_LIMIT_WINDOW_MS }),
  }),
  setting("RATE_LIMIT_WHITELIST", {
    in: CONFIG,
    changedTo: CHANGED.RATE_LIMIT_WHITELIST,
    about: "Users and addresses without a limit.",
    alerts: ["ALCSRateLimited"],
    change: change({ RATE_LIMIT_WHITELIST: CHANGED.RATE_LIMIT_WHITELIST }),
  }),
  endpointLimit("/health", "1000 req/min", "For monitoring."),
  endpointLimit("/api", "100 req/min", "For everything in general."),
  endpointLimit("/expensive", "10 req/min", "For what takes many resources."),
  setting("JWT_EXPIRES_IN", {
    in: `Secret ${SECRET}`,
    value: "24h",
    changedTo: "7d",
    about: "How long a token is good for. A longer time leaves a stolen token good for as long.",
  }),
];
