import { windowName } from "../../model/conventions.ts";
import { type Absence, everyone } from "./absence-cast.ts";
import { AFTER, at, BEFORE, firingTrial, pendingEvaluations, silentTrial, trial } from "./targets-outage.ts";
import type { Act, Level } from "./targets-play.ts";
import type { Scene } from "./targets-season.ts";

/** There has never been a target, then targets without the series: to be played first in a world. */
export function neverScenes(absence: Absence): readonly Scene[] {
  const { outage } = absence;
  const pending = pendingEvaluations(outage);
  const never: Scene = {
    acts: [[pending + AFTER, everyone(absence, "gone")]],
    trials: (played) => [silentTrial(outage, "target-never-seen", played, "there has never been a target")],
  };
  const says = `${windowName(outage.after)} after the targets first answer, and ends when the series are born`;
  const born: Scene = {
    acts: [
      [pending + 3, everyone(absence, "lacks")],
      [AFTER, outage.well],
    ],
    trials: (played) => [
      firingTrial(outage, "born-late", played, { fires: pending, ends: played.begins[1] ?? 0 }, says),
    ],
  };
  return [never, born];
}

/** Targets that fail, go, restart or are replaced: their own alert tells that. */
export function lossScenes(absence: Absence): readonly Scene[] {
  return [lost(absence), oneLost(absence), restarted(absence), replaced(absence)];
}

function lost(absence: Absence): Scene {
  const { outage } = absence;
  const { well, unwell } = outage;
  const pending = pendingEvaluations(outage);
  const says =
    "while the targets answer, and ends when they fail; never while they fail or are gone, which is another alert";
  return {
    acts: [
      [BEFORE, well],
      [pending + 3, everyone(absence, "fails")],
      [pending + 3, everyone(absence, "gone")],
      [AFTER, well],
      [pending + 2, unwell],
      [AFTER, everyone(absence, "fails")],
      [AFTER, well],
    ],
    trials: (played) => {
      const [, , , , begins = 0, ends = 0] = played.begins;
      return [firingTrial(outage, "target-lost", played, { fires: begins + pending, ends }, says)];
    },
  };
}

/** One of two targets is gone; then a single target is left, and lacks the series. */
function oneLost(absence: Absence): Scene {
  const { outage, needed, scrapes } = absence;
  const { well } = outage;
  const pending = pendingEvaluations(outage);
  const alone = needed.map((_, position): Act => {
    const levels = scrapes.flatMap((positions): readonly Level[] => [
      positions.includes(position) ? { lacks: position } : "fails",
      "fails",
    ]);
    return [pending + 3, levels];
  });
  return {
    acts: [[BEFORE, well], [pending + AFTER, everyone(absence, "gone", "answers")], ...alone, [AFTER, well]],
    trials: (played) => {
      const fires = (played.begins[2] ?? 0) + pending;
      const ends = played.begins[2 + alone.length] ?? 0;
      const says =
        `stays silent when 1 of 2 targets is gone, and fires at ${at(outage, fires)} while 1 of 2 answers and lacks ` +
        "the series";
      return [
        trial(outage, "one-target-lost", played, (timeline) => ({
          holds: timeline.first(true) === fires && timeline.first(true, ends) === undefined,
          says,
        })),
      ];
    },
  };
}

/** New processes may need an evaluation until their series are there. */
function restarted(absence: Absence): Scene {
  const { outage } = absence;
  const late = Math.min(1, pendingEvaluations(outage));
  const says = "1 of 2 targets restarts, then both, with their series 1 evaluation late";
  return {
    acts: [
      [BEFORE, outage.well],
      [2, everyone(absence, "fails", "answers")],
      [AFTER, everyone(absence, "anew", "answers")],
      [2, everyone(absence, "fails")],
      [late, everyone(absence, "lacks")],
      [AFTER, everyone(absence, "anew")],
    ],
    trials: (played) => [silentTrial(outage, "pod-restart", played, says)],
  };
}

function replaced(absence: Absence): Scene {
  const { outage } = absence;
  const late = Math.min(1, pendingEvaluations(outage));
  const says = "a rollout replaces the targets, with their series 1 evaluation late";
  return {
    acts: [
      [BEFORE, everyone(absence, "answers", "gone")],
      [1, everyone(absence, "answers", "fails")],
      [late, everyone(absence, "gone", "lacks")],
      [AFTER, everyone(absence, "gone", "answers")],
    ],
    trials: (played) => [silentTrial(outage, "rollout", played, says)],
  };
}
