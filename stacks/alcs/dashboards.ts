import { assumed, type Dashboard, dashboard, type Given, type Grafana, hours, minutes } from "../../lib/index.ts";

/** Where the dashboards are. */
export const grafana: Given<Grafana> = {
  url: assumed("https://grafana.example.com", "the document has Grafana dashboards and no address of Grafana"),
};

const recorded = (series: string, objective: string): string =>
  `${series}{system="alcs",service="alcs",objective="${objective}"}`;

/** Now, and the baseline that it is compared with. */
const withDayBefore = (promql: string, legend: string) => [
  { promql, legend },
  { promql: `${promql} offset 1d`, legend: `${legend}, a day before` },
];

const p95 = "objective:value_seconds:rate5m";
const sessions = 'alcs_sessions_active{job="alcs",namespace="$namespace"}';
const bad = "objective:error_ratio:rate5m";

/** ALCS-DASH-01: the document opens it every day, for red alerts, the trends of 24 hours, and the baseline. */
export const dashboards: readonly Dashboard[] = [
  dashboard("ALCS Overview", {
    about: assumed(
      "What the daily review looks at: red alerts, the trends of 24 hours, and the day before as the baseline.",
      "the document has the name and what is reviewed, not the panels; these are the metrics that its review names",
    ),
    shows: hours(24),
    refresh: assumed(minutes(1), "not stated; as often as the rules are evaluated"),
    panels: [
      {
        title: "Red alerts",
        about: "How many alerts fire, by severity.",
        unit: "count",
        queries: ["critical", "warning"].map((severity) => ({
          promql: `sum(ALERTS{system="alcs",alertstate="firing",severity="${severity}"}) or vector(0)`,
          legend: severity,
        })),
      },
      {
        title: "Availability",
        about: "Share of the last 30 days in which a target answered.",
        unit: "ratio",
        queries: [
          { promql: `1 - ${recorded("objective:error_ratio:rate30d", "availability")}`, legend: "30 days so far" },
        ],
      },
      {
        title: "Error rate",
        about: "Share of requests that failed, now and a day before.",
        unit: "ratio",
        queries: withDayBefore(recorded(bad, "errors"), "errors"),
        objective: "alcs/errors",
      },
      {
        title: "Request time (p95)",
        about: "p95 of all requests, now and a day before.",
        unit: "seconds",
        queries: withDayBefore(recorded(p95, "request-time"), "p95"),
        objective: "alcs/request-time",
      },
      {
        title: "LLM time (p95)",
        about: "p95 of the answers of the LLM providers, now and a day before.",
        unit: "seconds",
        queries: withDayBefore(recorded(p95, "llm-time"), "p95"),
        objective: "alcs/llm-time",
      },
      {
        title: "Query time (p95)",
        about: "p95 of the database's answers, now and a day before.",
        unit: "seconds",
        queries: withDayBefore(recorded(p95, "query-time"), "p95"),
        objective: "alcs/query-time",
      },
      {
        title: "Active sessions",
        about: "Sessions that are open, now and a day before.",
        unit: "count",
        queries: [
          { promql: `sum(${sessions})`, legend: "sessions" },
          { promql: `sum(${sessions} offset 1d)`, legend: "sessions, a day before" },
        ],
      },
      {
        title: "LLM tokens",
        about: "Tokens per second that are sent to and got from the LLM providers.",
        unit: "per-second",
        queries: [
          {
            promql: 'sum(rate(alcs_llm_tokens_total{job="alcs",namespace="$namespace"}[$__rate_interval]))',
            legend: "tokens",
          },
        ],
      },
    ],
  }),
];
