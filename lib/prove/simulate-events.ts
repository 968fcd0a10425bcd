import { complement, tidy } from "../core/decimal.ts";
import type { BurnRate } from "../model/burn-rate.ts";
import type { Comparison, Tier } from "../model/tier.ts";
import type { EventObjective } from "../rules/event-series.ts";
import { countsGood } from "../rules/threshold.ts";
import { alertWindows, TILED_FROM_SECONDS, tileOf, widening } from "../rules/windows.ts";
import type { DrivenSeries } from "./drive-events.ts";
import { firingSteps, overTiles, overWindow, rateAt, type Track, track } from "./reference.ts";

/** What one alert of an event objective asks of its windows. Units: seconds. */
export interface EventCondition {
  readonly windows: readonly {
    readonly seconds: number;
    readonly comparison: Comparison;
    readonly threshold: number;
  }[];
  /** Longest window, in which the low-traffic guard counts. */
  readonly guardWindow: number;
  readonly pending: number;
}

/** The condition of a burn-rate tier. */
export function burnRateCondition(objective: EventObjective, tier: BurnRate): EventCondition {
  const threshold = tidy(tier.factor * complement(objective.target?.value ?? 0));
  return {
    windows: [tier.long, tier.short].map(({ value }) => ({ seconds: value, comparison: "above", threshold })),
    guardWindow: tier.long.value,
    pending: tier.for?.value ?? 0,
  };
}

/** The condition of a threshold tier. */
export function tierCondition(objective: EventObjective, tier: Tier): EventCondition {
  const base = alertWindows(objective)[0] ?? 0;
  const seconds = tier.over === undefined ? base : tier.over.value * widening(objective);
  return {
    windows: [{ seconds, comparison: tier.comparison, threshold: tier.threshold.value }],
    guardWindow: seconds,
    pending: tier.for.value,
  };
}

/** True when a value is beyond a threshold. */
export function beyond(comparison: Comparison, value: number, threshold: number): boolean {
  switch (comparison) {
    case "above":
      return value > threshold;
    case "atLeast":
      return value >= threshold;
    case "below":
      return value < threshold;
    case "atMost":
      return value <= threshold;
  }
}

/** The steps at which the alert must fire on the driven series, by arithmetic. Units: `step` in seconds. */
export function simulateEvents(
  objective: EventObjective,
  driven: readonly DrivenSeries[],
  condition: EventCondition,
  step: number,
  steps: number,
): readonly boolean[] {
  const base = alertWindows(objective)[0] ?? 0;
  const recorded = objective.indicator.kind === "up" ? moments(driven, steps) : events(driven, base, step, steps);
  const tiles = tileTracks(recorded, base, step);
  const holds = Array.from({ length: steps }, (_, index) => {
    const over = (series: Track, seconds: number, combine: "sum" | "mean", tile = base): number | undefined =>
      seconds >= TILED_FROM_SECONDS
        ? overTiles(series, index, step, seconds, tile, combine)
        : overWindow(series, index, step, seconds, combine);
    const ratio = (seconds: number): number | undefined => {
      const tile = seconds >= TILED_FROM_SECONDS ? tileOf(seconds, base) : base;
      if (recorded.total === undefined) {
        return over(seconds >= TILED_FROM_SECONDS ? tiles.bad(tile) : recorded.bad, seconds, "mean", tile);
      }
      const newest = seconds === base;
      const bad = newest ? recorded.bad[index] : over(tiles.bad(tile), seconds, "sum", tile);
      const total = newest ? recorded.total[index] : over(tiles.total(tile), seconds, "sum", tile);
      return bad === undefined || total === undefined || total <= 0 ? undefined : bad / total;
    };
    const counted = (series: Track): number => {
      if (condition.guardWindow === base) return (series[index] ?? 0) * base;
      const each = condition.guardWindow >= TILED_FROM_SECONDS ? base : step;
      return (over(series, condition.guardWindow, "sum") ?? 0) * each;
    };
    return (
      condition.windows.every(({ seconds, comparison, threshold }) => {
        const share = ratio(seconds);
        if (share === undefined) return false;
        return beyond(
          comparison,
          countsGood(objective) && condition.windows.length === 1 ? 1 - share : share,
          threshold,
        );
      }) && enough(objective, recorded, counted)
    );
  });
  return firingSteps(holds, step, condition.pending);
}

interface Recorded {
  readonly bad: Track;
  /** Absent for moments of time. */
  readonly total?: Track;
}

/** What the windows from a day on are made of: means over a tile, each made once. */
function tileTracks({ bad, total }: Recorded, base: number, step: number) {
  const made = new Map<string, Track>();
  const once = (series: Track, name: string, tile: number): Track => {
    const moments = total === undefined;
    const known = made.get(`${name} ${tile}`);
    if (known !== undefined) return known;
    const track =
      tile === base && !moments
        ? series
        : series.map((_, index) =>
            moments
              ? overWindow(series, index, step, tile, "mean")
              : overTiles(series, index, step, tile, base, "mean"),
          );
    made.set(`${name} ${tile}`, track);
    return track;
  };
  return { bad: (tile: number) => once(bad, "bad", tile), total: (tile: number) => once(total ?? [], "total", tile) };
}

function enough(objective: EventObjective, recorded: Recorded, counted: (series: Track) => number): boolean {
  const policy = objective.lowTraffic;
  if (policy?.kind === "minimumFailures") return counted(recorded.bad) >= policy.count;
  if (policy?.kind === "minimumEvents") return counted(recorded.total ?? []) >= policy.count;
  return true;
}

function events(driven: readonly DrivenSeries[], base: number, step: number, steps: number): Recorded {
  const counters = driven.map((one) => ({ ...one, track: track(one.series.samples, steps) }));
  const rates = (role: "bad" | "total"): Track =>
    Array.from({ length: steps }, (_, index) => {
      const parts = counters
        .filter((one) => one[role] !== 0)
        .map((one) => ({ weight: one[role], rate: rateAt(one.track, index, step, base) }));
      const present = parts.filter(({ rate }) => rate !== undefined);
      if (present.length === 0) return undefined;
      return Math.max(
        0,
        present.reduce((sum, { weight, rate }) => sum + weight * (rate ?? 0), 0),
      );
    });
  return { bad: rates("bad"), total: rates("total") };
}

function moments(driven: readonly DrivenSeries[], steps: number): Recorded {
  const targets = driven.map(({ series }) => track(series.samples, steps));
  const bad = Array.from({ length: steps }, (_, index) => (targets.some((target) => target[index] === 1) ? 0 : 1));
  return { bad };
}
