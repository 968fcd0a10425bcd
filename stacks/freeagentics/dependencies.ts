import { assumed, dependency, minutes, scrape, seconds } from "../../lib/index.ts";
import { NAMESPACE } from "./metrics.ts";

const platformScrape = (job: string) =>
  scrape({
    job: assumed(job, `the document does not name the ${job} job; this is kube-prometheus' name`),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    through: { kind: "external" },
    down: {
      after: assumed(minutes(10), "X-D01: no such rule; rules that read it are blind meanwhile, users are not"),
      severity: "warning",
    },
  });

const postgres = dependency("postgres", {
  type: "postgresql",
  address: "postgres:5432",
  scrape: scrape({
    job: "postgres",
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    through: { kind: "external" },
    down: { ignored: "DatabaseConnectionIssues fires when `pg_up` is missing, which includes a lost exporter" },
  }),
  facts: {
    version: "15",
    database: "freeagentics",
    user: "freeagentics",
    workload: "deployment/postgres",
    label: "app=postgres",
    migrations: "alembic",
  },
});

export const dependencies = [
  postgres,
  dependency("redis", {
    type: "redis",
    address: assumed("redis:6379", "the address is not stated; the workload's name and Redis' port"),
    facts: { version: "7", workload: "deployment/redis", configmap: "redis-config" },
  }),
  dependency("object-storage", {
    type: "object-storage",
    facts: { holds: "static assets and file uploads", protocol: "S3-compatible" },
  }),
  dependency("backup-bucket", { type: "object-storage", address: "s3://freeagentics-backups/database/" }),
  dependency("ingress", { type: "ingress", address: "freeagentics.com", facts: { product: "Nginx + SSL" } }),
  dependency("istio", { type: "service-mesh", facts: { gateway: "Istio Gateway", virtualService: "freeagentics-vs" } }),
  dependency("freeagentics-tls", { type: "certificate", facts: { namespace: NAMESPACE } }),
  dependency("monitoring", {
    type: "monitoring",
    facts: { products: "Prometheus, Grafana, AlertManager, Jaeger, Loki" },
  }),
  dependency("node-exporter", { type: "node-exporter", scrape: platformScrape("node-exporter") }),
  dependency("kube-state-metrics", { type: "kube-state-metrics", scrape: platformScrape("kube-state-metrics") }),
  dependency("cadvisor", { type: "cadvisor", scrape: platformScrape("kubelet") }),
];
