import { assumed, count, days, hours, minutes } from "../../lib/index.ts";
import {
  certificateExpired,
  certificateExpiring,
  certificateNeverIssued,
} from "../../lib/rules/catalogue/certificates.ts";
import { postgresDown } from "../../lib/rules/catalogue/databases.ts";
import { podCrashLooping } from "../../lib/rules/catalogue/pods.ts";
import { NAMESPACE } from "./metrics.ts";

export const crashLooping = podCrashLooping({
  job: "kube-state-metrics",
  // ALCS-D07: the pods of alcs-staging have the same names.
  namespace: NAMESPACE,
  pod: /alcs-.*/,
  alert: "ALCSPodCrashLooping",
  severity: "critical",
  // ALCS-D06: one restart is no loop.
  restarts: assumed(count(3), "the document alerts for one restart; three within its 15 minutes are no accident"),
  within: minutes(15),
  for: minutes(5),
});

// ALCS-D08: pods that cannot reach the database crash and take their counter of errors with them.
export const databaseDown = postgresDown({
  job: "postgres-exporter",
  matchers: { namespace: NAMESPACE },
  alert: "ALCSDatabaseDown",
  severity: "critical",
  for: assumed(minutes(2), "not stated; longer than a missed scrape, shorter than the pods take to crash"),
  impact: "Sessions cannot be read or written.",
});

const tls = { job: "cert-manager", namespace: NAMESPACE, certificate: "alcs-tls" };

/** The document looks at the certificate daily and gives no limit. */
export const certificates = [
  certificateExpiring({
    ...tls,
    alert: "ALCSCertificateExpiring",
    severity: "warning",
    within: assumed(days(21), "not stated; cert-manager renews 30 days before the end, so renewal has failed for 9"),
    for: assumed(hours(1), "not stated; no hurry"),
  }),
  certificateExpiring({
    ...tls,
    alert: "ALCSCertificateExpiring",
    severity: "critical",
    within: assumed(days(3), "not stated; a weekend"),
    for: assumed(minutes(10), "not stated; longer than a restart of cert-manager"),
    impact: "Clients will refuse alcs.example.com.",
  }),
  certificateExpired({
    ...tls,
    alert: "ALCSCertificateExpired",
    severity: "critical",
    for: assumed(minutes(5), "not stated; longer than a renewal"),
    impact: "Clients refuse alcs.example.com.",
  }),
  certificateNeverIssued({
    ...tls,
    alert: "ALCSCertificateNeverIssued",
    severity: "warning",
    for: assumed(hours(1), "not stated; issuing takes minutes"),
  }),
];
