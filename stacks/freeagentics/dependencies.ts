import { assumed, days, dependency, hours, minutes, scrape, seconds } from "../../lib/index.ts";
import {
  certificateExpired,
  certificateExpiring,
  certificateNeverIssued,
} from "../../lib/rules/catalogue/certificates.ts";
import { postgres, redis } from "./databases.ts";
import { NAMESPACE } from "./metrics.ts";
import { gateway, jaeger, loki, nginx } from "./network.ts";
import { nodeExporter } from "./nodes.ts";

const platformScrape = (job: string) =>
  scrape({
    job: assumed(
      job,
      `the document does not name the ${job} job; this is the name that its own chart or kube-prometheus uses`,
    ),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    through: { kind: "external" },
    down: {
      after: assumed(minutes(10), "X-D01: no such rule; rules that read it are blind meanwhile, users are not"),
      severity: "warning",
    },
  });

const ofCertificate = { job: "cert-manager", namespace: NAMESPACE, certificate: "freeagentics-tls" };

// The document looks at the certificate by hand every day and states no threshold.
const certManager = dependency("cert-manager", {
  type: "cert-manager",
  scrape: platformScrape("cert-manager"),
  conditions: [
    certificateExpiring({
      ...ofCertificate,
      alert: "CertificateExpiring",
      severity: "ticket",
      within: assumed(
        days(21),
        "not stated; cert-manager renews 30 days before the end of 90, so renewal has failed for 9",
      ),
      for: assumed(hours(1), "not stated; no hurry"),
    }),
    certificateExpiring({
      ...ofCertificate,
      alert: "CertificateExpiring",
      severity: "critical",
      within: assumed(days(3), "not stated; a weekend"),
      for: assumed(minutes(10), "not stated; longer than a restart of cert-manager"),
      impact: "Browsers will refuse freeagentics.com.",
    }),
    certificateExpired({
      ...ofCertificate,
      alert: "CertificateExpired",
      severity: "critical",
      for: assumed(minutes(5), "not stated; longer than a renewal"),
      impact: "Browsers refuse freeagentics.com.",
    }),
    certificateNeverIssued({
      ...ofCertificate,
      alert: "CertificateNeverIssued",
      severity: "ticket",
      for: assumed(hours(1), "not stated; issuing takes minutes"),
    }),
  ],
  facts: { certificate: "freeagentics-tls", namespace: NAMESPACE },
});

export const dependencies = [
  postgres,
  redis,
  dependency("object-storage", {
    type: "object-storage",
    external: { anywhere: "the document names neither the provider of the S3-compatible storage nor its addresses" },
    facts: { holds: "static assets and file uploads", protocol: "S3-compatible" },
  }),
  dependency("backup-bucket", { type: "object-storage", address: "s3://freeagentics-backups/database/" }),
  dependency("ingress", {
    type: "ingress",
    address: "https://freeagentics.com",
    workload: nginx,
    connects: [{ to: "istio", why: "requests of users" }],
    facts: {
      product: "Nginx + SSL",
      endpoints: "/health /api/v1/health /prometheus/-/healthy /grafana/api/health /metrics",
    },
  }),
  dependency("istio", {
    type: "service-mesh",
    workload: gateway,
    facts: { gateway: "Istio Gateway", virtualService: "freeagentics-vs" },
  }),
  certManager,
  dependency("monitoring", {
    type: "monitoring",
    facts: { products: "Prometheus, Grafana, AlertManager, Jaeger, Loki" },
  }),
  dependency("jaeger", { type: "monitoring", workload: jaeger, facts: { holds: "traces" } }),
  dependency("loki", { type: "logging", workload: loki, facts: { holds: "logs" } }),
  nodeExporter,
  dependency("kube-state-metrics", { type: "kube-state-metrics", scrape: platformScrape("kube-state-metrics") }),
  dependency("cadvisor", { type: "cadvisor", scrape: platformScrape("kubelet") }),
];
