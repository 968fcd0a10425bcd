import { series } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { type Draft, type From, timeline, up, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { stageOf, valued } from "./stages.ts";

interface Pool {
  readonly scope: Scope;
  readonly active: string;
  readonly capacity: string;
  readonly by: readonly string[];
  readonly atLeast: number;
  /** Units: seconds. */
  readonly over: number;
  readonly pending: number;
}

/** Size of the synthetic pool, large enough that one connection is little. */
const SIZE = 10_000;

const ONSET = 300;

/** Stage of connectionPoolSaturation: an empty pool fills up to exactly the share that is too much. */
export function poolStage({ scope, active, capacity, by, atLeast, over }: Pool): Stage {
  const labels = { ...Object.fromEntries(by.map((label) => [label, `${label}-1`])), ...scope.labels() };
  const limit = Math.ceil(atLeast * SIZE - 1e-9);
  return {
    ...stageOf(
      `${limit} of ${SIZE} connections are in use`,
      (until, phases) => [
        series(active, labels, ...timeline(until, ...valued(phases, limit, 0))),
        series(capacity, labels, ...timeline(until, ...valued(phases, SIZE, SIZE))),
      ],
      active,
      capacity,
    ),
    at: (until) => [
      series(active, labels, ...timeline(until, [0, limit - 1])),
      series(capacity, labels, ...timeline(until, [0, SIZE])),
    ],
    onset: up(over) + 300,
  };
}

/** Scenarios of connectionPoolSaturation. */
export function poolDrafts(given: Pool): readonly Draft[] {
  const { scope, atLeast, over, pending } = given;
  const limit = Math.ceil(atLeast * SIZE - 1e-9);
  const end = ONSET + up(over) + up(pending) + 300;
  const until = end + up(over) + 600;
  const labels = { ...Object.fromEntries(given.by.map((label) => [label, `${label}-1`])), ...scope.labels() };
  const pool = (
    size: number,
    used: readonly From[],
    last = until,
    extra: Readonly<Record<string, string>> = {},
  ): Pick<Draft, "series" | "until"> => {
    const busy = timeline(last, ...used);
    const all = timeline(last, ...used.map(([at, value]) => [at, typeof value === "number" ? size : value] as const));
    return {
      series: [series(given.active, labels, ...busy), series(given.capacity, { ...labels, ...extra }, ...all)],
      until: last,
    };
  };
  const dips = Array.from({ length: 15 }, (_, round): readonly From[] => [
    [round * 240, 20],
    [round * 240 + 180, 18],
  ]).flat();
  return [
    {
      name: `fires ${words(pending)} after the mean of ${words(over)} is ${limit} of ${SIZE} connections`,
      obligation: "fires-just-above",
      ...pool(SIZE, [
        [0, 0],
        [ONSET, limit],
      ]),
    },
    {
      name: `silent for ${limit - 1} of ${SIZE}`,
      obligation: "silent-just-below",
      ...pool(SIZE, [[0, limit - 1]]),
    },
    {
      name: "resolves when the pool empties",
      obligation: "resolves",
      ...pool(SIZE, [
        [0, 0],
        [ONSET, limit],
        [end, 0],
      ]),
    },
    {
      name: `silent ${words(over)} after the application is lost, whose own alert tells`,
      obligation: "target-lost",
      ...pool(SIZE, [
        [0, 0],
        [ONSET, limit],
        [end, "stale"],
      ]),
    },
    { name: "silent for an idle pool", obligation: "no-traffic", ...pool(SIZE, [[0, 0]]) },
    {
      name: "19 of 20 connections in use for an hour",
      obligation: "fires-just-above",
      defect: "OCTO-D06",
      ...pool(20, [[0, 19]], 3_600),
    },
    {
      name: "20 of 20 connections in use, 18 at one scrape in four",
      obligation: "flapping",
      defect: "OCTO-D06",
      ...pool(20, dips, 3_600),
    },
    {
      name: `fires ${words(pending)} after the first scrape though the size has a label more than the use`,
      obligation: "fires-just-above",
      defect: "OCTO-D07",
      ...pool(SIZE, [[0, SIZE]], until, { pool: "main" }),
    },
    {
      name: "a pool that is made smaller, from 20 connections to 10, while 9 are in use",
      obligation: "flapping",
      series: [
        series(given.active, labels, ...timeline(3_600, [0, 9])),
        series(given.capacity, labels, ...timeline(3_600, [0, 20], [1_800, 10])),
      ],
      until: 3_600,
    },
    {
      name: "fires for a pool of one connection that had no limit before",
      obligation: "born-late",
      series: [given.active, given.capacity].map((metric) =>
        series(metric, labels, ...timeline(until, [0, 0], [ONSET, 1])),
      ),
      until,
    },
    { name: "silent for a pool without a limit", obligation: "silent-just-below", ...pool(0, [[0, 5]]) },
  ];
}
