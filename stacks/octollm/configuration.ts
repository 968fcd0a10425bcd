/** Keys of a service's ConfigMap with the value that the document begins with and the one that it raises it to, by example. */
export const RAISED = {
  DB_POOL_SIZE: { from: "20", to: "40" },
  CACHE_TTL: { from: "600s", to: "1800s" },
  timeout: { from: "5s", to: "10s" },
} as const;

/** Keys that the document adds or sets to one value. */
export const SET = {
  DB_POOL_TIMEOUT: "30s",
  DB_CONN_MAX_LIFETIME: "1h",
  DB_HOST: "pgbouncer:6432",
} as const;

/** Where services find the database as long as there is no PgBouncer. */
export const DATABASE = "postgres:5432";

export const PGBOUNCER = { pool_mode: "transaction", max_client_conn: "1000", default_pool_size: "20" } as const;

/** Of calls to external APIs. */
export const CIRCUIT_BREAKER = { "failure threshold": "50%", timeout: "5s", "cool-down period": "30s" } as const;

export const STORAGE_CLASS = {
  name: "fast-ssd",
  provisioner: "kubernetes.io/gce-pd",
  type: "pd-ssd",
} as const;

export const ISSUER = { prod: "letsencrypt-prod", staging: "letsencrypt-staging" } as const;

/** Keys of the Secret of a DNS provider. */
export const DNS_KEYS = { "Google Cloud DNS": "key.json", Cloudflare: "api-token" } as const;

export const RATE_LIMITS = "50 certificates per registered domain per week, 5 duplicate certificates per week";

/** Where Let's Encrypt takes requests for higher limits, and what it asks. */
export const HIGHER_LIMITS =
  "limit-increases@letsencrypt.org, with domain, business justification and expected cert volume";

/** Rule of the firewall by which challenges reach port 80. */
export const FIREWALL_RULE = { name: "allow-http", options: "--allow tcp:80 --source-ranges 0.0.0.0/0" } as const;
