import { assumed, dependency, network } from "../../lib/index.ts";
import { AKAMAI, FORENSICS, INGRESS_CONTROLLER, PORT, QUARANTINE } from "./names.ts";

export const akamai = dependency("akamai-api", {
  type: "external-api",
  address: AKAMAI,
  external: {
    hosts: [AKAMAI],
    anywhere: assumed(
      "only Akamai's host is known; the ranges that Akamai publishes, or a network plugin that knows names, let through less",
      "the document states a host and no addresses",
    ),
  },
  facts: { secret: "alecs-credentials/edgerc" },
});

export const redis = dependency("redis", {
  type: "redis",
  address: "redis:6379",
  // ALECS-DEP-02: optional, from redis-deployment.yaml. The policy is there before somebody applies that file in a hurry.
  workload: {
    kind: "Deployment",
    name: "redis",
    labels: assumed({ app: "redis" }, "redis-deployment.yaml is not printed; the name of its Service"),
    ports: [{ name: assumed("redis", "not stated; the name of the protocol"), port: 6379 }],
  },
});

/** The document backs up an Ingress and names no controller. */
export const ingress = dependency(INGRESS_CONTROLLER, {
  type: "ingress",
  workload: assumed(
    {
      kind: "Deployment",
      name: INGRESS_CONTROLLER,
      namespace: "ingress-nginx",
      labels: { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/component": "controller" },
    },
    "the document has an Ingress and names no controller; ALCS' is ingress-nginx, with the labels of its Helm chart",
  ),
});

/** ALECS-NETPOL-01. Backups go to S3 from jobs of their own, not from the server. */
export const connections = network({
  plugin: assumed("kubernetes", "no network plugin is named; policies by labels and addresses work with any"),
  dns: assumed(
    { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    "not stated; the label that kube-dns and CoreDNS both have",
  ),
  prometheus: assumed(
    { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
    "not stated; the operator's label and kube-prometheus' namespace",
  ),
  acme: assumed(
    { through: INGRESS_CONTROLLER },
    "the issuer of alecs-tls is not stated; if it is Let's Encrypt, a renewal fails when its solver cannot be reached, and otherwise no pod has the solver's label",
  ),
  quarantine: assumed(
    {
      label: QUARANTINE,
      forensics: [{ from: FORENSICS, port: PORT, why: "its metrics, and its profile while the process lives" }],
    },
    "the document isolates by emptying the policy of every pod; who looks at one pod, and from where, is not stated",
  ),
});
