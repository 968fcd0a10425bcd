import { tidy } from "../../core/decimal.ts";
import type { Subject } from "../trial.ts";
import { allWatched, type Watched } from "./watched.ts";

/**
 * Share of the threshold by which "just above" and "just below" are beyond and within it: half of one percent, so that a
 * threshold that is one percent wrong is seen. Ours.
 */
export const MARGIN = 0.005;

/** A value of an indicator as it is quoted, as the level of a stimulus: events are stimulated by their bad share. */
export function levelOf({ good }: Pick<Watched, "good">, quoted: number): number {
  return good ? tidy(1 - quoted) : quoted;
}

/** The level at the threshold. */
export function thresholdLevel(watched: Watched): number {
  return levelOf(watched, watched.threshold.value);
}

/** True when levels above the threshold are beyond it. */
export function isRising({ comparison, good }: Pick<Watched, "comparison" | "good">): boolean {
  const up = comparison === "above" || comparison === "atLeast";
  return up !== good;
}

/** True when the threshold itself is beyond it. */
export function isInclusive({ comparison }: Pick<Watched, "comparison">): boolean {
  return comparison === "atLeast" || comparison === "atMost";
}

/** True when a level is beyond the threshold. */
export function isBeyondLevel(watched: Watched, level: number): boolean {
  const threshold = thresholdLevel(watched);
  if (level === threshold) return isInclusive(watched);
  return level > threshold === isRising(watched);
}

/** Least and greatest level that an indicator can have. */
export function levelRange({ objective: { indicator } }: Pick<Watched, "objective">): readonly [number, number] {
  switch (indicator.kind) {
    case "ratio":
    case "latency":
    case "hitRatio":
    case "up":
      return [0, 1];
    case "quantile": {
      const { buckets = [] } = indicator.histogram;
      return [indicator.quantile * (buckets[0] ?? 0), buckets.at(-1) ?? Number.POSITIVE_INFINITY];
    }
    default:
      return [0, Number.POSITIVE_INFINITY];
  }
}

/** A level beyond the threshold by a share of what is quoted; half way to what is possible where that is less. */
export function beyondBy(watched: Watched, share = MARGIN): number {
  return shifted(watched, share, isRising(watched));
}

/** A level within the threshold by a share of what is quoted; half way to what is possible where that is less. */
export function withinBy(watched: Watched, share = MARGIN): number {
  return shifted(watched, share, !isRising(watched));
}

function shifted(watched: Watched, share: number, up: boolean): number {
  const threshold = thresholdLevel(watched);
  const [least, greatest] = levelRange(watched);
  const quoted = Math.abs(watched.threshold.value);
  const margin = quoted === 0 ? share : quoted * share;
  const room = up ? greatest - threshold : threshold - least;
  return tidy(threshold + (up ? 1 : -1) * Math.min(margin, room / 2));
}

/** A level at which no alert of a group has anything to say, and the ones at which those of one direction all have. */
export interface GroupLevels {
  readonly healthy: number;
  readonly high: number;
  readonly low: number;
}

const known = new WeakMap<Subject, GroupLevels>();

/** Levels that are healthy or extreme to every alert of a group alike, so that they can share worlds. */
export function groupLevels(subject: Subject): GroupLevels {
  const levels = known.get(subject) ?? read([...allWatched(subject).values()]);
  known.set(subject, levels);
  return levels;
}

function read(all: readonly Watched[]): GroupLevels {
  const [any] = all;
  const [least, greatest] = any === undefined ? [0, 1] : levelRange(any);
  const lowestUpper = Math.min(...all.filter(isRising).map(thresholdLevel));
  const highestLower = Math.max(...all.filter((watched) => !isRising(watched)).map(thresholdLevel));
  const top = Math.max(0, ...all.map(thresholdLevel)) * 2;
  const bottom = Math.min(...all.map(thresholdLevel)) / 4;
  return {
    healthy: tidy(healthyBetween(highestLower, lowestUpper, least, greatest)),
    high: tidy(Number.isFinite(greatest) ? greatest : top),
    low: tidy(Math.max(least, bottom > 0 ? bottom : bottom - 1)),
  };
}

function healthyBetween(lower: number, upper: number, least: number, greatest: number): number {
  if (!Number.isFinite(lower)) return Math.max(upper / 10, Math.min(least, (least + upper) / 2));
  if (Number.isFinite(upper)) return (lower + upper) / 2;
  return Number.isFinite(greatest) ? (lower + greatest) / 2 : lower * 2;
}

/** A level at which an alert, and every other of its group in its direction, has to fire. */
export function extremeOf(watched: Watched): number {
  const { high, low } = groupLevels(watched.subject);
  return isRising(watched) ? high : low;
}
