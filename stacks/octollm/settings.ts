import { type Command, type DoneStep, type Setting, setting } from "../../lib/index.ts";
import {
  CIRCUIT_BREAKER,
  DATABASE,
  DNS_KEYS,
  FIREWALL_RULE,
  HIGHER_LIMITS,
  ISSUER,
  PGBOUNCER,
  RAISED,
  RATE_LIMITS,
  SET,
  STORAGE_CLASS,
} from "./configuration.ts";
import { NAMESPACE } from "./metrics.ts";
import { raise, set } from "./procedures/adjust.ts";
import { openFirewall, stagingIssuer } from "./procedures/certificate-steps.ts";

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

type Rest = Pick<Setting, "about" | "alerts">;

/** The command of a step, with the variable that a page asks for first; the service reads its configuration at its start. */
function change({ command }: DoneStep): { readonly change?: Command } {
  if (command === undefined) return {};
  const text = `export SERVICE='' # orchestrator or reflex-layer\n${command.text}
kubectl rollout restart "deployment/\${SERVICE:?}" -n ${NAMESPACE}`;
  const destructive = "Ends every pod of the Deployment, one after the other; requests in flight may fail.";
  return { change: { kind: "shell", text, destructive } };
}

const raised = (name: keyof typeof RAISED, rest: Rest): Setting =>
  setting(name, {
    in: CONFIG,
    value: RAISED[name].from,
    changedTo: RAISED[name].to,
    ...rest,
    ...change(raise("", name)),
  });

const added = (name: keyof typeof SET, rest: Rest & Pick<Setting, "value">): Setting =>
  setting(name, { in: CONFIG, changedTo: SET[name], ...rest, ...change(set("", name)) });

const pgbouncer = (name: keyof typeof PGBOUNCER, about: string): Setting =>
  setting(name, { in: "PgBouncer, if it is deployed (pgbouncer.ini)", value: PGBOUNCER[name], about, alerts: POOL });

const breaker = (name: keyof typeof CIRCUIT_BREAKER): Setting =>
  setting(`circuit breaker ${name}`, {
    in: "Calls of external APIs, in the code of the service",
    value: CIRCUIT_BREAKER[name],
    about: "so that one slow API does not block all requests",
    alerts: [...LATENCY, "HighErrorRate"],
  });

const storage = (name: string, value: string): Setting =>
  setting(name, { in: `StorageClass ${STORAGE_CLASS.name}`, value, alerts: ["PersistentVolumeClaimPending"] });

/** OCTO-CAPACITY-02. The command is on the pages, which know the container. */
const limit = (of: "memory" | "cpu", rest: Pick<Setting, "value" | "changedTo" | "alerts">): Setting =>
  setting(`resources.limits.${of}`, {
    in: "Deployment of the service: orchestrator, reflex-layer",
    about: "what one container may use at most; its request grows with it, or the autoscaler's 70 % are of the old one",
    ...rest,
  });

const dnsKey = (provider: keyof typeof DNS_KEYS): Setting =>
  setting(DNS_KEYS[provider], {
    in: "Secret of the DNS provider in namespace cert-manager",
    about: `key that cert-manager reads for ${provider}`,
    alerts: CERTIFICATES,
  });

export const settings: readonly Setting[] = [
  raised("DB_POOL_SIZE", {
    about:
      "connections of each pod's pool; (avg concurrent requests) × (avg query time in seconds) × 1.5, so that 100 req/s of 0.1 s need 15 connections. Ten pods of both services make it twenty times as many: the database takes 100 to 200, and more go through PgBouncer",
    alerts: [...POOL, ...ERRORS],
  }),
  added("DB_POOL_TIMEOUT", { about: "how long a request waits for a connection", alerts: POOL }),
  added("DB_CONN_MAX_LIFETIME", { about: "connections older than that are made anew", alerts: POOL }),
  added("DB_HOST", {
    value: DATABASE,
    about: "where services find the database; change it when PgBouncer is deployed",
    alerts: POOL,
  }),
  raised("CACHE_TTL", { about: "how long entries of the cache live", alerts: ["LowCacheHitRate", ...LATENCY] }),
  raised("timeout", {
    about: "of calls to other services; longer only if these are slow for a good reason",
    alerts: ERRORS,
  }),
  limit("memory", { value: "512Mi", changedTo: "1Gi", alerts: ["PodOOMKilled", "PodCrashLoopBackOff"] }),
  limit("cpu", { value: "500m", changedTo: "1000m", alerts: [...LATENCY, "HighNodeCPUUsage"] }),
  pgbouncer("pool_mode", "or session, for clients that keep state in their session"),
  pgbouncer("max_client_conn", "clients it accepts, many more than the database does"),
  pgbouncer("default_pool_size", "connections to the database, of each pool"),
  breaker("failure threshold"),
  breaker("timeout"),
  breaker("cool-down period"),
  storage("provisioner", STORAGE_CLASS.provisioner),
  storage("parameters.type", STORAGE_CLASS.type),
  dnsKey("Google Cloud DNS"),
  dnsKey("Cloudflare"),
  setting("issuerRef.name", {
    in: "Certificate grafana-tls-cert in octollm-monitoring, api-tls-cert in octollm-prod",
    value: ISSUER.prod,
    changedTo: ISSUER.staging,
    about: "while the rate limit is exceeded, and not for prod: browsers warn of its certificates",
    alerts: CERTIFICATES,
    ...(stagingIssuer.command === undefined ? {} : { change: stagingIssuer.command }),
  }),
  setting("rate limits", {
    in: "Let's Encrypt",
    value: RATE_LIMITS,
    about: `higher ones: ${HIGHER_LIMITS}`,
    alerts: CERTIFICATES,
  }),
  setting(FIREWALL_RULE.name, {
    in: "Firewall of the network",
    value: FIREWALL_RULE.options,
    about: "HTTP-01 challenges come over port 80",
    alerts: CERTIFICATES,
    ...(openFirewall.command === undefined ? {} : { change: openFirewall.command }),
  }),
];
