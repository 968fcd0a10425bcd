import { constant, ramp, type SyntheticSeries, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { fires, MINUTE, node, SAMPLES, silent } from "./mend-series.ts";

/** CPU seconds of a node's cores, each idle for a share of its time. They were up for long before. */
export function cores(labels: Readonly<Record<string, string>>, idle: readonly number[]): readonly SyntheticSeries[] {
  return idle.flatMap((share, cpu) =>
    Object.entries({ idle: share, user: 1 - share }).map(([mode, part]) =>
      series("node_cpu_seconds_total", { ...labels, cpu: `${cpu}`, mode }, ramp(9_000, part * MINUTE, SAMPLES)),
    ),
  );
}

const GIB = 1_073_741_824;

function memory(availableGib: number): readonly SyntheticSeries[] {
  return [
    series("node_memory_MemAvailable_bytes", node, constant(availableGib * GIB, SAMPLES)),
    series("node_memory_MemTotal_bytes", node, constant(8 * GIB, SAMPLES)),
  ];
}

const perCore: Mend = {
  defect: "FREE-D06",
  facts: ["FREE-ALERT-05", "FREE-METRIC-05"],
  title: "HighCPUUsage judges every core by itself",
  wrong: "The exporter counts per core. One busy core of four alerts for a node that is three quarters idle.",
  mended: "The time of all cores of a node together.",
  ours: ["HighCPUUsage"],
  demonstrations: [
    {
      name: "FREE-D06a: one of four cores is busy, the node at 26 %",
      step: MINUTE,
      series: cores(node, [0, 0.98, 0.98, 1]),
      document: {
        fact: "FREE-ALERT-05",
        expect: fires(11),
      },
      ours: [{ alert: "HighCPUUsage", labels: {}, expect: silent }],
    },
    {
      name: "FREE-D06b: all four cores are busy, the node at 85 %",
      step: MINUTE,
      series: cores(node, [0.15, 0.15, 0.15, 0.15]),
      document: { fact: "FREE-ALERT-05", expect: fires(11, 4) },
      ours: [{ alert: "HighCPUUsage", labels: { severity: "warning" }, expect: fires(11) }],
    },
  ],
};

const percentTwice: Mend = {
  defect: "FREE-D07",
  facts: ["FREE-ALERT-04", "FREE-ALERT-05"],
  title: "percent of percent in the annotations",
  wrong: "The expressions count from 0 to 100, and `humanizePercentage` multiplies by 100 again.",
  mended: "Shares stay between 0 and 1 until they are printed.",
  ours: ["HighCPUUsage", "HighMemoryUsage"],
  demonstrations: [
    {
      name: "FREE-D07a: 87.5 % of the memory are used",
      step: MINUTE,
      series: memory(1),
      document: {
        fact: "FREE-ALERT-04",
        sent: [
          {
            at: 20 * MINUTE,
            alerts: [
              {
                labels: { severity: "warning", ...node },
                annotations: { summary: "High memory usage", description: "Memory usage is 8750%" },
              },
            ],
          },
        ],
      },
      ours: [
        {
          alert: "HighMemoryUsage",
          labels: { severity: "warning" },
          expect: fires(10),
          sent: [
            {
              at: 20 * MINUTE,
              alerts: [
                {
                  labels: {
                    severity: "warning",
                    priority: "High",
                    namespace: "freeagentics-prod",
                    system: "freeagentics",
                    service: "node-exporter",
                    cluster: "freeagentics",
                    instance: "10.0.1.1:9100",
                  },
                  annotations: {
                    summary: "FreeAgentics node-exporter: memory of node 10.0.1.1:9100 is nearly used up",
                    description:
                      "The share of the node's memory that is not available is above 80 %. For at least 10m. Value: 87.5%.",
                    runbook_url: "https://runbooks.example.com/freeagentics/runbooks/high-memory-usage.md#warning",
                  },
                },
              ],
            },
          ],
        },
      ],
    },
    {
      name: "FREE-D07b: the one core is 98 % busy",
      step: MINUTE,
      series: cores(node, [0.02]),
      document: {
        fact: "FREE-ALERT-05",
        sent: [
          {
            at: 20 * MINUTE,
            alerts: [
              {
                labels: { severity: "warning", ...node, cpu: "0", mode: "idle" },
                annotations: { summary: "High CPU usage", description: "CPU usage is 9800%" },
              },
            ],
          },
        ],
      },
      ours: [{ alert: "HighCPUUsage", labels: { severity: "warning" }, expect: fires(11) }],
    },
  ],
};

/** What the document states wrongly about nodes. */
export const nodeMends: readonly Mend[] = [perCore, percentTwice];
