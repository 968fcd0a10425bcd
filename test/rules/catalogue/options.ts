import { bytes, count, days, hours, minutes, percent, seconds } from "../../../lib/core/quantity.ts";
import { not } from "../../../lib/model/metric.ts";

const pods = { job: "kube-state-metrics", namespace: "alcs" };

const OPTIONS: Readonly<Record<string, readonly object[]>> = {
  podCrashLooping: [
    { ...pods, pod: /alcs-.*/, for: minutes(5), restarts: count(3), within: minutes(15) },
    {
      ...pods,
      for: minutes(5),
      restarts: count(3),
      within: minutes(10),
      namespace: /octollm.*/,
      matchers: { cluster: /eu-[12]/ },
    },
    { ...pods, for: minutes(0), restarts: count(1), within: minutes(2) },
    { ...pods, for: seconds(90), restarts: count(5), within: seconds(1_230), container: not("istio-proxy") },
    { ...pods, for: minutes(5), restarts: count(3), within: minutes(10), node: true },
    {
      ...pods,
      for: minutes(0),
      restarts: count(1),
      within: minutes(2),
      node: true,
      namespace: /octollm.*/,
      pod: /api-.*/,
      container: "app",
      matchers: { cluster: /eu-[12]/ },
    },
  ],
  podOOMKilled: [
    { ...pods, for: minutes(0), within: minutes(10) },
    { ...pods, for: minutes(1), within: minutes(10), namespace: /octollm.*/ },
  ],
  oomKilledRepeatedly: [{ ...pods, for: minutes(0), moreThan: count(3), within: hours(1) }],
  nodeCpuUsage: [
    { job: "node-exporter", for: minutes(10), above: percent(80), over: minutes(5) },
    { job: "node-exporter", for: minutes(30), above: percent(90), over: minutes(5), matchers: { cluster: "prod" } },
    { job: "node-exporter", for: minutes(0), above: percent(25), over: seconds(150) },
  ],
  nodeMemoryUsage: [
    { job: "node-exporter", for: minutes(10), above: percent(85) },
    { job: "node-exporter", for: minutes(15), above: percent(95), matchers: { cluster: "prod" } },
  ],
  deploymentReplicasMismatch: [
    { ...pods, for: minutes(0), share: percent(90), over: minutes(15) },
    { ...pods, for: minutes(5), share: percent(75), over: minutes(30), namespace: /octollm.*/, workload: /api|web/ },
    { ...pods, for: minutes(0), share: percent(100), over: seconds(270) },
  ],
  persistentVolumeClaimPending: [
    { ...pods, for: minutes(5) },
    { ...pods, for: minutes(15), namespace: /octollm.*/, matchers: { cluster: /eu-.*/ } },
  ],
  nodeNotReady: [{ job: "kube-state-metrics", for: minutes(5) }],
  nodesNotReadyShare: [
    { job: "kube-state-metrics", for: minutes(5), above: percent(30) },
    { job: "kube-state-metrics", for: minutes(0), above: percent(33), matchers: { cluster: /eu-.*/ } },
  ],
  nodePressure: [
    { job: "kube-state-metrics", for: minutes(5) },
    { job: "kube-state-metrics", for: minutes(0), conditions: ["DiskPressure"] },
  ],
  deploymentChanged: [
    { ...pods, within: minutes(5) },
    { ...pods, within: minutes(10), namespace: /octollm.*/, deployment: "orchestrator" },
  ],
  hpaScaledUp: [{ ...pods, within: minutes(5) }],
  hpaScaledDown: [{ ...pods, within: minutes(5), namespace: /octollm.*/ }],
  configMapChanged: [
    { ...pods, within: minutes(5) },
    { ...pods, within: minutes(2), configmap: not(/.*leader.*/) },
  ],
  filesystemUsage: [
    { job: "node-exporter", for: minutes(15), above: percent(85) },
    { job: "node-exporter", for: minutes(5), above: percent(95), mountpoint: "/var/lib/postgresql" },
  ],
  networkUsage: [
    { job: "node-exporter", for: minutes(10), over: minutes(5), bytesPerSecond: bytes(100_000_000) },
    { job: "node-exporter", for: minutes(0), over: seconds(150), bytesPerSecond: bytes(1_000), device: /eth.*/ },
    { job: "node-exporter", for: minutes(10), over: minutes(5), bytesPerSecond: bytes(104_857_600) },
  ],
  networkErrors: [{ job: "node-exporter", for: minutes(10), over: minutes(5), above: percent(1) }],
  postgresDown: [
    { job: "postgres", for: minutes(1) },
    { job: "postgres", for: minutes(0), matchers: { cluster: "prod" } },
  ],
  postgresConnections: [{ job: "postgres", for: minutes(5), above: percent(80) }],
  connectionPoolSaturation: [
    {
      job: "octollm",
      namespace: /octollm.*/,
      active: "db_pool_active_connections",
      capacity: "db_pool_max_connections",
      by: ["service"],
      atLeast: percent(95),
      over: minutes(5),
      for: minutes(5),
    },
    {
      job: "app",
      active: "pool_busy",
      capacity: "pool_size",
      by: ["namespace", "pod"],
      atLeast: percent(80),
      over: minutes(10),
      for: minutes(0),
    },
  ],
  redisDown: [{ job: "redis", for: minutes(1) }],
  metricAbsent: [
    { job: "cert-manager", metric: "certmanager_certificate_expiration_timestamp_seconds", for: minutes(10) },
    { job: "node-exporter", metric: "node_uname_info", for: minutes(0), matchers: { cluster: "prod" } },
  ],
  certificateExpiring: [
    { job: "cert-manager", namespace: "octollm", for: hours(1), within: days(7) },
    {
      job: "cert-manager",
      namespace: /octollm.*/,
      for: minutes(10),
      within: days(1),
      namespaceLabel: "exported_namespace",
    },
  ],
  certificateExpired: [{ job: "cert-manager", namespace: "octollm", for: minutes(0) }],
  certificateNeverIssued: [{ job: "cert-manager", namespace: "octollm", for: hours(1), certificate: "api" }],
};

/** Options that the scenarios of an entry are proved with, the usual ones first. */
export function given(entry: string): readonly object[] {
  return OPTIONS[entry] ?? [];
}
