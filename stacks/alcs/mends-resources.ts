import { constant, ramp, type SyntheticSeries, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, MINUTE, SAMPLES, silent } from "./mend-series.ts";
import { NAMESPACE } from "./metrics.ts";

function ofContainer(
  job: string,
  metric: string,
  labels: Readonly<Record<string, string>>,
  ...samples: SyntheticSeries["samples"]
) {
  return series(metric, { job, namespace: NAMESPACE, pod: "alcs-a", container: "alcs", ...labels }, ...samples);
}

const cpuLimit = ofContainer(
  "kube-state-metrics",
  "kube_pod_container_resource_limits",
  { resource: "cpu" },
  constant(1, SAMPLES),
);
const memoryLimit = ofContainer(
  "kube-state-metrics",
  "kube_pod_container_resource_limits",
  { resource: "memory" },
  constant(1_000, SAMPLES),
);

const shareOf = (resource: string) =>
  `/ on (namespace, pod, container) kube_pod_container_resource_limits{resource="${resource}"}`;
const container = { namespace: NAMESPACE, pod: "alcs-a", container: "alcs" };

const shareOfLimit: Mend = {
  defect: "ALCS-D12",
  facts: ["ALCS-SLO-06", "ALCS-SLO-07", "ALCS-METRIC-07", "ALCS-METRIC-08"],
  title: "the limits are shares of something that is not named",
  wrong:
    "The CPU metric is a counter of seconds, which passes any limit with time. The memory metric contains the page cache, " +
    "which the kernel gives back.",
  mended: "The rate of CPU seconds by the CPU limit, and the working set by the memory limit, of each pod.",
  ours: ["ALCSHighCPUUsage", "ALCSHighMemoryUsage"],
  demonstrations: [
    {
      name: "ALCS-D12a: 20 % of a core for an hour, with a limit of one core",
      step: MINUTE,
      series: [ofContainer("kubelet", "container_cpu_usage_seconds_total", {}, ramp(0, 12, SAMPLES)), cpuLimit],
      document: {
        fact: "ALCS-METRIC-08",
        reading: `container_cpu_usage_seconds_total ${shareOf("cpu")}`,
        values: [{ at: 60 * MINUTE, samples: [{ labels: container, value: 720 }] }],
      },
      ours: [{ alert: "ALCSHighCPUUsage", labels: {}, expect: silent }],
    },
    {
      name: "ALCS-D12b: 80 % of a core, with a limit of one core",
      step: MINUTE,
      series: [ofContainer("kubelet", "container_cpu_usage_seconds_total", {}, ramp(0, 48, SAMPLES)), cpuLimit],
      ours: [
        // 0.64 cores are seen at minute 4, 0.8 from minute 5 on.
        {
          alert: "ALCSHighCPUUsage",
          labels: { severity: "warning", pod: "alcs-a" },
          expect: [after(9, 0), after(10, 1), after(120, 1)],
        },
      ],
    },
    {
      name: "ALCS-D12c: a working set of 40 % of the limit, 90 % with the page cache",
      step: MINUTE,
      series: [
        ofContainer("kubelet", "container_memory_usage_bytes", {}, constant(900, SAMPLES)),
        ofContainer("kubelet", "container_memory_working_set_bytes", {}, constant(400, SAMPLES)),
        memoryLimit,
      ],
      document: {
        fact: "ALCS-METRIC-07",
        reading: `container_memory_usage_bytes ${shareOf("memory")}`,
        values: [{ at: 60 * MINUTE, samples: [{ labels: container, value: 0.9 }] }],
      },
      ours: [{ alert: "ALCSHighMemoryUsage", labels: {}, expect: silent }],
    },
  ],
};

/** What the document states wrongly about CPU and memory. */
export const resourceMends: readonly Mend[] = [shareOfLimit];
