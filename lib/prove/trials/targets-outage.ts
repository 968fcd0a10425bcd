import { windowName } from "../../model/conventions.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { AlertObligation } from "../obligation.ts";
import type { Claim, Statement, Subjected, Trial } from "../trial.ts";
import type { World } from "../world.ts";
import type { Level, Played, Stage } from "./targets-play.ts";

/** What an alert on targets is about, to be played. */
export interface Outage {
  readonly subjected: Subjected;
  readonly stage: Stage;
  /** How long the alert is pending. Units: seconds. */
  readonly after: number;
  /** Each target while all is well, and while the alert has to be pending or to fire. */
  readonly well: readonly Level[];
  readonly unwell: readonly Level[];
  /** What is unwell, in words: `none of 3 targets answers`. */
  readonly words: string;
  /** Whether the alert holds while nothing at all is known of the targets. */
  readonly holdsWithoutSamples: boolean;
}

/** Evaluations before anything happens, and after it is over. */
export const BEFORE = 5;
export const AFTER = 5;

/** Evaluations between the one at which an alert becomes pending and the one at which it fires. */
export function pendingEvaluations({ after, stage }: Outage): number {
  return Math.ceil((after * 1_000) / stage.interval);
}

/** A trial on a play. */
export function trial(
  { subjected }: Outage,
  obligation: AlertObligation,
  { world }: Pick<Played, "world">,
  claim: (timeline: AlertTimeline) => Claim,
): Trial {
  return { obligation, rule: subjected.rule, world, claim, exported: EXPORTED.has(obligation) && isExportable(world) };
}

/** Those whose sentences name a promtool test; its checks are about the whole world. */
const EXPORTED: ReadonlySet<AlertObligation> = new Set([
  "fires-just-above",
  "silent-just-below",
  "for-boundary",
  "target-lost",
  "target-never-seen",
  "isolation",
]);

/** Most evaluations of a promtool test: beyond them it takes longer than all other ones together. */
const MOST_EVALUATIONS = 2_000;

/** promtool has no notation for scrapes before the first evaluation, for other ranges and for missed evaluations. */
function isExportable({ ranges, evaluations: { missed, count }, series }: World): boolean {
  const isPlain = ranges === "left-open" && missed === undefined && count <= MOST_EVALUATIONS;
  return isPlain && series.every(({ offset }) => offset === 0);
}

/** A trial on a play in which an alert must never fire. */
export function silentTrial(outage: Outage, obligation: AlertObligation, played: Played, says: string): Trial {
  return trial(outage, obligation, played, (timeline) => {
    const fires = timeline.first(true);
    if (fires === undefined) return { holds: true, says: `stays silent while ${says}` };
    return { holds: false, says: `fires at ${at(outage, fires)} although ${says}` };
  });
}

/** A trial on a play in which an alert must fire at one evaluation first, and end at another. */
export function firingTrial(
  outage: Outage,
  obligation: AlertObligation,
  played: Played,
  { fires, ends, instances = 1 }: { readonly fires: number; readonly ends: number; readonly instances?: number },
  says: string,
): Trial {
  return trial(outage, obligation, played, (timeline) => ({
    holds: doesFire(timeline, fires, ends) && timeline.most === instances,
    says: `fires at ${at(outage, fires)}, ${says}`,
  }));
}

/** What follows from the expression alone. */
export function statement({ subjected }: Outage, obligation: AlertObligation, holds: boolean, says: string): Statement {
  return { obligation, rule: subjected.rule, verdict: holds ? "PROVED" : "REFUTED", says };
}

/** When an evaluation is, in words: `6m`. */
export function at({ stage }: Outage, index: number): string {
  return windowName((index * stage.interval) / 1_000);
}

/** `1 evaluation`, `2 evaluations`. */
export function evaluations(count: number): string {
  return `${count} evaluation${count === 1 ? "" : "s"}`;
}

/** True when an alert fires first at one evaluation, and no longer at another. */
export function doesFire(timeline: AlertTimeline, fires: number, ends: number): boolean {
  return timeline.first(true) === fires && timeline.first(false, fires) === ends;
}
