import * as b from "../../lib/index.ts";

const requests = b.counter("http_requests_total", { labels: ["status"] });
const duration = b.histogram("http_request_duration_seconds", { unit: "seconds", buckets: [0.1, 0.5, 1] });
const scrape = b.scrape({ job: "api", every: b.seconds(30), down: { after: b.minutes(5), severity: "critical" } });
const budget = { over: b.days(30), burnRate: b.workbook({ page: "critical", ticket: "warning" }) } as const;
const care = { lowTraffic: b.minimumFailures(10), absence: b.absentFor(b.minutes(15), "warning") } as const;
const failures = b.ratio({ bad: requests.where({ status: /5../ }), total: requests });
const slow = b.latency(duration, { below: b.seconds(0.5) });

export const checkout = b.system("checkout", {
  owner: "payments",
  runs: ["kubernetes"],
  namespace: "checkout",
  prometheus: { evaluationInterval: b.seconds(30), retention: b.days(31) },
  runbooks: "https://runbooks.example.com",
  severities: {
    critical: { priority: "P1", rank: 0, notify: [b.pagerduty(b.secret("pagerduty", "routing-key"))] },
    warning: { priority: "P3", rank: 1, notify: [b.msteams(b.secret("teams", "url"))] },
  },
  services: [b.service("api", { scrape, objectives: [
    b.objective("availability", { indicator: failures, target: b.percent(99.9), ...budget, ...care }),
    b.objective("latency", { indicator: slow, target: b.percent(99), ...budget, ...care }),
  ] })],
}); // biome-ignore format: the first example of the README, at most 25 lines
