import { tidy } from "../../core/decimal.ts";
import { comparisonInWords, quantityInWords } from "../../model/conventions.ts";
import { not } from "../../model/metric.ts";
import { type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { div, eqv, gt, max, sub, unless } from "../../promql/build.ts";
import { defineEntry } from "./entry.ts";
import { fullFilesystems } from "./node-exporter-meaning.ts";
import { optional, required, STATE } from "./parameters.ts";
import { type Draft, type From, timeline } from "./scenarios.ts";
import { type Scope, scope } from "./selection.ts";
import { stageOf, valued } from "./stages.ts";
import { stateDrafts, untilOf } from "./state-scenarios.ts";

/** Types that hold no files of one's own: in memory, layers of others, or images that are full by nature. */
const PSEUDO = /autofs|devtmpfs|erofs|fuse[.]lxcfs|iso9660|nsfs|overlay|ramfs|squashfs|tmpfs/;

const NEAR = 0.002;

/**
 * A filesystem fills up. Compared is what the node exporter says an ordinary user can still write
 * (`node_filesystem_avail_bytes`), so blocks reserved for root count as used. Images that are mounted read-only are full
 * by nature; the exporter's own default lets some of them and of the filesystems in memory through.
 */
export const filesystemUsage = defineEntry({
  name: "filesystemUsage",
  about: "A writable filesystem of a node uses more than a share of its size",
  parameters: {
    ...STATE,
    above: required("ratio", "Share of the filesystem that an ordinary user cannot write any more"),
    mountpoint: optional("selection", "Mount points to watch; default all with files of their own"),
  },
  build: ({ mountpoint, ...options }) => {
    const disks = scope(options, { fstype: not(PSEUDO), mountpoint });
    const by = disks.by("instance", "device", "mountpoint");
    const each = (name: string) => max(disks.select(name), by);
    const used = sub(1, div(each("node_filesystem_avail_bytes"), each("node_filesystem_size_bytes")));
    return {
      expression: unless(gt(used, options.above.value), eqv(each("node_filesystem_readonly"), 1)),
      unit: "ratio",
      summary: "filesystem {{ $labels.mountpoint }} of node {{ $labels.instance }} is nearly full",
      means: `The share of the filesystem that cannot be written any more is ${comparisonInWords("above", options.above)}.`,
      meaning: fullFilesystems(disks, options.above.value),
      stages: stages(disks, options.above.value),
      drafts: drafts(disks, options.above.value, options.for.value),
    };
  },
});

const SIZE = 100 * 2 ** 30;

/** A number of bytes of which every share in percent is whole. */
const DECIMAL = 100e9;

function labelsOf(scope: Scope): Readonly<Record<string, string>> {
  return { mountpoint: "/data", ...scope.labels(), instance: "node-1:9100", device: "/dev/sda1", fstype: "ext4" };
}

/** One byte decides, and whether it can be written at all. */
function stages(scope: Scope, above: number): readonly Stage[] {
  const least = Math.round(DECIMAL * (1 - above));
  const disk = (until: number, free: readonly From[], readonly: readonly From[], phases: readonly Phase[]) => {
    const of = (name: string, values: readonly From[]) => series(name, labelsOf(scope), ...timeline(until, ...values));
    return [
      of("node_filesystem_avail_bytes", free),
      of("node_filesystem_size_bytes", valued(phases, DECIMAL, DECIMAL)),
      of("node_filesystem_readonly", readonly),
    ];
  };
  const used = quantityInWords({ unit: "ratio", value: above });
  return [
    stageOf(
      `a byte more than ${used} of a filesystem is used`,
      (until, phases) => disk(until, valued(phases, least - 1, least), valued(phases, 0, 0), phases),
      "node_filesystem_avail_bytes",
      "node_filesystem_size_bytes",
    ),
    stageOf("a full filesystem becomes writable", (until, phases) =>
      disk(until, valued(phases, least - 1, least - 1), valued(phases, 0, 1), phases),
    ),
  ];
}

function drafts(scope: Scope, above: number, pending: number): readonly Draft[] {
  const high = tidy(Math.min(above + NEAR, 1));
  const low = tidy(above - NEAR);
  const until = untilOf(pending);
  const disk = (
    end: number,
    phases: readonly Phase[],
    own: Readonly<Record<string, string>> = {},
    full = high,
    readonly = 0,
  ): readonly SyntheticSeries[] => {
    const labels = { ...labelsOf(scope), ...own };
    const of = (name: string, on: number, off: number) =>
      series(
        name,
        labels,
        ...timeline(end, ...phases.map(([at, is]) => [at, is === "on" ? on : is === "off" ? off : is] as const)),
      );
    return [
      of("node_filesystem_avail_bytes", Math.round(SIZE * (1 - full)), Math.round(SIZE * (1 - low))),
      of("node_filesystem_size_bytes", SIZE, SIZE),
      of("node_filesystem_readonly", readonly, readonly),
    ];
  };
  const on: readonly Phase[] = [[0, "on"]];
  return [
    ...stateDrafts({
      pending,
      on: `${quantityInWords({ unit: "ratio", value: high })} of a filesystem is used`,
      off: `at ${quantityInWords({ unit: "ratio", value: low })}`,
      idle: "without filesystems",
      exporter: "the node exporter",
      series: (end, ...phases) => disk(end, phases),
    }),
    {
      name: "silent for a squashfs image and a filesystem in memory, both at 100 %",
      obligation: "silent-just-below",
      defect: "FREE-D10",
      series: [
        ...disk(until, on, { device: "/dev/loop0", fstype: "squashfs" }, 1, 1),
        ...disk(until, on, { device: "tmpfs", fstype: "tmpfs" }, 1),
      ],
      until,
    },
    {
      name: "silent for a filesystem that is mounted read-only",
      obligation: "silent-just-below",
      series: disk(until, on, {}, 1, 1),
      until,
    },
  ];
}
