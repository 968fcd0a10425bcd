import { windowName } from "../../model/conventions.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { AlertObligation } from "../obligation.ts";
import type { Claim, Trial } from "../trial.ts";
import { isEvaluated } from "../world.ts";
import { AFTER, at, BEFORE, doesFire, type Outage, pendingEvaluations, trial } from "./targets-outage.ts";
import type { Act, Played, Staging } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";

/** From well to unwell for longer than the alert is pending, and back. */
function story(outage: Outage, trials: Scene["trials"]): Scene {
  const { well, unwell } = outage;
  const acts: readonly Act[] = [
    [BEFORE, well],
    [pendingEvaluations(outage) + 3, unwell],
    [AFTER, well],
  ];
  return { acts, trials };
}

/** Is pending, fires and ends at the predicted evaluations. */
export function storyScene(outage: Outage): Scene {
  return story(outage, (played) =>
    (["fires-just-above", "pending", "resolves"] as const).map((obligation) =>
      trial(outage, obligation, played, (timeline) => told(outage, obligation, played, timeline)),
    ),
  );
}

/** The same on any rhythm of scrapes and evaluations. */
export function rhythmTrials(outage: Outage): readonly Trial[] {
  return [...jittered(outage), ...doubled(outage), ...missed(outage)];
}

/** Scrapes half an interval apart from evaluations, just after and just before them. */
function jittered(outage: Outage): readonly Trial[] {
  const { every } = outage.stage.targets[0] ?? { every: 2 };
  return [Math.round(every / 2), 1, every - 1].flatMap((phase) =>
    fired(outage, "evaluation-jitter", { phase }, `with scrapes ${phase / 1_000} s after the evaluations`),
  );
}

function doubled(outage: Outage): readonly Trial[] {
  const every = windowName((outage.stage.targets[0]?.every ?? 0) / 500);
  return fired(outage, "scrape-doubled", { slowed: 2 }, `with a scrape every ${every}`);
}

function fired(outage: Outage, obligation: AlertObligation, staging: Staging, how: string): readonly Trial[] {
  const scene = story(outage, (played) => [
    trial(outage, obligation, played, (timeline) => {
      const { holds, says } = told(outage, "fires-just-above", played, timeline);
      return { holds, says: `${says}, ${how}` };
    }),
  ]);
  return season(outage.stage, [scene], staging);
}

/** Those are missed at which it would have fired, the next one, and the one at which it would have ended. */
function missed(outage: Outage): readonly Trial[] {
  const pending = pendingEvaluations(outage);
  const scene = story(outage, (played) => [
    trial(outage, "missed-evaluations", played, (timeline) => {
      const { fires, ends } = predicted(outage, played);
      const when = `fires at ${at(outage, fires)} and ends at ${at(outage, ends)}`;
      return { holds: doesFire(timeline, fires, ends), says: `${when}, when the evaluations before were missed` };
    }),
  ]);
  const skipped = ([, begins = 0, ends = 0]: readonly number[]) => [begins + pending, begins + pending + 1, ends];
  return season(outage.stage, [scene], { missed: skipped });
}

function told(outage: Outage, obligation: AlertObligation, played: Played, timeline: AlertTimeline): Claim {
  const { after, words } = outage;
  const [, begins = 0] = played.begins;
  const { fires, ends } = predicted(outage, played);
  const holds = doesFire(timeline, fires, ends) && isPending(timeline, begins, fires);
  if (obligation === "pending") {
    const waits = fires === begins ? "is never pending" : `is pending from ${at(outage, begins)} on`;
    return { holds, says: `${waits} and fires at ${at(outage, fires)}` };
  }
  if (obligation === "resolves") {
    return { holds, says: `ends at ${at(outage, ends)}, at the first evaluation that finds its reason gone` };
  }
  const waited = after === 0 ? "as soon as" : `${windowName(after)} after the first evaluation which finds that`;
  return { holds, says: `fires at ${at(outage, fires)}, ${waited} ${words}` };
}

/** The evaluations at which an alert fires and ends when it is unwell in the second act. */
function predicted(
  outage: Outage,
  { begins: [, begins = 0, ends = 0], world }: Played,
): { readonly fires: number; readonly ends: number } {
  const next = (from: number): number => {
    let index = from;
    while (!isEvaluated(world.evaluations, index)) index++;
    return index;
  };
  return { fires: next(next(begins) + pendingEvaluations(outage)), ends: next(ends) };
}

function isPending(timeline: AlertTimeline, from: number, to: number): boolean {
  for (let index = 0; index < to; index++) if (timeline.pending(index) > 0 !== index >= from) return false;
  return true;
}
