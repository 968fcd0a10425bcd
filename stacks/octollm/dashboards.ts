import { assumed, type Dashboard, dashboard, type Given, type Grafana, hours, minutes } from "../../lib/index.ts";

/** Where the dashboards are. */
export const grafana: Given<Grafana> = { url: "https://grafana.octollm.dev" };

const duration = 'http_request_duration_seconds_bucket{job=~"orchestrator|reflex-layer",namespace="$namespace"}';

const quantile = (q: number): string =>
  `histogram_quantile(${q}, sum by (le, job) (rate(${duration}[$__rate_interval])))`;

/** OCTO-DASH-01: where the procedures of HighErrorRate and HighLatency begin. */
export const dashboards: readonly Dashboard[] = [
  dashboard("GKE Service Health", {
    about:
      "Which service has errors, and which is slow: the first step of the procedures of HighErrorRate and HighLatency.",
    shows: assumed(hours(6), "not stated; what was before an incident and since"),
    refresh: assumed(minutes(1), "not stated; as often as the rules are evaluated"),
    panels: [
      {
        title: "Error Rate (5xx) by Service",
        about: "Share of requests that end with a 5xx, by service, as the alerts compare it.",
        unit: "ratio",
        queries: [
          { promql: 'objective:error_ratio:rate5m{system="octollm",objective="errors"}', legend: "{{service}}" },
        ],
        objective: "orchestrator/errors",
      },
      {
        title: "Request Latency (P50/P95/P99)",
        about: "Quantiles of the response time by service. P95 is the recorded one, which the alerts compare.",
        unit: "seconds",
        queries: [
          { promql: quantile(0.5), legend: "P50 {{job}}" },
          { promql: 'objective:value_seconds:rate5m{system="octollm",objective="latency"}', legend: "P95 {{service}}" },
          { promql: quantile(0.99), legend: "P99 {{job}}" },
        ],
        objective: "orchestrator/latency",
      },
    ],
  }),
];
