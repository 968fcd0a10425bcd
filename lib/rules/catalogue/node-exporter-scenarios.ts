import { tidy } from "../../core/decimal.ts";
import { quantityInWords } from "../../model/conventions.ts";
import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { type Draft, type From, STEP, timeline, up, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { growing, stageOf, valued } from "./stages.ts";
import { stateDrafts, untilOf } from "./state-scenarios.ts";

/** What the scenarios of a node's usage depend on. Units: `pending` and `over` in seconds. */
export interface Usage {
  readonly scope: Scope;
  readonly above: number;
  readonly pending: number;
}

/** Distance of just above and just below from the threshold: far from float noise, near enough to prove the number. */
const NEAR = 0.002;

/** What the CPU counters stood at before, so that no counter is near its birth. Units: seconds. */
const BEFORE = 100_000;

const CORES = 4;

/** Counters of a node whose usage changes at some times, every core alike. */
function cpu(scope: Scope, until: number, ...usages: readonly (readonly [at: number, usage: number | "stale"])[]) {
  return Array.from({ length: CORES }, (_, core) => core).flatMap((core) =>
    ["idle", "user"].map((mode) => {
      const share = (usage: number): number => (mode === "idle" ? 1 - usage : usage);
      return cpuSeries(
        scope,
        `${core}`,
        mode,
        until,
        ...usages.map(([at, usage]) => [at, usage === "stale" ? usage : share(usage)] as const),
      );
    }),
  );
}

function cpuSeries(
  scope: Scope,
  core: string,
  mode: string,
  until: number,
  ...shares: readonly (readonly [at: number, share: number | "stale"])[]
): SyntheticSeries {
  let counted = BEFORE;
  let last = 0;
  let rate = 0;
  const samples = shares.flatMap(([at, share], index): readonly Samples[] => {
    counted += rate * (at - last);
    const from = tidy(counted);
    const end = shares[index + 1]?.[0] ?? up(until) + STEP;
    const increase = share === "stale" ? 0 : tidy(share * STEP);
    [last, rate] = [at, increase / STEP];
    return share === "stale" ? [{ kind: "stale" }] : [{ kind: "ramp", from, increase, steps: (end - at) / STEP }];
  });
  return series("node_cpu_seconds_total", { ...scope.labels(), instance: "node-1:9100", cpu: core, mode }, ...samples);
}

/** Most cores of a node that is exactly as busy as the threshold, when each of them is wholly busy or wholly idle. */
const MOST_CORES = 20;

/** Busy time of one core that takes the node just beyond the threshold. Units: seconds per second. */
const A_LITTLE = 1e-4;

/** Cores of a node, and how many of them make exactly the threshold; 100 where no smaller number does. */
function exactCores(above: number): { readonly cores: number; readonly busy: number } {
  for (let cores = 2; cores <= MOST_CORES; cores++) {
    const busy = Number((above * cores).toFixed(9));
    if (Number.isInteger(busy)) return { cores, busy };
  }
  return { cores: MOST_CORES, busy: Math.floor(above * MOST_CORES) };
}

/** Stage of nodeCpuUsage: a node goes from idle to just beyond the threshold. */
export function cpuStage(scope: Scope, above: number, over: number): Stage {
  const { cores, busy } = exactCores(above);
  const node = (until: number, phases: readonly Phase[], extra: number): readonly SyntheticSeries[] =>
    Array.from({ length: cores }, (_, core) => core).flatMap((core) => {
      const used = core < busy ? 1 : core === busy ? extra : 0;
      const of = (mode: string, on: number, off: number) =>
        series(
          "node_cpu_seconds_total",
          { ...scope.labels(), instance: "node-1:9100", cpu: `${core}`, mode },
          ...timeline(until, ...growing(phases, on, off, BEFORE)),
        );
      return [of("idle", 1 - used, 1), of("user", used, 0)];
    });
  return {
    ...stageOf(
      `${busy} of ${cores} cores are busy, and another one for a moment`,
      (until, phases) => node(until, phases, A_LITTLE),
      "node_cpu_seconds_total",
    ),
    ...(Number.isInteger(Number((above * cores).toFixed(9)))
      ? { at: (until: number) => node(until, [[0, "on"]], 0) }
      : {}),
    onset: up(over) + 300,
  };
}

/** Scenarios of nodeCpuUsage. */
export function cpuDrafts({ scope, above, over, pending }: Usage & { readonly over: number }): readonly Draft[] {
  const high = tidy(Math.min(above + NEAR, 1));
  const low = tidy(above - NEAR);
  const end = up(over) + up(pending) + 300;
  const until = end + up(over) + 300;
  const idle = cpu(scope, until, [0, 0]);
  const oneCore = Array.from({ length: CORES }, (_, core) => core).flatMap((core) =>
    ["idle", "user"].map((mode) =>
      cpuSeries(scope, `${core}`, mode, until, [0, (core === 0) === (mode === "user") ? 0.99 : 0.01]),
    ),
  );
  const busy = `${quantityInWords({ unit: "ratio", value: high })} busy`;
  return [
    {
      name: `fires ${words(pending)} after the first two scrapes of a node that is ${busy}`,
      obligation: "fires-just-above",
      series: cpu(scope, end, [0, high]),
      until: end,
    },
    {
      name: `silent at ${quantityInWords({ unit: "ratio", value: low })}`,
      obligation: "silent-just-below",
      series: cpu(scope, until, [0, low]),
      until,
    },
    {
      name: "resolves when the load has gone",
      obligation: "resolves",
      series: cpu(scope, until, [0, high], [end, 0]),
      until,
    },
    {
      name: `silent ${words(over)} after the exporter is lost, whose own alert tells`,
      obligation: "target-lost",
      series: cpu(scope, until, [0, high], [end, "stale"]),
      // A rate needs two samples in the range; the last one was a step before the end.
      until,
    },
    { name: "silent for an idle node", obligation: "no-traffic", series: idle, until },
    ...(above <= 0.3
      ? []
      : [
          {
            name: "silent for one busy core of four",
            obligation: "silent-just-below",
            defect: "FREE-D06",
            series: oneCore,
            until,
          } satisfies Draft,
        ]),
  ];
}

const TOTAL = 16 * 2 ** 30;

/** A number of bytes of which every share in percent is whole. */
const DECIMAL = 16e9;

/** Stage of nodeMemoryUsage: one byte decides. */
export function memoryStage(scope: Scope, above: number): Stage {
  const free = Math.round(DECIMAL * (1 - above));
  const about = `a byte more than ${quantityInWords({ unit: "ratio", value: above })} of the memory is used`;
  return stageOf(
    about,
    (until, phases) => {
      const of = (name: string, values: readonly From[]) =>
        series(name, { ...scope.labels(), instance: "node-1:9100" }, ...timeline(until, ...values));
      return [
        of("node_memory_MemAvailable_bytes", valued(phases, free - 1, free)),
        of("node_memory_MemTotal_bytes", valued(phases, DECIMAL, DECIMAL)),
      ];
    },
    "node_memory_MemAvailable_bytes",
    "node_memory_MemTotal_bytes",
  );
}

/** Scenarios of nodeMemoryUsage. */
export function memoryDrafts({ scope, above, pending }: Usage): readonly Draft[] {
  const high = tidy(Math.min(above + NEAR, 1));
  const low = tidy(above - NEAR);
  const node = (until: number, phases: readonly Phase[], on = high): readonly SyntheticSeries[] => {
    const of = (name: string, value: (usage: number) => number) =>
      series(
        name,
        { ...scope.labels(), instance: "node-1:9100" },
        ...timeline(
          until,
          ...phases.map(([at, is]) => [at, is === "on" ? value(on) : is === "off" ? value(low) : is] as const),
        ),
      );
    return [
      of("node_memory_MemAvailable_bytes", (usage) => Math.round(TOTAL * (1 - usage))),
      of("node_memory_MemTotal_bytes", () => TOTAL),
    ];
  };
  return stateDrafts({
    pending,
    on: `${quantityInWords({ unit: "ratio", value: high })} of the memory is used`,
    off: `at ${quantityInWords({ unit: "ratio", value: low })}`,
    idle: "for an idle node",
    nothing: node(untilOf(pending), [[0, "on"]], 0.05),
    exporter: "the node exporter",
    series: (until, ...phases) => node(until, phases),
  });
}
