/** What the host calls the parts of AMAS; every command of the pages takes its names from here. */
export const APP = "danci-backend";
export const WORKER = "delayed-reward-worker";
export const BASE_URL = "http://localhost:3000";
export const METRICS_PATH = "/api/about/metrics/prometheus";
export const METRICS_URL = `${BASE_URL}${METRICS_PATH}`;
export const ALERTS_URL = `${BASE_URL}/api/alerts/active`;
export const HISTORY_URL = `${BASE_URL}/api/alerts/history`;
export const STAGING_URL = "https://staging.danci.com";
export const PRODUCTION_URL = "https://api.danci.com";
export const LOG = "logs/application.log";
export const DATABASE = "danci";
export const TABLE = "decision_insights";
export const CACHE_PREFIX = "decision_insight:";
export const CHANNEL = "#amas-alerts";

/** Beside Prometheus on the host: Alertmanager's own port, as the document names none. */
export const ALERTMANAGER = "http://localhost:9093";

/** Connections of the pool: Prisma's default in the document, what it is set to, and what an emergency raises it to. */
export const POOL = { unset: "10", usual: "20", raised: "30" } as const;

/** Messages that the AlertEngine's webhook passes in a minute; the rest is lost. */
export const WEBHOOK_CAP = "12";

/** What one instance takes: requests each second, users at a time, memory of the process. */
export const CAPACITY = { requests: "about 1200 req/s", users: "about 500 users", memory: "about 512 MB" } as const;

/** Days that decision insights are kept. */
export const KEPT_DAYS = 90;
