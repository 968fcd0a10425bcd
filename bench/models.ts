/** A Burnline model of `size` objectives of one service, on hosts: plain rule files and nothing else. */
export function burnlineModel(size: number): string {
  const lines = [
    "system: bench",
    "owner: bench",
    "runs: host",
    "prometheus: { evaluationInterval: 1m, retention: 31d }",
    "runbooks: https://runbooks.example.com",
    "severities:",
    "  critical: { priority: P1, rank: 0 }",
    "  warning: { priority: P3, rank: 1 }",
    "metrics:",
    "  http_requests_total: { type: counter, labels: [code] }",
    "services:",
  ];
  lines.push(
    "  api:",
    "    scrape: { job: api, every: 15s, down: { after: 5m, severity: critical } }",
    "    objectives:",
  );
  for (let i = 0; i < size; i++) {
    lines.push(
      `      requests-${i}:`,
      `        ratio: { bad: 'http_requests_total{code=~"(5..|429)"}', total: http_requests_total }`,
      "        target: 99.9%",
      "        over: 30d",
      "        burnRate: { page: critical, ticket: warning }",
      "        lowTraffic: { minimumFailures: 10 }",
      "        absence: { after: 15m, severity: warning }",
    );
  }
  return `${lines.join("\n")}\n`;
}

/** The same objectives for Sloth: one `prometheus/v1` document. */
export function slothSpecs(size: number): string {
  const lines = ["version: prometheus/v1", "service: api", "slos:"];
  const selector = 'job="api"';
  for (let i = 0; i < size; i++) {
    lines.push(
      `  - name: requests-${i}`,
      "    objective: 99.9",
      "    sli:",
      "      events:",
      `        error_query: sum(rate(http_requests_total{${selector},code=~"(5..|429)"}[{{.window}}]))`,
      `        total_query: sum(rate(http_requests_total{${selector}}[{{.window}}]))`,
      "    alerting:",
      "      name: HighErrorRate",
      "      page_alert:",
      "        labels: { severity: critical }",
      "      ticket_alert:",
      "        labels: { severity: warning }",
    );
  }
  return `${lines.join("\n")}\n`;
}
