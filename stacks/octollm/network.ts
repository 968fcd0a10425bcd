import {
  assumed,
  type Connection,
  type Exposure,
  type External,
  type Given,
  network,
  type Workload,
} from "../../lib/index.ts";
import type { ServiceName } from "./scaling.ts";

// The document has no NetworkPolicy. What may connect follows from what it names: the database behind every service's pool, the cache,
// traces in Jaeger, the models' API, ingress and cert-manager's solvers.
//
// OctoLLM has two namespaces. The policies are about octollm-prod, where its services are; octollm-monitoring has nothing of
// OctoLLM's own but tools, whose charts bring policies of their own, and is known here as the place that scrapes and takes traces.

const MONITORING = "octollm-monitoring";
const TOOLS = assumed(MONITORING, "the namespace is stated, that the tools are there is not");
const NOT_STATED = "not stated; as its own chart has it";

/** A StatefulSet whose exporter, if it has one, is a container of the same pod. */
const statefulSet = (name: string, port: number, exporter?: number): Given<Workload> => ({
  kind: "StatefulSet",
  name,
  container: assumed(name, "not stated; the name of the StatefulSet"),
  labels: assumed({ app: name }, "stated for the services; the same for the others"),
  ports: [
    assumed({ name, port }, "the port is that of the address"),
    ...(exporter === undefined
      ? []
      : [assumed({ name: "metrics", port: exporter }, `not stated; the exporter's own port, ${exporter}`)]),
  ],
  replicas: assumed(1, "not stated; none of the commands speaks of replicas"),
  singleWriter: assumed(true, "not stated; replicas are proposed as what is still to be built"),
});

export const postgresPods = statefulSet("postgres", 5_432);
export const redisPods = statefulSet("redis", 6_379, 9_121);

/** Proposed in the document; pages deploy it while the pool is exhausted, when nobody has time for policies. */
export const pgbouncerPods: Given<Workload> = {
  kind: assumed("Deployment", "only its address, pgbouncer:6432, is stated"),
  name: "pgbouncer",
  labels: assumed({ app: "pgbouncer" }, "stated for the services; the same for the others"),
  ports: [{ name: assumed("pgbouncer", "the port is stated, its name is not"), port: 6_432 }],
};

export const certManagerPods: Given<Workload> = {
  kind: "Deployment",
  name: "cert-manager",
  namespace: "cert-manager",
  labels: assumed({ "app.kubernetes.io/name": "cert-manager" }, NOT_STATED),
  ports: assumed([{ name: "http-metrics", port: 9_402 }], NOT_STATED),
};

export const jaegerPods: Given<Workload> = {
  kind: "Deployment",
  name: assumed("jaeger", NOT_STATED),
  namespace: TOOLS,
  labels: assumed({ "app.kubernetes.io/name": "jaeger" }, NOT_STATED),
  ports: assumed([{ name: "otlp-grpc", port: 4_317 }], NOT_STATED),
};

export const lokiPods: Given<Workload> = {
  kind: "StatefulSet",
  name: assumed("loki", NOT_STATED),
  namespace: TOOLS,
  labels: assumed({ "app.kubernetes.io/name": "loki" }, NOT_STATED),
  ports: assumed([{ name: "http", port: 3_100 }], NOT_STATED),
};

export const ingressPods: Given<Workload> = {
  kind: "Deployment",
  name: assumed("ingress-nginx-controller", NOT_STATED),
  namespace: assumed("ingress-nginx", NOT_STATED),
  labels: assumed({ "app.kubernetes.io/name": "ingress-nginx" }, NOT_STATED),
  ports: assumed(
    [
      { name: "http", port: 80 },
      { name: "https", port: 443 },
    ],
    NOT_STATED,
  ),
};

/** What `kubectl run debug` starts, as pages have it: people look at connections from there. */
export const debugPods: Given<Workload> = {
  kind: assumed("Job", "a single pod, which goes away afterwards; the document runs it by hand"),
  name: "debug",
  labels: assumed({ run: "debug" }, "kubectl sets this label by itself"),
};

export const models: Given<External> = {
  hosts: assumed(["api.openai.com"], "the document has only the provider's status page, status.openai.com"),
  anywhere: assumed(
    "the provider publishes names and no addresses, and GKE's policies know addresses only",
    "only the provider's status page is stated",
  ),
};

const DATA: readonly Given<Connection>[] = [
  { to: "postgres", why: "DB_HOST, through the service's pool" },
  { to: "pgbouncer", why: "DB_HOST, once it is deployed" },
  { to: "redis", ports: ["redis"], why: "cache" },
  { to: "jaeger", why: "traces" },
];

export const CONNECTS: Readonly<Record<ServiceName, readonly Given<Connection>[]>> = {
  orchestrator: [...DATA, { to: "llm-api", why: assumed("calls models", "which of the services does is not stated") }],
  "reflex-layer": [
    ...DATA,
    { to: "orchestrator", why: assumed("what it cannot answer itself", "the order of the services is not stated") },
  ],
};

export const EXPOSED: Readonly<Record<ServiceName, readonly Given<Exposure>[]>> = {
  orchestrator: [
    assumed({ through: "ingress" }, "api-tls-cert is of an API for users; which service answers is not stated"),
  ],
  "reflex-layer": [
    assumed({ through: "ingress" }, "api-tls-cert is of an API for users; which service answers is not stated"),
  ],
};

export const policies = network({
  plugin: assumed("kubernetes", "not stated; GKE enforces policies by labels and addresses"),
  dns: {
    namespace: "kube-system",
    labels: assumed({ "k8s-app": "kube-dns" }, "not stated; GKE's kube-dns"),
  },
  prometheus: {
    namespace: TOOLS,
    labels: assumed({ "app.kubernetes.io/name": "prometheus" }, NOT_STATED),
  },
  // A rule of the firewall in the document lets challenges in on port 80.
  acme: { through: "ingress" },
});
