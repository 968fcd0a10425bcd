import { windowName } from "../../model/conventions.ts";
import type { Trial } from "../trial.ts";
import { AFTER, BEFORE, firingTrial, type Outage, pendingEvaluations, silentTrial } from "./targets-outage.ts";
import type { Act, Level } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";

/** What only the alert that no target answers does, with targets that were known before. */
export function noneAnswersScenes(outage: Outage): readonly Scene[] {
  return [partial(outage), forgotten(outage)];
}

/** Some of three targets fail or are lost, one goes on answering. */
function partial(outage: Outage): Scene {
  const { stage, well } = outage;
  const long = pendingEvaluations(outage) + AFTER;
  const lasting = windowName((long * stage.interval) / 1_000);
  return {
    acts: [
      [BEFORE, well],
      [long, ["fails", "answers", "answers"]],
      [long, ["gone", "answers", "answers"]],
      [long, ["gone", "fails", "answers"]],
      [AFTER, well],
    ],
    trials: (played) => [
      silentTrial(
        outage,
        "silent-just-below",
        played,
        `1 of 3 targets answers for ${lasting}, the others being down or gone`,
      ),
      silentTrial(outage, "one-replica-bad", played, `1 of 3 targets fails for ${lasting}`),
      silentTrial(outage, "one-target-lost", played, `1 of 3 targets is unknown to service discovery for ${lasting}`),
    ],
  };
}

/** All of three targets are forgotten; then one answers. */
function forgotten(outage: Outage): Scene {
  const pending = pendingEvaluations(outage);
  const says = `${windowName(outage.after)} after service discovery has forgotten 3 targets`;
  return {
    acts: [
      [BEFORE, outage.well],
      [pending + 3, ["gone", "gone", "gone"]],
      [AFTER, ["answers", "gone", "gone"]],
      [1, outage.well],
    ],
    trials: (played) => {
      const [, gone = 0, back = 0] = played.begins;
      return [firingTrial(outage, "target-lost", played, { fires: gone + pending, ends: back }, says)];
    },
  };
}

/** From the first evaluation on there has never been a target, or none that answers; then one does. */
export function neverTrials(outage: Outage): readonly Trial[] {
  const pending = pendingEvaluations(outage);
  const after = windowName(outage.after);
  const from = (level: Level): readonly Act[] => [
    [pending + 3, [level, level, level]],
    [AFTER, ["answers", level, level]],
  ];
  const predicted = ({ begins }: { readonly begins: readonly number[] }) => ({
    fires: pending,
    ends: begins[1] ?? 0,
  });
  const unseen: Scene = {
    acts: from("gone"),
    trials: (played) => [
      firingTrial(
        outage,
        "target-never-seen",
        played,
        predicted(played),
        `${after} after the first evaluation when there has never been a target`,
      ),
      firingTrial(outage, "born-late", played, predicted(played), "and ends when the first target appears and answers"),
    ],
  };
  const says = `${after} after the first evaluation when no scrape has ever been answered`;
  const unanswered: Scene = {
    acts: from("fails"),
    trials: (played) => [firingTrial(outage, "only-errors", played, predicted(played), says)],
  };
  return [...season(outage.stage, [unseen]), ...season(outage.stage, [unanswered])];
}
