import { assumed, dependency, minutes, percent, scrape, seconds } from "../../lib/index.ts";
import { nodeCpuUsage, nodeMemoryUsage } from "../../lib/rules/catalogue/node-exporter.ts";
import { ingressPods, redisPods, slack, timescalePods } from "./network.ts";

const NODE_JOB = "node";

// X-D02: `node_*` of every system look alike on one Prometheus.
const HOSTS = { cluster: "amas" };

const ofHosts = { job: NODE_JOB, matchers: HOSTS };
const RANGE = "not stated; eight samples, short beside the 5 minutes that the use has to last";

export const dependencies = [
  dependency("timescaledb", {
    type: "timescaledb",
    address: "localhost:5432",
    workload: timescalePods,
    facts: { database: "danci", tables: "decision_insights", connections: "20" },
  }),
  dependency("redis", { type: "redis", address: "localhost:6379", workload: redisPods }),
  dependency("ingress", { type: "ingress", workload: ingressPods }),
  dependency("webhook", {
    type: "webhook",
    address: "https://hooks.slack.com",
    external: slack,
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
      job: assumed(NODE_JOB, "not stated; the name in the exporter's own guide"),
      every: assumed(seconds(15), "not stated; as the application"),
      addresses: assumed(["localhost:9100"], "not stated; the exporter's port on the application's host"),
      matchers: assumed(HOSTS, "X-D02: a label that tells these hosts from others on one Prometheus"),
      down: {
        after: assumed(minutes(10), "X-D01: no such rule; users do not notice"),
        severity: "medium",
      },
    }),
    conditions: [
      nodeCpuUsage({
        ...ofHosts,
        alert: "AmasHighCPU",
        severity: "medium",
        above: percent(70),
        over: assumed(minutes(2), RANGE),
        for: minutes(5),
        impact: "It is time for another instance.",
      }),
      nodeCpuUsage({
        ...ofHosts,
        alert: "AmasSystemOverload",
        severity: "high",
        above: percent(90),
        over: assumed(minutes(2), RANGE),
        for: assumed(minutes(2), "not stated; the document acts at once, and a build or a backup may take a minute"),
        impact: "Requests wait for the CPU.",
      }),
      nodeMemoryUsage({
        ...ofHosts,
        alert: "AmasHighMemory",
        severity: "medium",
        above: percent(80),
        for: assumed(minutes(5), "not stated; as for the CPU"),
        impact: "A leak that grows on ends with the process being killed.",
      }),
    ],
  }),
];
