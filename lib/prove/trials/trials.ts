import type { AlertTimeline } from "../alert-timeline.ts";
import type { AlertObligation } from "../obligation.ts";
import type { Claim, Statement, Trial } from "../trial.ts";
import type { World } from "../world.ts";
import type { Watched } from "./watched.ts";

/** Evaluations of a promtool test that stays quick to run; longer worlds are not exported. */
const EXPORTED_EVALUATIONS = 160;

/** A trial of an alert on a world. */
export function trial(
  { rule }: Pick<Watched, "rule">,
  obligation: AlertObligation,
  world: World,
  claim: (timeline: AlertTimeline) => Claim,
): Trial {
  return { obligation, rule, world, claim };
}

/** The same, as a promtool test where promtool can express the world and is quick with it. */
export function exported(shown: Trial): Trial {
  const { evaluations, ranges, series } = shown.world;
  const expressible =
    evaluations.missed === undefined &&
    evaluations.count <= EXPORTED_EVALUATIONS &&
    ranges === "left-open" &&
    series.every(({ offset, every }) => offset >= 0 && offset % every === 0);
  return expressible ? { ...shown, exported: true } : shown;
}

/** What follows from the rules as they are written. */
export function stated({ rule }: Pick<Watched, "rule">, obligation: AlertObligation, says: string): Statement {
  return { obligation, rule, verdict: "PROVED", says };
}

/** Why something is not shown. */
export function notCovered({ rule }: Pick<Watched, "rule">, obligation: AlertObligation, says: string): Statement {
  return { obligation, rule, verdict: "NOT COVERED", says };
}

/** Index of the first evaluation from `from` on at which the alert is pending or fires; `undefined` where it never is. */
export function firstActive(timeline: AlertTimeline, from = 0): number | undefined {
  return firstWhere(timeline, from, (index) => isActive(timeline, index));
}

/** Index of the first of the evaluations up to one at which the alert is pending or fires without a break. */
export function activeSince(timeline: AlertTimeline, index: number): number {
  let since = index;
  while (since > 0 && isActive(timeline, since - 1)) since--;
  return since;
}

/** True when some instance is pending or fires. */
export function isActive(timeline: AlertTimeline, index: number): boolean {
  return timeline.firing(index) + timeline.pending(index) > 0;
}

/** True when some instance fires at some evaluation in `[from, to)`. */
export function firesWithin(timeline: AlertTimeline, from: number, to: number): boolean {
  const first = timeline.first(true, from);
  return first !== undefined && first < to;
}

function firstWhere(timeline: AlertTimeline, from: number, holds: (index: number) => boolean): number | undefined {
  for (let index = Math.max(0, from); index < timeline.world.evaluations.count; index++) {
    if (holds(index)) return index;
  }
  return undefined;
}
