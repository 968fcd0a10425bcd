import { complement } from "../../core/decimal.ts";
import { given } from "../../core/given.ts";
import { RECORDED, windowName } from "../../model/conventions.ts";
import { MONTH_TILE_SECONDS } from "../../rules/calendar-month.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { alertWindows, TILED_FROM_SECONDS, tileOf, windowSeconds } from "../../rules/windows.ts";
import type { SummedWindow } from "./window-bound.ts";

/** A recording that sums the events of a window. */
export interface Watched {
  readonly record: string;
  readonly window: SummedWindow;
  /** True where it records what is left of one unit; otherwise it is the ratio of bad events itself. */
  readonly left: boolean;
  /** The ratio that one of its units is. */
  readonly unit: number;
}

/** Days of a month after which its budget is judged as a whole. Units: seconds. */
const EARLY_IN_MONTH = 604_800;

/** The ratios that an objective records, and its budget. Units: `start` as Unix time and `interval` in seconds. */
export function watched(objective: EventObjective, start: number, interval: number): readonly Watched[] {
  const { indicator, target, over } = objective;
  const [base = 0] = alertWindows(objective);
  const month = over !== undefined && "calendar" in over;
  const whole = windowSeconds(objective) ?? 0;
  const lengths = new Set([...alertWindows(objective), ...(month ? [] : [whole])]);
  const ratios = [...lengths].map((seconds): Watched => {
    const window: SummedWindow = {
      length: seconds,
      fullFrom: seconds,
      ...given("tile", tilesOf(seconds, base)),
      ...(seconds === base && indicator.kind !== "up" ? { first: true } : {}),
    };
    return { record: RECORDED.errorRatio(windowName(seconds)), window, left: false, unit: 1 };
  });
  if (target === undefined) return ratios;
  const allowed = complement(target.value);
  const budget: SummedWindow = month
    ? {
        length: (index) => sinceMonthBegan(start + index * interval),
        fullFrom: EARLY_IN_MONTH,
        ...given("tile", budgetTile(objective)),
      }
    : { length: whole, fullFrom: whole, ...given("tile", budgetTile(objective)) };
  return [...ratios, { record: RECORDED.budgetRemaining, window: budget, left: true, unit: allowed }];
}

/** The ratio of bad events that a recorded value stands for. */
export function ratioOf({ left, unit }: Watched, value: number): number {
  return left ? (1 - value) * unit : value;
}

/** Length of the tiles that the budget is summed from; none where it is summed from every evaluation. Units: seconds. */
export function budgetTile(objective: EventObjective): number | undefined {
  const { over } = objective;
  if (over !== undefined && "calendar" in over) return MONTH_TILE_SECONDS;
  return tilesOf(windowSeconds(objective) ?? 0, alertWindows(objective)[0] ?? 0);
}

/** Windows from a day on are summed from tiles. Units: seconds. */
function tilesOf(window: number, base: number): number | undefined {
  return window >= TILED_FROM_SECONDS ? tileOf(window, base) : undefined;
}

/** Units: Unix time and length in seconds. */
function sinceMonthBegan(time: number): number {
  const now = new Date(time * 1_000);
  return time - Date.UTC(now.getUTCFullYear(), now.getUTCMonth()) / 1_000;
}
