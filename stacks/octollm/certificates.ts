import { assumed, days, dependency, hours, minutes } from "../../lib/index.ts";
import {
  certificateExpired,
  certificateExpiring,
  certificateNeverIssued,
} from "../../lib/rules/catalogue/certificates.ts";
import { NAMESPACES } from "./metrics.ts";
import { certManagerPods } from "./network.ts";
import { platformScrape } from "./scrapes.ts";

const ours = { job: "cert-manager", namespace: NAMESPACES };
const soon = assumed(
  minutes(10),
  "not stated; longer than a restart of cert-manager, and the hour of seven days is too long",
);
const impact = "Once it has expired users get TLS errors and cannot reach the services over HTTPS.";

export const certManager = dependency("cert-manager", {
  type: "cert-manager",
  workload: certManagerPods,
  // OCTO-D13: that cert-manager does not run is the first cause in the document, and silences its rule.
  scrape: platformScrape("cert-manager"),
  conditions: [
    certificateExpiring({
      ...ours,
      alert: "CertificateExpiringInSevenDays",
      severity: "critical",
      within: days(7),
      for: hours(1),
      impact,
    }),
    certificateExpiring({
      ...ours,
      alert: "CertificateExpiringInThreeDays",
      severity: "critical",
      within: days(3),
      for: soon,
      impact: "Less than 3 days are left and it is not being renewed: a senior engineer is needed.",
    }),
    certificateExpiring({
      ...ours,
      alert: "CertificateExpiringInOneDay",
      severity: "critical",
      within: hours(24),
      for: soon,
      impact: "Less than 24 hours are left: the engineering lead is needed.",
    }),
    // OCTO-D12: neither is "expiring in seven days".
    certificateExpired({
      ...ours,
      alert: "CertificateExpired",
      severity: "critical",
      for: assumed(minutes(5), "not stated; longer than a renewal"),
      impact: "Users get TLS errors and cannot reach the services over HTTPS.",
    }),
    certificateNeverIssued({
      ...ours,
      alert: "CertificateNeverIssued",
      severity: "warning",
      for: assumed(hours(1), "not stated; issuing takes minutes"),
    }),
  ],
  facts: {
    namespace: "cert-manager",
    deployments: "cert-manager, cert-manager-webhook, cert-manager-cainjector",
    issuers: "letsencrypt-prod, letsencrypt-staging",
    limits: "50 certificates per registered domain per week, 5 duplicate certificates per week, lifetime 90 days",
    dns: "Google Cloud DNS, Cloudflare",
    certificates: "octollm-monitoring/grafana-tls-cert, octollm-prod/api-tls-cert",
  },
});
