import type { Bundle, KubernetesObject } from "../../lib/compile/bundle.ts";

/** Values are odd and distinct, so that a swapped field cannot pass unnoticed; strings are those that YAML likes to misread. */
const groups: Bundle["ruleFiles"][number]["groups"] = [
  {
    name: "checkout-api-availability",
    interval: "17s",
    query_offset: "3s",
    rules: [
      {
        record: "checkout:bad:rate11m",
        expr: 'sum(rate(http_requests_total{status=~"5.."}[11m]))',
        labels: { tier: "1" },
      },
      { record: "checkout:all:rate11m", expr: "sum(rate(http_requests_total[11m]))" },
      {
        alert: "CheckoutHighErrorRate",
        expr: "(\n  checkout:bad:rate11m\n/\n  checkout:all:rate11m\n) > 0.0137\n",
        for: "7m",
        keep_firing_for: "5m",
        labels: { severity: "critical", system: "checkout", service: "api", objective: "availability" },
        annotations: {
          summary: "{{ $value | humanizePercentage }} of requests fail: # yes",
          runbook_url: "https://r/x#critical",
        },
      },
    ],
  },
];

const prometheusRule: KubernetesObject = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "checkout-slo", namespace: "checkout", labels: { role: "alert-rules", enabled: "true" } },
  spec: {
    groups: [
      {
        name: "checkout-api-availability",
        interval: "17s",
        rules: [{ record: "checkout:all:rate11m", expr: "sum(rate(http_requests_total[11m]))" }],
      },
    ],
  },
};

function monitor(kind: string, name: string, namespace: string): KubernetesObject {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind,
    metadata: { name, namespace, annotations: { "example.org/when": "2026-01-02" } },
    spec: { selector: { matchLabels: {} }, endpoints: [{ port: "http", interval: "13s", honorLabels: false }] },
  };
}

/** A bundle with what targets have to carry: several parts, one name in two namespaces, core kinds, a kind nobody knows. */
export const fixture: Bundle = deepFreeze({
  system: "checkout",
  ruleFiles: [{ name: "slo", groups }],
  parts: [
    { name: "rules", objects: [prometheusRule] },
    {
      name: "monitors",
      objects: [
        monitor("ServiceMonitor", "api", "checkout"),
        monitor("ServiceMonitor", "api", "edge"),
        monitor("PodMonitor", "api", "edge"),
      ],
    },
    {
      name: "core",
      objects: [
        {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "backup.scripts", namespace: "checkout" },
          data: { "dump.sh": "#!/bin/sh\nset -eu\n\techo 'on: off' \n\n", version: "1.10", empty: "", yes: "no" },
        },
        {
          apiVersion: "batch/v1",
          kind: "CronJob",
          metadata: { name: "backup", namespace: "checkout" },
          spec: {
            schedule: "7 3 * * *",
            timeZone: "Etc/UTC",
            jobTemplate: {
              spec: {
                template: {
                  spec: { containers: [{ name: "dump", command: [] }], volumes: [{ name: "tmp", emptyDir: {} }] },
                },
              },
            },
          },
        },
        {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRole",
          metadata: { name: "checkout-reader" },
          rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }],
        },
      ],
    },
    {
      name: "future",
      objects: [
        {
          apiVersion: "slo.example.org/v9alpha3",
          kind: "Unheard",
          metadata: { name: "of", namespace: "checkout" },
          spec: { numbers: [0, -1, 0.001, 1e21, 12345678901234], nested: [[], [[]], {}], text: "~", on: true },
        },
        { apiVersion: "slo.example.org/v9alpha3", kind: "Bare", metadata: { name: "bare" } },
      ],
    },
    { name: "empty", objects: [] },
  ],
  documents: [{ path: "dashboards/checkout/overview.json", content: "{}\n" }],
} satisfies Bundle);

/** The fixture with one object replaced, for what must be refused. */
export function bundleWith(object: KubernetesObject, ...more: readonly KubernetesObject[]): Bundle {
  return { system: "checkout", ruleFiles: [], parts: [{ name: "core", objects: [object, ...more] }], documents: [] };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
