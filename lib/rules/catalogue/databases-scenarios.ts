import { type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { type Draft, timeline, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { stageOf, valued } from "./stages.ts";
import { ONSET, stateDrafts, untilOf } from "./state-scenarios.ts";

interface Server {
  readonly scope: Scope;
  /** Units: seconds. */
  readonly pending: number;
}

/** Stage of a server that its exporter cannot reach. */
export function downStage(scope: Scope, metric: string): Stage {
  return stageOf("its exporter cannot log in to the server", (until, phases) => [
    series(metric, { ...scope.labels(), instance: "exporter:9187" }, ...timeline(until, ...valued(phases, 0, 1))),
  ]);
}

/** Scenarios of a server that its exporter cannot reach; here a lost exporter must fire. */
export function downDrafts({ scope, metric, pending }: Server & { readonly metric: string }): readonly Draft[] {
  const until = untilOf(pending);
  const of = (name: string, end: number, phases: readonly Phase[], own: Readonly<Record<string, string>> = {}) =>
    series(
      name,
      { ...scope.labels(), instance: "exporter:9187", ...own },
      ...timeline(end, ...phases.map(([at, is]) => [at, is === "on" ? 0 : is === "off" ? 1 : is] as const)),
    );
  const fails: readonly Phase[] = [
    [0, "off"],
    [ONSET, "on"],
  ];
  return [
    ...stateDrafts({
      pending,
      on: "the server stops answering",
      off: "for a server that answers",
      idle: "for a server that nobody uses",
      nothing: [of(metric, until, [[0, "off"]])],
      exporter: "the exporter",
      series: (end, ...phases) => [of(metric, end, phases)],
    }).filter(({ obligation }) => obligation !== "target-lost"),
    {
      name: `fires ${words(pending)} after the exporter left service discovery`,
      obligation: "target-lost",
      series: [
        of(metric, until, [
          [0, "off"],
          [ONSET, "stale"],
        ]),
      ],
      until,
    },
    {
      name: `fires ${words(pending)} after the first evaluation when there never was an exporter`,
      obligation: "target-never-seen",
      defect: "FREE-D05",
      series: [],
      until,
    },
    {
      name: `fires ${words(pending)} after the server stops answering while the exporter is up`,
      obligation: "fires-just-above",
      defect: "FREE-D04",
      series: [of("up", until, [[0, "off"]]), of(metric, until, fails)],
      until,
    },
    {
      name: `fires ${words(pending)} after the first evaluation although another job's server answers`,
      obligation: "isolation",
      defect: "X-D02",
      series: [of(metric, until, [[0, "off"]], { job: "another-job" })],
      until,
    },
    {
      name: "stays on when the exporter vanishes after the server",
      obligation: "target-lost",
      series: [of(metric, until, [...fails, [ONSET + 60, "stale"]])],
      until,
    },
    {
      name: "fires once when one of two servers stops answering",
      obligation: "one-replica-bad",
      series: [of(metric, until, fails), of(metric, until, [[0, "off"]], { instance: "exporter-2:9187" })],
      until,
    },
  ];
}

/** `max_connections` of the synthetic server. */
const MOST = 1_000;

/** Stage of postgresConnections: one connection decides. */
export function connectionStage(scope: Scope, above: number): Stage {
  const most = Math.floor(above * MOST + 1e-9);
  const labels = { ...scope.labels(), instance: "exporter:9187" };
  return stageOf(
    `${most + 1} of ${MOST} connections are in use`,
    (until, phases) => {
      const of = (name: string, own: Readonly<Record<string, string>>, on: number, off: number) =>
        series(name, { ...labels, ...own }, ...timeline(until, ...valued(phases, on, off)));
      return [
        of("pg_stat_activity_count", { datname: "app", state: "active" }, most - 9, most - 10),
        of("pg_stat_activity_count", { datname: "app", state: "idle" }, 10, 10),
        of("pg_settings_max_connections", {}, MOST, MOST),
      ];
    },
    "pg_stat_activity_count",
    "pg_settings_max_connections",
  );
}

/** Scenarios of postgresConnections. */
export function connectionDrafts({ scope, above, pending }: Server & { readonly above: number }): readonly Draft[] {
  const most = Math.floor(above * MOST + 1e-9);
  const until = untilOf(pending);
  const labels = { ...scope.labels(), instance: "exporter:9187" };
  const server = (end: number, phases: readonly Phase[], on = most + 1, off = most): readonly SyntheticSeries[] => {
    const of = (name: string, own: Readonly<Record<string, string>>, high: number, low: number) =>
      series(
        name,
        { ...labels, ...own },
        ...timeline(end, ...phases.map(([at, is]) => [at, is === "on" ? high : is === "off" ? low : is] as const)),
      );
    return [
      of("pg_stat_activity_count", { datname: "app", state: "active" }, on - 10, off - 10),
      of("pg_stat_activity_count", { datname: "app", state: "idle" }, 10, 10),
      of("pg_settings_max_connections", {}, MOST, MOST),
    ];
  };
  return stateDrafts({
    pending,
    on: `${most + 1} of ${MOST} connections are in use`,
    off: `for ${most} of ${MOST}`,
    idle: "for a server with ten idle connections",
    nothing: server(until, [[0, "on"]], 10),
    exporter: "the exporter",
    series: (end, ...phases) => server(end, phases),
  });
}
