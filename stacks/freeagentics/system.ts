import {
  assumed,
  days,
  email,
  hours,
  minutes,
  msteams,
  pagerduty,
  scrape,
  seconds,
  secret,
  service,
  slack,
  system,
} from "../../lib/index.ts";
import { dependencies } from "./dependencies.ts";
import { activeConnections, agentInteractions, coalitionFormations, NAMESPACE, userRegistrations } from "./metrics.ts";
import { cpu, errorRate, memory, responseTime } from "./objectives.ts";

const SECRET = "the channel is stated, the secret with its URL is not";

const chat = [
  assumed(slack("#freeagentics-alerts", secret("freeagentics-alerting", "slack-url")), SECRET),
  assumed(msteams(secret("freeagentics-alerting", "teams-url")), SECRET),
];

/** FreeAgentics, a multi-agent platform. Source: the FreeAgentics production operations runbook. */
export const freeagentics = system("freeagentics", {
  title: "FreeAgentics",
  owner: "Platform Team",
  runs: ["kubernetes"],
  namespace: NAMESPACE,
  prometheus: {
    evaluationInterval: assumed(minutes(1), "not stated; Prometheus' default"),
    retention: assumed(days(15), "not stated; Prometheus' default, and no rule looks back further than an hour"),
    selectorLabels: assumed(
      { release: "kube-prometheus-stack" },
      "not stated; the label the operator's Helm chart selects on",
    ),
  },
  runbooks: assumed("https://runbooks.example.com/freeagentics", "the document is not published under a URL"),
  // X-D03, FREE-D16: the rules have two words, the escalation has four levels, and nothing maps them.
  severities: {
    critical: {
      priority: assumed("Critical", "X-D03: the same word; on-call and the manager are told"),
      rank: 0,
      acknowledgeWithin: minutes(5),
      notify: [
        assumed(
          pagerduty(secret("freeagentics-alerting", "pagerduty-key")),
          "on-call and the manager have placeholders for telephone numbers; something has to call them",
        ),
        ...chat,
      ],
    },
    warning: {
      priority: assumed("High", "X-D03: warnings and scaling triggers need a person now, at night too"),
      rank: 1,
      acknowledgeWithin: minutes(15),
      notify: chat,
    },
    ticket: {
      priority: assumed("Medium", "X-D03: no rule of the document has this level; ours for what can wait for the day"),
      rank: 2,
      acknowledgeWithin: hours(1),
      notify: chat,
    },
    info: {
      priority: assumed("Low", "X-D03: no rule of the document has this level; ours for what can wait for a day"),
      rank: 3,
      acknowledgeWithin: assumed(days(1), "`Next business day`; the calendar is not stated"),
      notify: [email("ops@freeagentics.com")],
    },
  },
  services: [
    service("backend", {
      workload: { kind: "Deployment", name: "backend", container: "backend" },
      scrape: scrape({
        job: assumed("backend", "the document's rules name no job; the name of the Kubernetes Service"),
        every: assumed(seconds(30), "not stated; kube-prometheus' default"),
        port: assumed("http", "port 8000 of the container has no name in the document"),
        through: {
          kind: "ServiceMonitor",
          labels: assumed({ app: "backend" }, "stated for the pods (`app: backend`), not for the Kubernetes Service"),
        },
        down: {
          after: assumed(minutes(2), "X-D01: the document has no such rule; longer than one failed scrape"),
          severity: "critical",
          impact: "The API does not answer, or nobody can see whether it does.",
          target: {
            after: assumed(minutes(10), "not stated; longer than a pod's restart"),
            severity: "ticket",
          },
        },
      }),
      objectives: [errorRate, responseTime, cpu, memory],
      metrics: [activeConnections, userRegistrations, agentInteractions, coalitionFormations],
    }),
    // The document names no metric of the frontend; users see its failures as failures of the public endpoints.
    service("frontend", { workload: { kind: "Deployment", name: "frontend", container: "frontend" } }),
  ],
  dependencies,
});
