import {
  assumed,
  type Connection,
  type Exposure,
  type External,
  type Given,
  network,
  type Workload,
} from "../../lib/index.ts";

// Where AMAS runs on Kubernetes. The document has hosts, on which everything is at localhost; what connects to what is the same.

const NO_KUBERNETES = "the document knows no Kubernetes";
const NOT_STATED = "the document knows no Kubernetes; as its own chart has it";

/** A database of one pod. */
const statefulSet = (name: string, portName: string, port: number): Given<Workload> => ({
  kind: assumed("StatefulSet", NO_KUBERNETES),
  name: assumed(name, NO_KUBERNETES),
  labels: assumed({ app: name }, NO_KUBERNETES),
  ports: [{ name: assumed(portName, "the port is stated, its name is not"), port }],
  replicas: assumed(1, NO_KUBERNETES),
  singleWriter: assumed(true, "not stated; one writes"),
});

export const timescalePods = statefulSet("timescaledb", "postgresql", 5_432);
export const redisPods = statefulSet("redis", "redis", 6_379);

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

/** Nothing of AMAS connects to it: Alertmanager sends, and the AlertEngine's own webhook is off. */
export const slack: Given<External> = { hosts: ["hooks.slack.com"] };

export const dataConnects: readonly Given<Connection>[] = [
  { to: "timescaledb", why: "decision insights (DATABASE_URL)" },
  { to: "redis", why: "cache (REDIS_URL)" },
];

export const workerConnects: readonly Given<Connection>[] = [
  {
    to: "timescaledb",
    why: assumed("rewards that are due", "what the worker connects to is not stated; it has the backend's .env"),
  },
  {
    to: "redis",
    why: assumed("state of users", "what the worker connects to is not stated; it has the backend's .env"),
  },
];

export const exposed: readonly Given<Exposure>[] = [
  assumed({ through: "ingress" }, "https://api.danci.com is stated, what stands before the backend is not"),
];

export const policies = network({
  plugin: assumed("kubernetes", `${NO_KUBERNETES}; policies by labels work with every plugin that enforces any`),
  dns: assumed(
    { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    `${NO_KUBERNETES}; the labels of CoreDNS in most clusters`,
  ),
  prometheus: assumed(
    { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
    `${NO_KUBERNETES}; the labels that the operator gives it`,
  ),
});
