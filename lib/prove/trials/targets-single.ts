import { windowName } from "../../model/conventions.ts";
import type { Trial } from "../trial.ts";
import {
  AFTER,
  BEFORE,
  evaluations,
  firingTrial,
  type Outage,
  pendingEvaluations,
  silentTrial,
} from "./targets-outage.ts";
import type { Played } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";

/** What only the alert that a single target does not answer does, with targets that were known before. */
export function eachAnswersScenes(outage: Outage): readonly Scene[] {
  return [alone(outage), inTurn(outage), allLost(outage), oneLost(outage), bornLate(outage)];
}

/** The evaluations at which it fires for what begins with the second act, and ends with the third. */
function predicted(outage: Outage, { begins: [, begins = 0, ends = 0] }: Played) {
  return { fires: begins + pendingEvaluations(outage), ends };
}

function alone(outage: Outage): Scene {
  const { well, unwell } = outage;
  return {
    acts: [
      [BEFORE, well],
      [pendingEvaluations(outage) + 3, unwell],
      [AFTER, well],
    ],
    trials: (played) => [
      firingTrial(
        outage,
        "one-replica-bad",
        played,
        predicted(outage, played),
        "once, for the 1 of 3 targets that fails",
      ),
    ],
  };
}

/** Each target fails for as long as it may. */
function inTurn(outage: Outage): Scene {
  const pending = pendingEvaluations(outage);
  const says = `3 targets fail in turn, each for ${evaluations(pending)}`;
  return {
    acts: [
      [BEFORE, outage.well],
      [pending, ["fails", "answers", "answers"], "at most"],
      [pending, ["answers", "fails", "answers"], "at most"],
      [pending, ["answers", "answers", "fails"], "at most"],
      [AFTER, outage.well],
    ],
    trials: (played) => [silentTrial(outage, "silent-just-below", played, says)],
  };
}

function allLost(outage: Outage): Scene {
  const pending = pendingEvaluations(outage);
  const says =
    "once for each of 3 targets that fail; ends when service discovery forgets them, which the alert on all targets tells";
  return {
    acts: [
      [BEFORE, outage.well],
      [pending + 2, ["fails", "fails", "fails"]],
      [AFTER + pending, ["gone", "gone", "gone"]],
    ],
    trials: (played) => [
      firingTrial(outage, "target-lost", played, { ...predicted(outage, played), instances: 3 }, says),
    ],
  };
}

function oneLost(outage: Outage): Scene {
  const pending = pendingEvaluations(outage);
  const says =
    "for the target that fails, and ends when it is gone; a target that is gone while it answers is none that fails";
  return {
    acts: [
      [BEFORE, outage.well],
      [pending + 2, ["answers", "fails", "gone"]],
      [AFTER + pending, ["answers", "gone", "gone"]],
    ],
    trials: (played) => [firingTrial(outage, "one-target-lost", played, predicted(outage, played), says)],
  };
}

/** A new target that never answers. */
function bornLate(outage: Outage): Scene {
  const pending = pendingEvaluations(outage);
  const says = `${windowName(outage.after)} after a new target appears that never answers`;
  return {
    acts: [
      [BEFORE, ["answers", "answers", "gone"]],
      [pending + 3, ["answers", "answers", "fails"]],
      [AFTER, outage.well],
    ],
    trials: (played) => [firingTrial(outage, "born-late", played, predicted(outage, played), says)],
  };
}

/** From the first evaluation on there has never been a target; or one of them never answers. */
export function neverSingleTrials(outage: Outage): readonly Trial[] {
  const pending = pendingEvaluations(outage);
  const unseen: Scene = {
    acts: [[BEFORE + pending, ["gone", "gone", "gone"]]],
    trials: (played) => [
      silentTrial(
        outage,
        "target-never-seen",
        played,
        "there has never been a target, which the alert on all targets tells",
      ),
    ],
  };
  const says = `${windowName(outage.after)} after the first evaluation for a target that has never answered`;
  const unanswered: Scene = {
    acts: [
      [pending + 3, ["answers", "answers", "fails"]],
      [AFTER, outage.well],
    ],
    trials: (played) => [
      firingTrial(outage, "only-errors", played, { fires: pending, ends: played.begins[1] ?? 0 }, says),
    ],
  };
  return [...season(outage.stage, [unseen]), ...season(outage.stage, [unanswered])];
}
