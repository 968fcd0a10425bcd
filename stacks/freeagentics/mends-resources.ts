import { constant, missing, ramp, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { fires, MINUTE, node, pod, SAMPLES, silent } from "./mend-series.ts";

const POD = "backend-7d9f-abcde";

/** Labels of cAdvisor's series of one container of a pod; without a name they are the pod's own cgroup. */
function cgroup(container: string): Readonly<Record<string, string>> {
  const labels = { job: "kubelet", namespace: "freeagentics-prod", pod: POD };
  return container === "" ? labels : { ...labels, container };
}

const GIB = 1_073_741_824;

const noLimit: Mend = {
  defect: "FREE-D12",
  facts: ["FREE-METRIC-16"],
  title: "memory of a container without a limit is infinite",
  wrong: "cAdvisor reports 0 where there is no limit, and the division gives +Inf, which is above every threshold.",
  mended: "Limits of 0 are left out, and the working set is measured, which is what a container is killed for.",
  ours: ["BackendHighMemoryUsage"],
  demonstrations: [
    {
      name: "FREE-D12a: 1 GiB is used, and the container has no limit",
      step: MINUTE,
      series: [
        series("container_memory_usage_bytes", cgroup("backend"), constant(GIB, SAMPLES)),
        series("container_memory_working_set_bytes", cgroup("backend"), constant(GIB, SAMPLES)),
        series("container_spec_memory_limit_bytes", cgroup("backend"), constant(0, SAMPLES)),
      ],
      document: {
        fact: "FREE-METRIC-16",
        values: [{ at: 60 * MINUTE, samples: [{ labels: cgroup("backend"), value: Number.POSITIVE_INFINITY }] }],
      },
      ours: [{ alert: "BackendHighMemoryUsage", labels: {}, expect: silent }],
    },
    {
      name: "FREE-D12b: 1.75 of 2 GiB are used, of which 0.25 are page cache that the kernel can take back",
      step: MINUTE,
      series: [
        series("container_memory_usage_bytes", cgroup("backend"), constant(1.75 * GIB, SAMPLES)),
        series("container_memory_working_set_bytes", cgroup("backend"), constant(1.5 * GIB, SAMPLES)),
        series("container_spec_memory_limit_bytes", cgroup("backend"), constant(2 * GIB, SAMPLES)),
      ],
      document: {
        fact: "FREE-METRIC-16",
        values: [{ at: 60 * MINUTE, samples: [{ labels: cgroup("backend"), value: 0.875 }] }],
      },
      ours: [{ alert: "BackendHighMemoryUsage", labels: {}, expect: silent }],
    },
    {
      name: "FREE-D12c: the working set is 1.75 of 2 GiB",
      step: MINUTE,
      series: [
        series("container_memory_working_set_bytes", cgroup("backend"), constant(1.75 * GIB, SAMPLES)),
        series("container_spec_memory_limit_bytes", cgroup("backend"), constant(2 * GIB, SAMPLES)),
      ],
      ours: [{ alert: "BackendHighMemoryUsage", labels: { severity: "warning", pod: POD }, expect: fires(5) }],
    },
  ],
};

const twoDurations: Mend = {
  defect: "FREE-D08",
  facts: ["FREE-SLO-03", "FREE-ALERT-04"],
  title: "memory above 80 % has two durations",
  wrong: "The alert waits for 10 minutes, the scaling trigger for 5, and neither says whose memory the other means.",
  mended:
    "The alert reads nodes and keeps its 10 minutes. The trigger is about what scaling changes, the backend's pods, and has " +
    "an alert of its own after 5.",
  ours: ["HighMemoryUsage", "BackendHighMemoryUsage"],
  demonstrations: [
    {
      name: "FREE-D08a: a node uses 87.5 % of its memory",
      step: MINUTE,
      series: [
        series("node_memory_MemAvailable_bytes", node, constant(GIB, SAMPLES)),
        series("node_memory_MemTotal_bytes", node, constant(8 * GIB, SAMPLES)),
      ],
      document: { fact: "FREE-ALERT-04", expect: fires(10) },
      ours: [
        { alert: "HighMemoryUsage", labels: { severity: "warning" }, expect: fires(10) },
        { alert: "BackendHighMemoryUsage", labels: {}, expect: silent },
      ],
    },
    {
      name: "FREE-D08b: a pod uses 87.5 % of its limit",
      step: MINUTE,
      series: [
        series("container_memory_working_set_bytes", cgroup("backend"), constant(1.75 * GIB, SAMPLES)),
        series("container_spec_memory_limit_bytes", cgroup("backend"), constant(2 * GIB, SAMPLES)),
      ],
      document: { fact: "FREE-ALERT-04", expect: silent },
      ours: [
        { alert: "HighMemoryUsage", labels: {}, expect: silent },
        { alert: "BackendHighMemoryUsage", labels: { severity: "warning" }, expect: fires(5) },
      ],
    },
  ],
};

const limit = series(
  "kube_pod_container_resource_limits",
  {
    job: "kube-state-metrics",
    namespace: "freeagentics-prod",
    pod: POD,
    container: "backend",
    resource: "cpu",
  },
  constant(2, SAMPLES),
);

/** One core used by the container. Its pod's cgroup counts the same again, and so does the one above. */
const oneCore = [
  series("container_cpu_usage_seconds_total", { job: "kubelet" }, ramp(9_000, 60, SAMPLES)),
  series("container_cpu_usage_seconds_total", cgroup(""), ramp(9_000, 60, SAMPLES)),
  series("container_cpu_usage_seconds_total", cgroup("backend"), ramp(9_000, 60, SAMPLES)),
];

const everyCgroup: Mend = {
  defect: "FREE-D13",
  facts: ["FREE-METRIC-15"],
  title: "CPU of containers is counted at every level of the cgroups",
  wrong: "Summed, one used core shows as three. The unit is cores, though the text speaks of percent.",
  mended:
    "Only the backend's own container, as a share of its CPU limit. The HPA counts by the request, half of it, so that it acts long before.",
  ours: ["BackendHighCPUUsage"],
  demonstrations: [
    {
      name: "FREE-D13a: one core is used, and the limit is two",
      step: MINUTE,
      series: [limit, ...oneCore],
      document: {
        fact: "FREE-METRIC-15",
        reading: "sum(rate(container_cpu_usage_seconds_total[5m]))",
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 3 }] }],
      },
      ours: [
        {
          expr: 'objective:value_ratio:rate5m{objective="cpu"}',
          values: [
            {
              at: 60 * MINUTE,
              samples: [
                {
                  labels: {
                    __name__: "objective:value_ratio:rate5m",
                    objective: "cpu",
                    pod: POD,
                    service: "backend",
                    system: "freeagentics",
                  },
                  value: 0.5,
                },
              ],
            },
          ],
        },
      ],
    },
    {
      // 1.5 of 2 cores are 75 %. Until five samples are there the rate of a counter that did not start at 0 is too low:
      // 0.225, 0.375 and 0.525 in minutes 1 to 3, and 0.75 from minute 4 on.
      name: "FREE-D13b: 1.5 cores are used, and the limit is two",
      step: MINUTE,
      series: [limit, series("container_cpu_usage_seconds_total", cgroup("backend"), ramp(9_000, 90, SAMPLES))],
      ours: [{ alert: "BackendHighCPUUsage", labels: { severity: "warning", pod: POD }, expect: fires(14) }],
    },
  ],
};

const REGISTRATIONS = "freeagentics_user_registrations_total";

const extrapolated: Mend = {
  defect: "FREE-D17",
  facts: ["FREE-METRIC-09", "FREE-METRIC-10", "FREE-METRIC-11"],
  title: "increase() of business counters is no exact count",
  wrong:
    "One registration shows as 1.25, because `increase` stretches what it saw to the whole window. The first one in a new " +
    "series shows as 0.",
  mended:
    "Nothing can be mended in the query. The counters are declared for dashboards, no alert counts them exactly, and the " +
    "backend has to export each at 0 from the start; then the first event is seen.",
  ours: [],
  demonstrations: [
    {
      name: "FREE-D17a: one registration after five",
      step: MINUTE,
      series: [series(REGISTRATIONS, pod, constant(5, 10), constant(6, 51))],
      document: { fact: "FREE-METRIC-09", values: [{ at: 12 * MINUTE, samples: [{ labels: pod, value: 1.25 }] }] },
      ours: [{ expr: 'count(ALERTS{service="backend",objective!=""})', values: [{ at: 12 * MINUTE, samples: [] }] }],
    },
    {
      name: "FREE-D17b: the first registration ever, in a series that did not exist before",
      step: MINUTE,
      series: [series(REGISTRATIONS, pod, missing(10), constant(1, 51))],
      document: { fact: "FREE-METRIC-09", values: [{ at: 12 * MINUTE, samples: [{ labels: pod, value: 0 }] }] },
      ours: [
        { expr: `increase(${REGISTRATIONS}[5m])`, values: [{ at: 12 * MINUTE, samples: [{ labels: pod, value: 0 }] }] },
      ],
    },
    {
      name: "FREE-D17c: the first registration in a series that was at 0",
      step: MINUTE,
      series: [series(REGISTRATIONS, pod, constant(0, 10), constant(1, 51))],
      ours: [
        { expr: `increase(${REGISTRATIONS}[5m])`, values: [{ at: 12 * MINUTE, samples: [{ labels: pod, value: 1 }] }] },
      ],
    },
  ],
};

/** What the document states wrongly about containers and business counters. */
export const resourceMends: readonly Mend[] = [twoDurations, noLimit, everyCgroup, extrapolated];
