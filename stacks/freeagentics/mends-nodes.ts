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
                    dashboard_url: "https://freeagentics.com/grafana/d/freeagentics-node-exporter",
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

function filesystem(device: string, fstype: string, mountpoint: string, freeGib: number): readonly SyntheticSeries[] {
  const labels = { ...node, device, fstype, mountpoint };
  return [
    series("node_filesystem_avail_bytes", labels, constant(freeGib * GIB, SAMPLES)),
    series("node_filesystem_size_bytes", labels, constant(100 * GIB, SAMPLES)),
    series("node_filesystem_readonly", labels, constant(fstype === "squashfs" ? 1 : 0, SAMPLES)),
  ];
}

const image = { ...node, device: "/dev/loop0", fstype: "squashfs", mountpoint: "/snap/core" };

const fullByNature: Mend = {
  defect: "FREE-D10",
  facts: ["FREE-METRIC-07"],
  title: "Disk Usage shows images as full disks, and no rule watches it",
  wrong:
    "Images that are mounted read-only are full by nature and show as 100 %. No disk alerts, though a full one stops all.",
  mended:
    "Filesystems of images and in memory are left out. A warning above 80 %, a page above 90 %; both are assumed.",
  ours: ["HighDiskUsage"],
  demonstrations: [
    {
      name: "FREE-D10a: an image is full, as ever",
      step: MINUTE,
      series: filesystem("/dev/loop0", "squashfs", "/snap/core", 0),
      document: { fact: "FREE-METRIC-07", values: [{ at: 60 * MINUTE, samples: [{ labels: image, value: 100 }] }] },
      ours: [{ alert: "HighDiskUsage", labels: {}, expect: silent }],
    },
    {
      name: "FREE-D10b: a disk is full to 85 %",
      step: MINUTE,
      series: filesystem("/dev/sda1", "ext4", "/", 15),
      ours: [
        { alert: "HighDiskUsage", labels: { severity: "warning" }, expect: fires(10) },
        { alert: "HighDiskUsage", labels: { severity: "critical" }, expect: silent },
      ],
    },
  ],
};

const MIB = 1_048_576;

/** Bytes that a device carries. Units: MiB per second. */
function device(name: string, receive: number, transmit: number): readonly SyntheticSeries[] {
  return Object.entries({ receive, transmit }).map(([way, rate]) =>
    series(`node_network_${way}_bytes_total`, { ...node, device: name }, ramp(0, rate * MIB * MINUTE, SAMPLES)),
  );
}

function received(name: string, mebibytesPerSecond: number) {
  const samples = [{ labels: { ...node, device: name }, value: mebibytesPerSecond * MIB }];
  return [{ at: 60 * MINUTE, samples }];
}

const oneWay: Mend = {
  defect: "FREE-D11",
  facts: ["FREE-METRIC-08"],
  title: "Network I/O is what is received, on the loopback too",
  wrong: "What is sent is left out, and what the loopback and the ends of container networks carry is counted again.",
  mended: "Received and sent together, on real devices. The threshold of the note for capacity is assumed.",
  ours: ["HighNetworkIO"],
  demonstrations: [
    {
      name: "FREE-D11a: the loopback carries 200 MiB/s",
      step: MINUTE,
      series: device("lo", 200, 200),
      document: { fact: "FREE-METRIC-08", values: received("lo", 200) },
      ours: [{ alert: "HighNetworkIO", labels: {}, expect: silent }],
    },
    {
      // The rate of a counter that began at 0 is 24, 48, 72 and 96 MiB/s in minutes 1 to 4, and 120 from minute 5 on.
      name: "FREE-D11b: eth0 receives 60 MiB/s and sends as much",
      step: MINUTE,
      series: device("eth0", 60, 60),
      document: { fact: "FREE-METRIC-08", values: received("eth0", 60) },
      ours: [{ alert: "HighNetworkIO", labels: { severity: "info", device: "eth0" }, expect: fires(15) }],
    },
  ],
};

/** What the document states wrongly about nodes. */
export const nodeMends: readonly Mend[] = [perCore, percentTwice, fullByNature, oneWay];
