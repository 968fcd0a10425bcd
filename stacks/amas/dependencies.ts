import { assumed, dependency, minutes, scrape, seconds } from "../../lib/index.ts";

export const dependencies = [
  dependency("timescaledb", {
    type: "timescaledb",
    address: "localhost:5432",
    facts: { database: "danci", tables: "decision_insights", connections: "20" },
  }),
  dependency("redis", { type: "redis", address: "localhost:6379" }),
  dependency("webhook", {
    type: "webhook",
    address: "https://hooks.slack.com",
    facts: {
      variable: "ALERT_WEBHOOK_URL",
      maximumPerMinute: "12",
      sender: assumed(
        "alertmanager",
        "two senders would tell everything twice; the AlertEngine's webhook is switched off",
      ),
    },
  }),
  dependency("node-exporter", {
    type: "node-exporter",
    scrape: scrape({
      job: assumed("node", "not stated; the name in the exporter's own guide"),
      every: assumed(seconds(15), "not stated; as the application"),
      addresses: assumed(["localhost:9100"], "not stated; the exporter's port on the application's host"),
      matchers: assumed({ cluster: "amas" }, "X-D02: a label that tells these hosts from others on one Prometheus"),
      down: {
        after: assumed(minutes(10), "X-D01: no such rule; users do not notice"),
        severity: "medium",
      },
    }),
  }),
];
