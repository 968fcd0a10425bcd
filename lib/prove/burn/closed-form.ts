import { tidy } from "../../core/decimal.ts";
import { type Burning, type BurnTier, tileLength } from "./burning.ts";

/** Multiples of the budget's burn that obligations name. */
export const BURN_MULTIPLES: readonly number[] = [100, 50, 10, 5, 2];

/** Share of bad events at a multiple of the budget's burn: never more than all. */
export function shareAt(multiple: number, { budget }: Pick<Burning, "budget">): number {
  return Math.min(1, tidy(multiple * budget));
}

/**
 * Time from the beginning of an incident until a tier fires, after a clean window and while nothing else changes:
 * `long x threshold / share`, as https://sre.google/workbook/alerting-on-slos/ has it, later by what the recordings smear.
 * `undefined` where it stays silent. Units: seconds.
 */
export function detectionTime(tier: BurnTier, share: number, burning: Burning): number | undefined {
  const { long, short, threshold, pending } = tier;
  if (burning.moments) {
    const most = (window: number): number => Math.ceil(tidy((window / burning.interval) * share));
    const needed = momentsToFire(tier, burning);
    if (most(long) < needed || most(short) < momentsNeeded(tier, short, burning)) return undefined;
    return indexOfBad(needed, share) * burning.interval + pending;
  }
  if (share <= threshold) return undefined;
  const reached = [long, short].map((window) => smeared(window, (window * threshold) / share, burning));
  return Math.max(...reached) + pending;
}

/**
 * Time from the end of an incident until a tier is silent again: `short x (1 - threshold / share)`, later by what the
 * recordings smear. Units: seconds.
 */
export function resetTime(tier: BurnTier, share: number, burning: Burning): number {
  const { long, short, threshold } = tier;
  if (burning.moments) {
    const leaves = (window: number, needed: number): number =>
      Math.max(0, window - (1 + indexOfBad(needed, share)) * burning.interval);
    return Math.min(leaves(long, momentsToFire(tier, burning)), leaves(short, momentsNeeded(tier, short, burning)));
  }
  return smeared(short, short * (1 - threshold / share), burning);
}

/** Share of the budget that an incident spends in a time. Units: seconds. */
export function budgetSpent(share: number, seconds: number, burning: Burning): number {
  const { budget, window, interval, moments } = burning;
  // The moment at the end of the time counts as well.
  const bad = moments ? Math.ceil(tidy((seconds / interval + 1) * share)) * interval : share * seconds;
  return bad / (budget * window);
}

/** Share of the budget that is spent when a tier fires: 2 %, 5 %, 10 % and 10 % in the SRE workbook, table 5-8. */
export function plannedSpending({ factor, long }: BurnTier, { window }: Burning): number {
  return (factor * long) / window;
}

/** Fewest bad moments in a window that exceed the threshold of a tier. Units: seconds. */
export function momentsNeeded({ threshold }: BurnTier, window: number, { interval }: Burning): number {
  return Math.floor(tidy((threshold * window) / interval)) + 1;
}

/** Bad moments in its long window with which a tier fires: beyond its threshold, and as many as the low-traffic guard asks for. */
export function momentsToFire(tier: BurnTier, burning: Burning): number {
  const policy = burning.objective.lowTraffic;
  const asked = policy?.kind === "minimumFailures" ? Math.ceil(policy.count) : 0;
  return Math.max(momentsNeeded(tier, tier.long, burning), asked);
}

/** Whether a moment of an incident is bad, where the bad ones are spread evenly and the first one is among them. */
export function isBadMoment(index: number, share: number): boolean {
  return Math.ceil(tidy((index + 1) * share)) > Math.ceil(tidy(index * share));
}

/** Index of the n-th bad moment of an incident, the first of which is number 1. */
export function indexOfBad(n: number, share: number): number {
  return Math.floor(tidy((n - 1) / share));
}

/** How far off the closed forms may be: two evaluations, and a tile of the window where it is read in tiles. Units: seconds. */
export function leeway(window: number, { interval, base }: Burning): number {
  return 2 * interval + tileLength(window, base);
}

/**
 * Recorded rates look back over their range, so a window that sums them rises as late as half of it, and a shorter incident
 * as the square of its length. A window that is that range itself, or that is summed from tiles, shows what happened.
 */
function smeared(window: number, seconds: number, { base }: Burning): number {
  if (window === base || tileLength(window, base) > 0) return seconds;
  return seconds >= base / 2 ? seconds + base / 2 : Math.sqrt(2 * base * seconds);
}
