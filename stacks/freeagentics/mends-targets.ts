import { constant, series, stale } from "../../lib/index.ts";
import type { Demonstration, Mend } from "../support/mend.ts";
import { durations, fires, MINUTE, pod, requests, SAMPLES, silent } from "./mend-series.ts";
import { cores } from "./mends-nodes.ts";

const exporter = { job: "postgres", namespace: "freeagentics-prod", instance: "10.0.0.5:9187" };

const watchesExporter: Mend = {
  defect: "FREE-D04",
  facts: ["FREE-ALERT-03"],
  title: "DatabaseConnectionIssues watches the exporter, not the database",
  wrong: "`up` says that the exporter answers Prometheus. With the database gone it answers on, and nobody is told.",
  mended: "`pg_up` says whether the exporter reaches the database.",
  ours: ["DatabaseConnectionIssues"],
  demonstrations: [
    {
      name: "FREE-D04: the exporter answers, the database does not",
      step: MINUTE,
      series: [series("up", exporter, constant(1, SAMPLES)), series("pg_up", exporter, constant(0, SAMPLES))],
      document: { fact: "FREE-ALERT-03", expect: silent },
      ours: [{ alert: "DatabaseConnectionIssues", labels: { severity: "critical" }, expect: fires(1) }],
    },
  ],
};

const noExporter: Mend = {
  defect: "FREE-D05",
  facts: ["FREE-ALERT-03"],
  title: "DatabaseConnectionIssues is silent when the exporter is gone",
  wrong: "A target that left service discovery has no `up`, and a comparison with nothing is never true.",
  mended: "A missing `pg_up` counts as 0.",
  ours: ["DatabaseConnectionIssues"],
  demonstrations: [
    {
      name: "FREE-D05: the exporter leaves service discovery after 10 minutes",
      step: MINUTE,
      series: [series("up", exporter, constant(1, 10), stale()), series("pg_up", exporter, constant(1, 10), stale())],
      document: { fact: "FREE-ALERT-03", expect: silent },
      ours: [{ alert: "DatabaseConnectionIssues", labels: { severity: "critical" }, expect: fires(11) }],
    },
  ],
};

function unmeasured(letter: string, metric: string, fact: string, alert: string): Demonstration {
  return {
    name: `X-D01${letter}: the backend answers, but ${metric} is not exported`,
    step: MINUTE,
    series: [series("up", pod, constant(1, SAMPLES))],
    document: { fact, expect: silent },
    ours: [{ alert, labels: { severity: "warning" }, expect: fires(15) }],
  };
}

const noData: Mend = {
  defect: "X-D01",
  facts: ["FREE-ALERT-01", "FREE-ALERT-02", "FREE-ALERT-03", "FREE-ALERT-04", "FREE-ALERT-05"],
  title: "no rule notices that its data is gone",
  wrong:
    "All five rules compare series. Where there are none there is nothing to compare, and silence looks like health.",
  mended:
    "An outage alert that does not need `up` to exist, one for each metric that is missing while the backend answers, and one " +
    "for each exporter that the rules read.",
  ours: [
    "BackendDown",
    "HighErrorRateAbsent",
    "HighResponseTimeAbsent",
    "DatabaseConnectionIssues",
    "NodeExporterDown",
    "KubeStateMetricsDown",
    "CadvisorDown",
    "CertManagerDown",
  ],
  demonstrations: [
    {
      name: "X-D01a: Prometheus knows no target of FreeAgentics for an hour",
      step: MINUTE,
      series: [series("up", { job: "another-system", instance: "10.0.9.1:8000" }, constant(1, SAMPLES))],
      document: { fact: "FREE-ALERT-03", expect: silent },
      ours: [
        { alert: "BackendDown", labels: { severity: "critical" }, expect: fires(2) },
        { alert: "DatabaseConnectionIssues", labels: { severity: "critical" }, expect: fires(1) },
        ...["NodeExporterDown", "KubeStateMetricsDown", "CadvisorDown", "CertManagerDown"].map((alert) => ({
          alert,
          labels: { severity: "warning" },
          expect: fires(10),
        })),
      ],
    },
    unmeasured("b", "http_requests_total", "FREE-ALERT-01", "HighErrorRateAbsent"),
    unmeasured("c", "http_request_duration_seconds", "FREE-ALERT-02", "HighResponseTimeAbsent"),
  ],
};

const octollm = { job: "orchestrator", namespace: "octollm", instance: "10.0.7.1:8000" };

const othersSeries: Mend = {
  defect: "X-D02",
  facts: ["FREE-ALERT-01", "FREE-ALERT-02", "FREE-ALERT-05"],
  title: "the rules read the series of every system on the same Prometheus",
  wrong:
    "`http_requests_total`, `http_request_duration_seconds` and `node_*` are everybody's names. OctoLLM allows 1 s where " +
    "FreeAgentics pages at 0.5 s, so FreeAgentics is paged for OctoLLM.",
  mended:
    "Every selector has this system's job, and its namespace or, for nodes, its cluster. Every alert has its system.",
  ours: ["HighErrorRate", "HighResponseTime", "HighCPUUsage"],
  demonstrations: [
    {
      name: "X-D02a: one request in ten fails in OctoLLM",
      step: MINUTE,
      series: [requests("500", 60, octollm), requests("200", 540, octollm)],
      document: { fact: "FREE-ALERT-01", expect: fires(6) },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: silent }],
    },
    {
      // 0.95 of the way from 0.5 to 1 s is 0.975 s.
      name: "X-D02b: OctoLLM's p95 is 0.975 s, within its own limit",
      step: MINUTE,
      series: durations({ "0.5": 0, "1": 600, "2": 600, "+Inf": 600 }, octollm),
      document: { fact: "FREE-ALERT-02", expect: fires(6) },
      ours: [{ alert: "HighResponseTime", labels: {}, expect: silent }],
    },
    {
      name: "X-D02c: a node of another cluster is busy",
      step: MINUTE,
      series: cores({ job: "node-exporter", cluster: "octollm", instance: "10.0.8.1:9100" }, [0.05]),
      document: { fact: "FREE-ALERT-05", expect: fires(11) },
      ours: [{ alert: "HighCPUUsage", labels: {}, expect: silent }],
    },
  ],
};

/** What the document states wrongly about targets, and about whose series it reads. */
export const targetMends: readonly Mend[] = [watchesExporter, noExporter, noData, othersSeries];
