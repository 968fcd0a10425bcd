import { RECORDED } from "../../model/conventions.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { alertWindows } from "../../rules/windows.ts";
import type { RecordedSeries } from "../specification.ts";
import { budgetTile } from "../window/watched.ts";
import type { World } from "../world.ts";
import type { Scheduled } from "./schedule.ts";

/** What an incident takes of a budget. Shares. */
export interface Spent {
  readonly before: number;
  readonly after: number;
  readonly spent: number;
}

/**
 * The budget as it is recorded before an incident, and as soon as all of the incident is in it: a tile and a recording range
 * after its end, or when the next one begins. Units: `history` in seconds.
 */
export function spentBy(
  { from, to }: Scheduled,
  next: number,
  objective: EventObjective,
  recorded: readonly RecordedSeries[],
  world: World,
  history: number,
): Spent | undefined {
  const left = recorded.find(({ record }) => record === RECORDED.budgetRemaining)?.values;
  if (left === undefined) return undefined;
  const interval = world.evaluations.interval / 1_000;
  const settled = to + (budgetTile(objective) ?? 0) + (alertWindows(objective)[0] ?? 0) + interval;
  const before = newest(left, Math.ceil((history + from) / interval) - 1);
  const after = newest(left, Math.floor((history + Math.min(settled, next)) / interval));
  return { before, after, spent: before - after };
}

/** The newest value at or before an evaluation. */
function newest(values: Float64Array, index: number): number {
  for (let place = Math.min(index, values.length - 1); place >= 0; place--) {
    const value = values[place] as number;
    if (!Number.isNaN(value)) return value;
  }
  return 1;
}
