import * as b from "../../lib/index.ts";

const requests = b.counter("http_requests_total", { labels: ["status"] });

/** The twin of `test/fixtures/good/cluster.yaml`. */
export const cluster = b.system("checkout", {
  owner: "payments",
  runs: ["kubernetes"],
  namespace: "checkout",
  prometheus: {
    evaluationInterval: b.seconds(30),
    retention: b.days(31),
    address: "http://prometheus-operated.monitoring.svc:9090",
  },
  runbooks: "https://runbooks.example.com",
  severities: {
    critical: { priority: "P1", rank: 0, notify: [b.pagerduty(b.secret("pagerduty", "routing-key"))] },
    warning: { priority: "P3", rank: 1, notify: [b.msteams(b.secret("teams", "url"))] },
  },
  network: b.network({
    plugin: "kubernetes",
    dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" }, nodeLocal: "169.254.20.10" },
    prometheus: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
    quarantine: {
      label: "checkout/quarantine",
      forensics: [{ from: { namespace: "forensics" }, port: 8_080, why: "whoever looks at it reads its memory" }],
    },
  }),
  services: [
    b.service("api", {
      workload: {
        kind: "Deployment",
        name: "checkout-api",
        container: "api",
        labels: { app: "checkout-api" },
        ports: [{ name: "http", port: 8_080 }],
        requests: { cpu: b.cores(0.5), memory: b.mebibytes(512) },
        limits: { cpu: b.cores(1), memory: b.gibibytes(1) },
        startup: b.assumed(b.seconds(90), "the document gives no start-up time"),
      },
      scrape: b.scrape({
        job: "api",
        every: b.seconds(30),
        port: "http",
        through: { kind: "ServiceMonitor", labels: { app: "checkout-api" } },
        down: { after: b.minutes(5), severity: "critical" },
      }),
      scaling: b.scaling({
        min: 4,
        max: 20,
        on: [b.onCpu(b.percent(70), { of: "limit" }), b.onLoad(requests, { perReplica: b.perSecond(70) })],
        down: { stabilization: b.minutes(5), steps: [{ share: b.percent(50), every: b.minutes(1) }] },
        carries: b.perSecond(100),
        room: { cpu: b.cores(12), memory: b.gibibytes(12) },
      }),
      connects: [{ to: "worker" }, { to: "postgres" }, { to: "payments", why: "cards are charged there" }],
      exposed: [{ through: "ingress-nginx" }],
      objectives: [
        b.objective("availability", {
          indicator: b.ratio({ bad: requests.where({ status: /5../ }), total: requests }),
          target: b.percent(99.9),
          over: b.days(30),
          burnRate: b.workbook({ page: "critical", ticket: "warning" }),
          lowTraffic: b.minimumFailures(10),
          absence: b.absentFor(b.minutes(15), "warning"),
        }),
      ],
    }),
    b.service("worker", {
      workload: {
        kind: "StatefulSet",
        name: "checkout-worker",
        labels: { app: "checkout-worker" },
        ports: [{ name: "grpc", port: 9_000 }],
        replicas: 1,
        singleWriter: true,
      },
      connects: [{ to: "postgres" }],
    }),
  ],
  dependencies: [
    b.dependency("postgres", {
      type: "postgresql",
      workload: {
        kind: "StatefulSet",
        name: "postgres",
        labels: { app: "postgres" },
        ports: [{ name: "sql", port: 5_432 }],
      },
    }),
    b.dependency("ingress-nginx", {
      type: "ingress",
      workload: {
        kind: "Deployment",
        name: "ingress-nginx-controller",
        namespace: "ingress-nginx",
        labels: { "app.kubernetes.io/name": "ingress-nginx" },
        ports: [{ name: "https", port: 443 }],
      },
    }),
    b.dependency("payments", {
      type: "external-api",
      external: { cidrs: ["192.0.2.0/24"], ports: [443] },
    }),
  ],
});
