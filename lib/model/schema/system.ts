import { DEPENDENCY_TYPES, type Dependency } from "../dependency.ts";
import type { Service } from "../service.ts";
import type { PrometheusSettings } from "../system.ts";
import { CONNECTS, EXPOSED, EXTERNAL } from "./network.ts";
import { type Keys, list, named, object, oneOfKeys, plain, type Schema, use } from "./parts.ts";

/** One declared metric. */
export const METRIC: Schema = object(
  "A metric as it is exported.",
  {
    type: {
      enum: ["counter", "gauge", "histogram", "native-histogram"],
      title: "a type of metric",
      examples: ["counter"],
      description: "Prometheus type.",
    },
    unit: use("unit", "Unit of its values; a counter counts events unless this says otherwise."),
    labels: {
      type: "array",
      items: { type: "string" },
      title: "a list of label names",
      examples: [["status"]],
      description: "Labels that the instrumentation sets.",
    },
    buckets: use("bounds", "Finite upper bounds of a classic histogram, ascending."),
    from: plain("Dependency whose scrape has this metric; default: the service that uses it.", "kube-state-metrics"),
    nameAssumed: plain("Why the name was assumed, where no document states it.", "the client library's default"),
  },
  ["type"],
  {
    if: { required: ["type"], properties: { type: { enum: ["gauge", "histogram", "native-histogram"] } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      required: ["unit"],
      if: { properties: { type: { enum: ["histogram"] } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["buckets"] },
    },
  },
);

const target = object(
  "When a single target of several alerts.",
  {
    alert: use("text", "Alert name; default: the owner's with TargetDown."),
    after: use("duration", "How long it must be gone."),
    severity: plain("One of the system's severities.", "warning"),
  },
  ["after", "severity"],
);

const down = object(
  "When unreachable targets alert.",
  {
    alert: use("text", "Alert name; default: the owner's with Down."),
    after: use("duration", "How long no target may answer."),
    severity: plain("One of the system's severities.", "critical"),
    impact: use("text", "What users notice, in one sentence."),
    target,
    ignored: plain("Why unreachable targets alert nobody.", "scraped by another team"),
  },
  [],
  oneOfKeys(["after", "severity"], ["ignored"]),
);

/** How Prometheus scrapes a service or an exporter. */
export const SCRAPE: Schema = object(
  "How Prometheus scrapes it.",
  {
    job: use("text", "Value of the job label."),
    every: use("duration", "Scrape interval."),
    port: use("text", "Name of the port in the Kubernetes Service, or the port on hosts."),
    addresses: use("texts", "host:port addresses, on hosts."),
    path: use("text", "Path of the metrics; default /metrics."),
    matchers: use("labels", "Labels that tell this system's targets from others."),
    through: object(
      "Kubernetes object that finds the targets.",
      {
        ServiceMonitor: use("labels", "Labels of the Kubernetes Service to select."),
        PodMonitor: use("labels", "Labels of the Pods to select."),
        external: { enum: [true], title: "true", examples: [true], description: "Somebody else scrapes them." },
      },
      [],
      oneOfKeys(["ServiceMonitor"], ["PodMonitor"], ["external"]),
    ),
    down,
  },
  ["job", "every", "down"],
);

const OWNER = {
  scrape: { $ref: "#/definitions/scrape" },
  objectives: named("Objectives by name.", { $ref: "#/definitions/objective" }),
  conditions: list("Alerts that are no objectives.", { $ref: "#/definitions/condition" }),
  metrics: list(
    "Metrics that people and dashboards read though no rule does.",
    plain("A declared metric with label matchers.", "queue_size"),
  ),
};

/** Something that serves users. */
export const SERVICE: Schema = object("Something that serves users or other services.", {
  ...OWNER,
  workload: { $ref: "#/definitions/workload" },
  onKubernetes: { $ref: "#/definitions/workload", description: "Its form on Kubernetes, where workload is on hosts." },
  scaling: { $ref: "#/definitions/scaling" },
  connects: CONNECTS,
  exposed: EXPOSED,
  policy: use("text", "Name of its NetworkPolicy; default: the system's and its own."),
} satisfies Keys<Omit<Service, "name">>);

/** Something that the system needs and does not own. */
export const DEPENDENCY: Schema = object(
  "Something that the system needs and does not own, or an exporter that its rules read.",
  {
    ...OWNER,
    type: {
      enum: DEPENDENCY_TYPES,
      title: "a type of dependency",
      examples: ["postgresql"],
      description: "What it is.",
    },
    address: use("text", "Where it is reached."),
    workload: { $ref: "#/definitions/workload", description: "Its pods, where it runs in the cluster." },
    external: EXTERNAL,
    connects: CONNECTS,
    facts: use("labels", "Facts that people look up: database, user, bucket."),
  } satisfies Keys<Omit<Dependency, "name">>,
  ["type"],
);

const prometheus = object(
  "The Prometheus that evaluates the rules.",
  {
    evaluationInterval: use("duration", "How often rules are evaluated."),
    retention: use("duration", "How long samples are kept; at least the longest window."),
    queryOffset: use("duration", "Delay of every evaluation, for data that arrives late."),
    selectorLabels: use("labels", "Labels that the operator selects rules and monitors by."),
    address: use("text", "Where it is asked from inside the cluster, by KEDA: http://prometheus.monitoring.svc:9090."),
  } satisfies Keys<PrometheusSettings>,
  ["evaluationInterval", "retention"],
);

const expectation = object(
  "A rule that somebody else wrote, and what it has to do.",
  {
    alert: use("text", "Name of the alert."),
    record: use("text", "Name of the recording."),
    labels: use("labels", "Labels that tell it from others of its name."),
    objective: plain("The objective that it watches: service/objective.", "api/availability"),
    fires: plain("It fires when the objective's alerts of this severity have to; or: absence.", "critical"),
    is: {
      enum: ["budgetRemaining", "goodRatio", "errorRatio"],
      title: "a recorded quantity",
      examples: ["budgetRemaining"],
      description: "What it records over the objective's window.",
    },
  },
  ["objective"],
  oneOfKeys(["alert", "fires"], ["record", "is"]),
);

/** The whole model. */
export const SYSTEM: Schema = object(
  "A system: its services, what they depend on, the promises made about them, and who is told.",
  {
    $schema: plain("The schema of this file, for editors.", "./burnline.schema.json"),
    system: plain("Name of the system, a DNS label.", "checkout"),
    title: use("text", "The name as people write it."),
    owner: use("text", "The team that answers for it."),
    runs: use("platforms", "Where it runs: kubernetes, host, or a list of both."),
    namespace: use("text", "Kubernetes namespace of its workloads."),
    prometheus,
    runbooks: use("text", "Address below which the runbook pages are published, without a slash at the end."),
    severities: named("Severities by the word that the rules use.", { $ref: "#/definitions/severity" }),
    metrics: named("Metrics by name, a histogram without the suffix of its series.", { $ref: "#/definitions/metric" }),
    services: named("Services by name.", { $ref: "#/definitions/service" }),
    dependencies: named("Dependencies by name.", { $ref: "#/definitions/dependency" }),
    expectations: list("Rules that others wrote, and what they have to do.", expectation),
    alerting: { $ref: "#/definitions/alerting" },
    escalation: { $ref: "#/definitions/escalation" },
    procedures: named("What people do, by heading: on the pages of alerts and on pages of their own.", {
      $ref: "#/definitions/procedure",
    }),
    settings: list("Values of the configuration that people change.", { $ref: "#/definitions/setting" }),
    grafana: { $ref: "#/definitions/grafana" },
    dashboards: named("Dashboards that the documents name, besides those that are derived.", {
      $ref: "#/definitions/dashboard",
    }),
    network: { $ref: "#/definitions/network" },
  },
  ["system", "owner", "runs", "prometheus", "runbooks", "severities", "services"],
);
