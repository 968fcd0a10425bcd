import { type Command, type Setting, setting } from "../../lib/index.ts";
import { NAMESPACE } from "./metrics.ts";
import { guarded } from "./procedures/shell.ts";

const CONFIG = "ConfigMap of the service: orchestrator-config, reflex-layer-config";
const POOL = ["DatabaseConnectionPoolExhausted", "DatabaseConnectionPoolHigh"];
const ERRORS = ["HighErrorRate", "HighErrorRateSustained", "HighErrorRateSevere"];
const LATENCY = ["HighLatency", "HighLatencySustained", "HighRequestLatency"];
const CERTIFICATES = [
  "CertificateExpiringInSevenDays",
  "CertificateExpiringInThreeDays",
  "CertificateExpiringInOneDay",
  "CertificateNeverIssued",
];

/** Changes one key of a service's ConfigMap, and restarts the service, which reads it at its start. */
function change(key: string, value: string): Command {
  return {
    kind: "shell",
    text: guarded(`export SERVICE='' # orchestrator or reflex-layer
kubectl patch configmap "$SERVICE-config" -n ${NAMESPACE} --type=merge \\
  -p '{"data":{"${key}":"${value}"}}'
kubectl rollout restart "deployment/$SERVICE" -n ${NAMESPACE}`),
    destructive: "Ends every pod of the Deployment, one after the other; requests in flight may fail.",
  };
}

/** A key that the services read from their ConfigMap. */
const key = (name: string, changedTo: string, rest: Omit<Setting, "name" | "in" | "changedTo" | "change">): Setting =>
  setting(name, { in: CONFIG, changedTo, change: change(name, changedTo), ...rest });

const pgbouncer = (name: string, value: string, about: string): Setting =>
  setting(name, { in: "PgBouncer, if it is deployed (pgbouncer.ini)", value, about, alerts: POOL });

const breaker = (name: string, value: string): Setting =>
  setting(name, {
    in: "Calls of external APIs, in the code of the service",
    value,
    about: "so that one slow API does not block all requests",
    alerts: [...LATENCY, "HighErrorRate"],
  });

const storage = (name: string, value: string): Setting =>
  setting(name, { in: "StorageClass fast-ssd", value, alerts: ["PersistentVolumeClaimPending"] });

const dnsKey = (name: string, provider: string): Setting =>
  setting(name, {
    in: "Secret of the DNS provider in namespace cert-manager",
    about: `key that cert-manager reads for ${provider}`,
    alerts: CERTIFICATES,
  });

export const settings: readonly Setting[] = [
  key("DB_POOL_SIZE", "40", {
    value: "20",
    about: "connections of each pod's pool; (avg concurrent requests) × (avg query time in seconds) × 1.5",
    alerts: [...POOL, ...ERRORS],
  }),
  key("DB_POOL_TIMEOUT", "30s", { about: "how long a request waits for a connection", alerts: POOL }),
  key("DB_CONN_MAX_LIFETIME", "1h", { about: "connections older than that are made anew", alerts: POOL }),
  key("DB_HOST", "pgbouncer:6432", {
    value: "postgres:5432",
    about: "where services find the database; change it when PgBouncer is deployed",
    alerts: POOL,
  }),
  key("CACHE_TTL", "1800s", {
    value: "600s",
    about: "how long entries of the cache live",
    alerts: ["LowCacheHitRate", ...LATENCY],
  }),
  key("timeout", "10s", {
    value: "5s",
    about: "of calls to other services; longer only if these are slow for a good reason",
    alerts: ERRORS,
  }),
  pgbouncer("pool_mode", "transaction", "or session, for clients that keep state in their session"),
  pgbouncer("max_client_conn", "1000", "clients it accepts, many more than the database does"),
  pgbouncer("default_pool_size", "20", "connections to the database, of each pool"),
  breaker("circuit breaker failure threshold", "50%"),
  breaker("circuit breaker timeout", "5s"),
  breaker("circuit breaker cool-down period", "30s"),
  storage("provisioner", "kubernetes.io/gce-pd"),
  storage("parameters.type", "pd-ssd"),
  dnsKey("key.json", "Google Cloud DNS"),
  dnsKey("api-token", "Cloudflare"),
  setting("issuerRef.name", {
    in: "Certificate grafana-tls-cert in octollm-monitoring, api-tls-cert in octollm-prod",
    value: "letsencrypt-prod",
    changedTo: "letsencrypt-staging",
    about: "while the rate limit is exceeded, and not for prod: browsers warn of its certificates",
    alerts: CERTIFICATES,
    change: {
      kind: "shell",
      text: guarded(`export NAMESPACE=octollm-monitoring CERTIFICATE=''
kubectl patch certificate -n "$NAMESPACE" "$CERTIFICATE" --type=merge \\
  -p '{"spec":{"issuerRef":{"name":"letsencrypt-staging"}}}'`),
      destructive: "Browsers warn of the certificate until it is letsencrypt-prod again.",
    },
  }),
  setting("rate limits", {
    in: "Let's Encrypt",
    value: "50 certificates per registered domain per week, 5 duplicate certificates per week",
    about: "limit-increases@letsencrypt.org raises them: domain, business justification, expected cert volume",
    alerts: CERTIFICATES,
  }),
  setting("allow-http", {
    in: "Firewall of the network",
    value: "--allow tcp:80 --source-ranges 0.0.0.0/0",
    about: "HTTP-01 challenges come over port 80",
    alerts: CERTIFICATES,
    change: {
      kind: "shell",
      text: `gcloud compute firewall-rules create allow-http \\
  --allow tcp:80 --source-ranges 0.0.0.0/0`,
      destructive: "Opens port 80 of every machine of the network to the whole internet.",
    },
  }),
];
