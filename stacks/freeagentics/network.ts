import { assumed, type Connection, type Given, network, type PodsAt, type Workload } from "../../lib/index.ts";
import { POSTGRES, REDIS } from "./names.ts";

// The document has no NetworkPolicy. What may connect follows from its architecture: browsers reach Nginx, which passes on to the
// gateway of the mesh, and that to both applications; the backend alone reaches the data.

const MONITORING = assumed("monitoring", "the monitoring stack is stated, its namespace is not");

const NOT_STATED = "not stated; as its own chart or manifest has it";

/** The exporters stand beside database and cache (X-D02), in the same pods. */
const exporter = (port: number) =>
  assumed({ name: "metrics", port } as const, `not stated; the exporter's own port, ${port}`);

export const postgresPods: Given<Workload> = {
  kind: "Deployment",
  name: POSTGRES,
  labels: { app: POSTGRES },
  ports: [{ name: assumed("postgresql", "the port is stated, its name is not"), port: 5_432 }, exporter(9_187)],
};

export const redisPods: Given<Workload> = {
  kind: "Deployment",
  name: REDIS,
  labels: assumed({ app: REDIS }, "stated for backend and postgres; the same for Redis"),
  ports: [assumed({ name: "redis", port: 6_379 }, "not stated; Redis' own"), exporter(9_121)],
};

/** Nginx with TLS; what it lets in goes to the gateway. */
export const nginx: Given<Workload> = {
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

export const gateway: Given<Workload> = {
  kind: "Deployment",
  name: assumed("istio-ingressgateway", NOT_STATED),
  namespace: assumed("istio-system", NOT_STATED),
  labels: assumed({ istio: "ingressgateway" }, NOT_STATED),
  ports: assumed([{ name: "http2", port: 8_080 }], NOT_STATED),
};

export const jaeger: Given<Workload> = {
  kind: "Deployment",
  name: assumed("jaeger", NOT_STATED),
  namespace: MONITORING,
  labels: assumed({ app: "jaeger" }, NOT_STATED),
  ports: assumed([{ name: "otlp-grpc", port: 4_317 }], NOT_STATED),
};

export const loki: Given<Workload> = {
  kind: "StatefulSet",
  name: assumed("loki", NOT_STATED),
  namespace: MONITORING,
  labels: assumed({ "app.kubernetes.io/name": "loki" }, NOT_STATED),
  ports: assumed([{ name: "http", port: 3_100 }], NOT_STATED),
};

const traces = { to: "jaeger", why: "traces" } as const;

export const backendConnects: readonly Given<Connection>[] = [
  { to: POSTGRES, ports: ["postgresql"], why: "users, agents and coalitions" },
  { to: REDIS, ports: ["redis"], why: "sessions, API cache, rate limits" },
  { to: "object-storage", why: "static assets and file uploads" },
  traces,
  {
    to: "loki",
    why: assumed(
      "logs: the backend writes files of its own (/var/log/freeagentics), which no agent of the node reads",
      "Loki is stated, who sends the logs there is not",
    ),
  },
];

export const frontendConnects: readonly Given<Connection>[] = [
  { to: "backend", why: assumed("pages that are rendered on the server", "the diagram has no line between the two") },
  traces,
];

const prometheus: Given<PodsAt> = {
  namespace: MONITORING,
  labels: assumed({ "app.kubernetes.io/name": "prometheus" }, NOT_STATED),
};

export const policies = network({
  plugin: assumed(
    "kubernetes",
    "not stated; policies by labels and addresses work with every plugin that enforces any",
  ),
  dns: assumed(
    { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    "not stated; the labels of CoreDNS in most clusters, and no cache on the nodes",
  ),
  prometheus,
  mesh: {
    kind: "istio",
    control: { namespace: assumed("istio-system", NOT_STATED), labels: assumed({ app: "istiod" }, NOT_STATED) },
  },
  acme: { through: assumed("ingress", "cert-manager is stated `if using`; challenges over HTTP come through Nginx") },
});
