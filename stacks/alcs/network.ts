import { assumed, type External, type Given, network, type Workload } from "../../lib/index.ts";
import { DATABASE_APP, FORENSICS, INGRESS_CONTROLLER, LLM_HOST, PORT, QUARANTINE } from "./names.ts";

const PROMETHEUS = { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } } as const;

export const postgresPods: Given<Workload> = {
  kind: assumed("StatefulSet", "the pod is `postgres-0`, as a StatefulSet names it"),
  name: "postgres",
  labels: { app: DATABASE_APP },
  ports: [assumed({ name: "postgres", port: 5432 }, "not stated; PostgreSQL's own")],
  singleWriter: assumed(true, "there is one pod, postgres-0, and no word of a replica"),
};

// ALCS-D08: in a pod of its own, so that it says that the database is gone when it is.
export const exporterPods: Given<Workload> = assumed(
  {
    kind: "Deployment",
    name: "postgres-exporter",
    labels: { app: "postgres-exporter" },
    ports: [{ name: "metrics", port: 9187 }],
  },
  "the document names no exporter; the port is postgres_exporter's own",
);

export const redisPods: Given<Workload> = {
  kind: assumed("Deployment", "only the host `redis` is stated"),
  name: "redis",
  labels: assumed({ app: "redis" }, "only the host `redis` is stated; labels as postgres has them"),
  ports: [assumed({ name: "redis", port: 6379 }, "not stated; Redis' own")],
};

export const ingressPods: Given<Workload> = {
  kind: "Deployment",
  name: INGRESS_CONTROLLER,
  namespace: "ingress-nginx",
  labels: assumed(
    { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/component": "controller" },
    "not stated; those of ingress-nginx' Helm chart",
  ),
};

export const prometheusPods: Given<Workload> = assumed(
  { kind: "StatefulSet", name: "prometheus", ...PROMETHEUS },
  "not stated; the operator's label and kube-prometheus' namespace",
);

export const llm: Given<External> = {
  hosts: [LLM_HOST, assumed("api.openai.com", "the logs name OpenAI beside Anthropic, without a host")],
  anywhere: assumed(
    "only the providers' hosts are known; the ranges that the providers publish, or a network plugin that knows names, let through less",
    "the document states a host and no addresses",
  ),
};

/** ALCS-NETPOL-01. Backups go out from jobs of their own, not from the service. */
export const connections = network({
  plugin: assumed("kubernetes", "no network plugin is named; policies by labels and addresses work with any"),
  dns: assumed(
    { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    "not stated; the label that kube-dns and CoreDNS both have",
  ),
  prometheus: assumed(PROMETHEUS, "not stated; the operator's label and kube-prometheus' namespace"),
  acme: assumed(
    { through: INGRESS_CONTROLLER },
    "Let's Encrypt is stated, its challenge is not; the usual one asks a pod through the Ingress, and a renewal fails when it cannot",
  ),
  quarantine: assumed(
    {
      label: QUARANTINE,
      forensics: [{ from: FORENSICS, port: PORT, why: "its metrics, and what it answers while the process lives" }],
    },
    "the document closes the Ingress only; who looks at one pod, and from where, is not stated",
  ),
});
