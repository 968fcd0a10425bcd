import {
  dependency,
  hours,
  minutes,
  type Network,
  network as networkSpec,
  type Service,
  type System,
  scrape,
  seconds,
  service,
  system,
  type Workload,
} from "../../lib/index.ts";

/** A small bakery, for tests of policies: its numbers differ everywhere, so that a swapped one cannot pass. */
export const network: Network = networkSpec({
  plugin: "kubernetes",
  dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  prometheus: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
});

export const ingress = dependency("ingress", {
  type: "ingress",
  workload: {
    kind: "Deployment",
    name: "ingress-nginx-controller",
    namespace: "ingress-nginx",
    labels: { "app.kubernetes.io/name": "ingress-nginx" },
  },
});

export const database = dependency("database", {
  type: "postgresql",
  workload: {
    kind: "StatefulSet",
    name: "database",
    labels: { app: "database" },
    ports: [{ name: "sql", port: 5_432 }],
  },
});

const scraped = (job: string) =>
  scrape({
    job,
    every: seconds(30),
    port: "metrics",
    through: { kind: "PodMonitor", labels: { app: job } },
    down: { ignored: "not what these tests are about" },
  });

export const shop = service("shop", {
  workload: {
    kind: "Deployment",
    name: "shop",
    labels: { app: "shop" },
    ports: [
      { name: "http", port: 8_081 },
      { name: "metrics", port: 9_091 },
    ],
  },
  scrape: scraped("shop"),
  connects: [{ to: "oven", ports: ["grpc"] }, { to: "database" }],
  exposed: [{ through: "ingress", port: "http" }],
});

export const oven = service("oven", {
  workload: {
    kind: "Deployment",
    name: "oven",
    labels: { app: "oven" },
    ports: [
      { name: "grpc", port: 7_070 },
      { name: "heat", port: 7_071, protocol: "UDP" },
    ],
  },
});

/** A service or dependency whose pods are another way. */
export function withPods<Owner extends { readonly name: string; readonly workload?: Workload }>(
  owner: Owner,
  change: Partial<Workload>,
): Owner & { readonly workload: Workload } {
  return { ...owner, workload: { kind: "Deployment", name: owner.name, ...owner.workload, ...change } };
}

/** The ingress controller in the network of its nodes. */
export const ingressOnHost = withPods(ingress, { kind: "DaemonSet", hostNetwork: true });

/** The bakery with another network, other services or dependencies. */
export function bakery({
  net = network,
  services = [shop, oven],
  dependencies = [ingress, database],
}: {
  readonly net?: Network;
  readonly services?: readonly Service[];
  readonly dependencies?: System["dependencies"];
} = {}): System {
  const base: System = system("bakery", {
    owner: "bakers",
    runs: ["kubernetes"],
    namespace: "bakery",
    prometheus: { evaluationInterval: minutes(1), retention: hours(720) },
    runbooks: "https://runbooks.example.com/bakery",
    severities: {},
    services: [],
  });
  return { ...base, services, dependencies, network: net };
}
