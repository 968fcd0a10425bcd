import { type Command, type Setting, setting } from "../../lib/index.ts";
import { POOL, WEBHOOK_CAP } from "./names.ts";
import { RESTART, setVariable } from "./procedures/commands.ts";

const ENV = ".env";
const SLOW = ["AmasDecisionLatencyP99", "AmasP95Latency", "AmasP99Latency"];
const READ_AT_START = "Restarts the backend: requests in flight fail, and decisions that wait in the queue are lost.";

function change(key: string, value: string): Command {
  return { kind: "shell", text: setVariable(key, value), destructive: READ_AT_START };
}

/** Changes a key whose value is secret or chosen by the reader. */
function type(key: string): Command {
  return {
    kind: "shell",
    text: `grep -v '^${key}=' .env > .env.new
read -rs -p 'New ${key}: ' VALUE && echo "${key}=$VALUE" >> .env.new
chmod 600 .env.new && mv .env.new .env
export ${key}="$VALUE"
${RESTART}`,
    destructive: READ_AT_START,
  };
}

/** A value in the code: it changes with a release. */
function inCode(name: string, file: string, rest: Omit<Setting, "name" | "in">): Setting {
  return setting(name, { in: `${file} (a release)`, ...rest });
}

const environment: readonly Setting[] = [
  setting("DATABASE_URL", {
    in: ENV,
    about: "Where the database is, with user and password: a secret; locally `localhost:5432/danci`.",
    change: type("DATABASE_URL"),
  }),
  setting("DB_CONNECTION_POOL_SIZE", {
    in: ENV,
    value: POOL.usual,
    changedTo: POOL.raised,
    about: "Connections of each instance to the database; times the instances they stay below `max_connections`.",
    alerts: [...SLOW, "AmasHttpErrorRate5xx", "AmasQueueDepth"],
    change: change("DB_CONNECTION_POOL_SIZE", POOL.raised),
  }),
  setting("REDIS_URL", {
    in: ENV,
    value: "redis://localhost:6379",
    about: "Where the cache is.",
    alerts: ["AmasCacheHitRate"],
    change: type("REDIS_URL"),
  }),
  setting("CACHE_TTL_AMAS_STATE", {
    in: ENV,
    value: "300",
    about: "Seconds that a decision insight stays in the cache (5 minutes): longer, more hits, older insights.",
    alerts: ["AmasCacheHitRate"],
    change: type("CACHE_TTL_AMAS_STATE"),
  }),
  setting("METRICS_COLLECTION_INTERVAL", {
    in: ENV,
    value: "30000",
    about: "Milliseconds between two collections (30 seconds); AmasCollectorStale waits for five of them.",
    alerts: ["AmasCollectorStale", "AmasMonitoringOverhead"],
    change: change("METRICS_COLLECTION_INTERVAL", "30000"),
  }),
  setting("DISABLE_METRICS_COLLECTION", {
    in: ENV,
    value: "false",
    changedTo: "true",
    about: "Switches measuring off under overload; it has to be switched on again (P-22).",
    alerts: ["AmasSystemOverload", "AmasMonitoringOverhead", "AmasCollectorStale"],
    change: change("DISABLE_METRICS_COLLECTION", "false"),
  }),
  setting("ALERT_WEBHOOK_URL", {
    in: ENV,
    value: '""',
    about:
      "Webhook of the AlertEngine. Empty: Alertmanager tells, by the Secret `amas-alerting`; two senders would tell everything twice.",
    alerts: ["AmasAlertStorm"],
    change: { kind: "shell", text: `export ALERT_WEBHOOK_URL=""\n${RESTART}`, destructive: READ_AT_START },
  }),
  setting("ALERT_WEBHOOK_MAX_PER_MINUTE", {
    in: ENV,
    value: WEBHOOK_CAP,
    about: "Messages that the AlertEngine's webhook passes in a minute; the rest is lost (AMAS-D09).",
    alerts: ["AmasAlertStorm"],
    change: change("ALERT_WEBHOOK_MAX_PER_MINUTE", WEBHOOK_CAP),
  }),
  setting("BASE_URL", {
    in: "the shell that runs a load test",
    value: "http://localhost:3000",
    about: "What is loaded; staging is https://staging.danci.com, production https://api.danci.com.",
  }),
  setting("LOAD_TEST_DURATION", {
    in: "the shell that runs a load test",
    value: "120",
    about: "Seconds; `run-load-test.sh` reads DURATION (P-19).",
  }),
  setting("LOAD_TEST_CONCURRENCY", {
    in: "the shell that runs a load test",
    value: "100",
    about: "Requests at a time; `run-load-test.sh` reads CONCURRENCY (P-19).",
  }),
];

const CACHE = "backend/src/services/cache.service.ts";

const code: readonly Setting[] = [
  inCode("connectionLimit", "backend/src/config/database.ts", {
    value: POOL.unset,
    changedTo: POOL.usual,
    about: "The pool as Prisma has it; the same number as DB_CONNECTION_POOL_SIZE.",
    alerts: SLOW,
  }),
  inCode("CacheTTL.AMAS_STATE", CACHE, {
    value: "300",
    about: "5 minutes - decision insights.",
    alerts: ["AmasCacheHitRate"],
  }),
  inCode("CacheTTL.AMAS_METRICS", CACHE, {
    value: "60",
    about: "1 minute - metrics data.",
    alerts: ["AmasCacheHitRate"],
  }),
  inCode("CacheTTL.USER_STATE", CACHE, {
    value: "1800",
    about: "30 minutes - user profiles.",
    alerts: ["AmasCacheHitRate"],
  }),
  inCode("cooldown", "backend/src/monitoring/alert-rules.ts", {
    value: "300000",
    changedTo: "600000",
    about:
      "Milliseconds between two messages of a rule of the AlertEngine (5 minutes); the severities have the same for Alertmanager.",
    alerts: ["AmasAlertStorm"],
  }),
  inCode("threshold of decision-latency-p99", "backend/src/monitoring/alert-rules.ts", {
    value: "500",
    about: "Milliseconds at which the AlertEngine fires; Prometheus tells people at the table's 600 (AMAS-D01).",
    alerts: ["AmasDecisionLatencyP99"],
  }),
  inCode("maxPerMinute", "backend/src/monitoring/alert-engine.ts", {
    value: WEBHOOK_CAP,
    about: "The cap of the webhook in code; ALERT_WEBHOOK_MAX_PER_MINUTE is the same.",
    alerts: ["AmasAlertStorm"],
  }),
  inCode("collectionInterval", "backend/src/monitoring/monitoring-service.ts", {
    value: "30000",
    about: "30s; METRICS_COLLECTION_INTERVAL is the same.",
    alerts: ["AmasCollectorStale"],
  }),
  inCode("history buffer", "backend/src/monitoring/alert-engine.ts", {
    value: "200",
    about: "Alerts that `/api/alerts/history` keeps.",
  }),
];

export const settings: readonly Setting[] = [...environment, ...code];
