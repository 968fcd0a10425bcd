import { type Duration, seconds } from "../core/quantity.ts";
import { type BurnRate, burnRateTiers } from "../model/burn-rate.ts";
import type { EventIndicator } from "../model/indicator.ts";
import type { Objective } from "../model/objective.ts";

/** Range of the first recordings where no alert needs a shorter one: the shortest window of the SRE workbook. */
const BASE_RANGE_SECONDS = 300;

/** From here on windows are read in tiles ({@link tileOf}); shorter ones read every evaluation. Units: seconds. */
export const TILED_FROM_SECONDS = 86_400;

/**
 * Tiles of a window: so few that promtool, which holds each twice and stops at 10,000 samples, evaluates the whole window.
 */
const MOST_TILES = 4_900;

/** Whole multiples of the first recording's range that a tile may have: up to a day of 5-minute ranges. */
const TILE_MULTIPLES = [1, 2, 3, 6, 12, 24, 48, 96, 288];

/** Length of the tiles that a window is summed from: 5 m up to 17 days, 10 m for 30 days, 30 m for 90. Units: seconds. */
export function tileOf(window: number, base: number): number {
  const multiple = TILE_MULTIPLES.find((candidate) => window / (candidate * base) <= MOST_TILES);
  return base * (multiple ?? TILE_MULTIPLES.at(-1) ?? 1);
}

/** A calendar month burns as 30 days, the window of the workbook's factors. */
const MONTH_SECONDS = 2_592_000;

/** Length of an objective's window. Units: seconds. */
export function windowSeconds(objective: Objective): number | undefined {
  if (objective.over === undefined) return undefined;
  return "calendar" in objective.over ? MONTH_SECONDS : objective.over.value;
}

/** Factor by which the low-traffic policy widens the windows of the alerts; 1 for the other policies. */
export function widening(objective: Objective): number {
  return objective.lowTraffic?.kind === "widenedWindows" ? objective.lowTraffic.factor : 1;
}

const tiers = new WeakMap<Objective, readonly BurnRate[]>();

/** Burn-rate tiers of an objective, widened where its low-traffic policy says so. */
export function tiersOf(objective: Objective): readonly BurnRate[] {
  const known = tiers.get(objective) ?? widened(objective);
  tiers.set(objective, known);
  return known;
}

function widened(objective: Objective): readonly BurnRate[] {
  const window = windowSeconds(objective);
  if (objective.burnRate === undefined || window === undefined) return [];
  const factor = widening(objective);
  const widen = (duration: Duration): Duration => seconds(duration.value * factor);
  return burnRateTiers(objective.burnRate, window).map((tier) => ({
    ...tier,
    long: widen(tier.long),
    short: widen(tier.short),
  }));
}

const windowsOf = new WeakMap<Objective, readonly number[]>();

/** The windows that the alerts of an event objective read, ascending. The first is the range of the recordings. */
export function alertWindows(objective: Objective & { readonly indicator: EventIndicator }): readonly number[] {
  const known = windowsOf.get(objective) ?? readWindows(objective);
  windowsOf.set(objective, known);
  return known;
}

function readWindows(objective: Objective): readonly number[] {
  const windows = [
    ...tiersOf(objective).flatMap(({ long, short }) => [long.value, short.value]),
    ...objective.tiers.flatMap(({ over }) => (over === undefined ? [] : [over.value * widening(objective)])),
  ];
  const base = Math.min(BASE_RANGE_SECONDS * widening(objective), ...windows);
  return [...new Set([base, ...windows])].sort((a, b) => a - b);
}
