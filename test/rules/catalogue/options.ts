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
void bytes;
