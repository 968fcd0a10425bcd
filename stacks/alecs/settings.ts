import { type Setting, setting } from "../../lib/index.ts";
import { CONFIGMAP, DEPLOYMENT } from "./names.ts";
import { setEnv, setLogLevel } from "./procedures/commands.ts";

/** What the document changes settings to; the pages' commands use the same values. */
export const CHANGED = {
  CACHE_MAX_SIZE: { memory: "5000", hitRate: "20000" },
  CACHE_TTL: "300",
  CACHE_DEFAULT_TTL: "600",
  COALESCING_ENABLED: "true",
  CONNECTION_POOL_SIZE: "20",
  CONNECTION_TIMEOUT: "30000",
  REDIS_URL: "redis://redis:6379",
} as const;

const ENVIRONMENT = `environment of Deployment ${DEPLOYMENT}`;
const ERRORS = ["ALECSHighErrorRate", "AlecsServerErrorsBudgetBurn"];

function change(values: Readonly<Record<string, string>>) {
  return { kind: "shell" as const, text: setEnv(values) };
}

/** A key that the document sets to one value. */
function environment(name: string, changedTo: string, about: string, alerts: readonly string[] = []): Setting {
  return setting(name, {
    in: ENVIRONMENT,
    changedTo,
    about,
    ...(alerts.length === 0 ? {} : { alerts }),
    change: change({ [name]: changedTo }),
  });
}

export const settings: readonly Setting[] = [
  setting("LOG_LEVEL", {
    in: `ConfigMap ${CONFIGMAP}, and the ${ENVIRONMENT}, which wins`,
    value: "info",
    changedTo: "debug",
    about: "How much is logged; debug only while somebody looks for something.",
    change: { kind: "shell", text: setLogLevel("debug") },
  }),
  environment("CACHE_ENABLED", "true", "Whether answers are kept at all.", [
    "ALECSLowCacheHitRate",
    "ALECSHighLatency",
  ]),
  environment("RATE_LIMIT_ENABLED", "true", "Whether clients that ask too often are refused with 429.", [
    "ALECSRateLimited",
  ]),
  setting("CACHE_MAX_SIZE", {
    in: ENVIRONMENT,
    changedTo: `${CHANGED.CACHE_MAX_SIZE.memory} (memory) / ${CHANGED.CACHE_MAX_SIZE.hitRate} (hit rate)`,
    about:
      "Entries of the cache: fewer save memory, more raise the hit rate. The two remedies pull in opposite directions: watch the other one.",
    alerts: ["AlecsServerMemory", "ALECSLowCacheHitRate"],
    change: change({ CACHE_MAX_SIZE: CHANGED.CACHE_MAX_SIZE.hitRate }),
  }),
  environment("CACHE_TTL", CHANGED.CACHE_TTL, "Seconds that an entry is kept, where memory is short.", [
    "AlecsServerMemory",
  ]),
  environment(
    "CACHE_DEFAULT_TTL",
    CHANGED.CACHE_DEFAULT_TTL,
    "Seconds that an entry is kept, where the hit rate is low.",
    ["ALECSLowCacheHitRate"],
  ),
  environment("COALESCING_ENABLED", CHANGED.COALESCING_ENABLED, "Equal requests at the same time go to Akamai once.", [
    "AlecsServerCpu",
    "ALECSHighLatency",
  ]),
  environment(
    "CONNECTION_POOL_SIZE",
    CHANGED.CONNECTION_POOL_SIZE,
    "Connections to Akamai that each pod keeps.",
    ERRORS,
  ),
  environment("CONNECTION_TIMEOUT", CHANGED.CONNECTION_TIMEOUT, "Milliseconds until a connection is given up.", ERRORS),
  environment("REDIS_URL", CHANGED.REDIS_URL, "A cache that all pods share; without it each has its own.", [
    "ALECSLowCacheHitRate",
  ]),
];
