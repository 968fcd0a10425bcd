import { assumed, dependency, minutes, scrape, seconds } from "../../lib/index.ts";
import { certificates, databaseDown } from "./conditions.ts";
import { NAMESPACE } from "./metrics.ts";
import { INGRESS_CONTROLLER, LLM_HOST } from "./names.ts";
import { exporterPods, ingressPods, llm, postgresPods, prometheusPods, redisPods } from "./network.ts";
import { backupAge } from "./resources.ts";

const platformScrape = (job: string) =>
  scrape({
    job: assumed(job, `the document does not name the ${job} job; this is kube-prometheus' name`),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    through: { kind: "external" },
    down: {
      after: assumed(minutes(10), "not stated; rules about pods are blind meanwhile, users are not"),
      severity: "warning",
    },
  });

export const dependencies = [
  dependency("postgres", {
    type: "postgresql",
    address: assumed("postgres:5432", "the host is stated, the port is PostgreSQL's own"),
    workload: postgresPods,
    scrape: scrape({
      job: assumed(
        "postgres-exporter",
        "the document names no exporter; ALCS-D08 needs one that sees the database itself",
      ),
      every: assumed(seconds(30), "not stated; kube-prometheus' default"),
      through: { kind: "external" },
      matchers: { namespace: NAMESPACE },
      // X-D01: without the exporter nobody sees that the database is gone.
      down: {
        alert: "ALCSPostgresExporterDown",
        after: assumed(minutes(5), "not stated; longer than a restart of the exporter"),
        severity: "warning",
      },
    }),
    objectives: [backupAge],
    conditions: [databaseDown],
    facts: {
      namespace: NAMESPACE,
      pod: "postgres-0",
      label: "app=postgres",
      user: "alcs",
      database: "alcs",
      tables: "sessions",
      data: "/var/lib/postgresql/data",
      extension: "pg_stat_statements",
      secret: "alcs-secrets/DATABASE_URL",
    },
  }),
  dependency("postgres-exporter", {
    type: "monitoring",
    workload: exporterPods,
    connects: [{ to: "postgres" }],
  }),
  dependency("redis", {
    type: "redis",
    address: assumed("redis:6379", "the host is stated, the port is Redis' own"),
    workload: redisPods,
  }),
  dependency("llm-api", {
    type: "external-api",
    address: LLM_HOST,
    external: llm,
    facts: {
      secret: "alcs-secrets/ANTHROPIC_API_KEY",
      providers: "Anthropic, OpenAI",
      probe: "https://api.anthropic.com/v1/messages",
      model: "claude-3-5-sonnet-20241022",
    },
  }),
  dependency(INGRESS_CONTROLLER, {
    type: "ingress",
    workload: ingressPods,
    facts: { workload: "deployment ingress-nginx-controller", namespace: "ingress-nginx", ingress: "alcs" },
  }),
  dependency("cert-manager", {
    type: "cert-manager",
    scrape: platformScrape("cert-manager"),
    conditions: certificates,
    facts: { issuer: "Let's Encrypt", certificate: `${NAMESPACE}/alcs-tls` },
  }),
  dependency("monitoring", {
    type: "monitoring",
    workload: prometheusPods,
    connects: [{ to: "postgres-exporter", why: "scrapes what it says about postgres" }],
    facts: { products: "Prometheus, AlertManager, Grafana" },
  }),
  dependency("kube-state-metrics", { type: "kube-state-metrics", scrape: platformScrape("kube-state-metrics") }),
  dependency("cadvisor", { type: "cadvisor", scrape: platformScrape("kubelet") }),
];
