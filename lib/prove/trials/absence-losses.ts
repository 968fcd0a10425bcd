import { windowName } from "../../model/conventions.ts";
import type { Trial } from "../trial.ts";
import { type Absence, everyone } from "./absence-cast.ts";
import { AFTER, at, BEFORE, firingTrial, pendingEvaluations, silentTrial, trial } from "./targets-outage.ts";
import { type Act, type Level, play } from "./targets-play.ts";

/** Targets that fail, go, restart, are replaced, or were never there: their own alert tells that. */
export function absenceLosses(absence: Absence): readonly Trial[] {
  return [...lost(absence), oneLost(absence), ...born(absence), ...restarts(absence)];
}

function lost({ outage, needed }: Absence): readonly Trial[] {
  const { stage, well, unwell } = outage;
  const pending = pendingEvaluations(outage);
  const played = play(stage, [
    [BEFORE, well],
    [pending + 3, everyone(needed, "fails")],
    [pending + 3, everyone(needed, "gone")],
    [AFTER, well],
    [pending + 2, unwell],
    [AFTER, everyone(needed, "fails")],
    [AFTER, well],
  ]);
  const [, , , , begins = 0, ends = 0] = played.begins;
  const never = play(stage, [[pending + AFTER, everyone(needed, "gone")]]);
  return [
    firingTrial(
      outage,
      "target-lost",
      played,
      { fires: begins + pending, ends },
      "while the targets answer, and ends when they fail; never while they fail or are gone, which is another alert",
    ),
    silentTrial(outage, "target-never-seen", never, "there has never been a target"),
  ];
}

/** One of two targets is gone; then a single target is left, and lacks the series. */
function oneLost({ outage, needed }: Absence): Trial {
  const { stage, well } = outage;
  const pending = pendingEvaluations(outage);
  const alone = needed.map((_, position): Act => {
    const levels = needed.flatMap((_other, index): readonly Level[] => [
      index === position ? "lacks" : "fails",
      "fails",
    ]);
    return [pending + 3, levels];
  });
  const played = play(stage, [
    [BEFORE, well],
    [pending + AFTER, everyone(needed, "gone", "answers")],
    ...alone,
    [AFTER, well],
  ]);
  const [, , begins = 0] = played.begins;
  const ends = played.begins[2 + alone.length] ?? 0;
  return trial(outage, "one-target-lost", played, (timeline) => ({
    holds: timeline.first(true) === begins + pending && timeline.first(true, ends) === undefined,
    says: `stays silent when 1 of 2 targets is gone, and fires at ${at(outage, begins + pending)} while 1 of 2 answers and lacks the series`,
  }));
}

function born({ outage, needed }: Absence): readonly Trial[] {
  const pending = pendingEvaluations(outage);
  const played = play(outage.stage, [
    [pending + 3, everyone(needed, "lacks")],
    [AFTER, outage.well],
  ]);
  const says = `${windowName(outage.after)} after the targets first answer, and ends when the series are born`;
  return [firingTrial(outage, "born-late", played, { fires: pending, ends: played.begins[1] ?? 0 }, says)];
}

/** New processes may need an evaluation until their series are there. */
function restarts({ outage, needed }: Absence): readonly Trial[] {
  const { stage, well } = outage;
  const late = Math.min(1, pendingEvaluations(outage));
  const restarted = play(stage, [
    [BEFORE, well],
    [2, everyone(needed, "fails", "answers")],
    [AFTER, everyone(needed, "anew", "answers")],
    [2, everyone(needed, "fails")],
    [late, everyone(needed, "lacks")],
    [AFTER, everyone(needed, "anew")],
  ]);
  const replaced = play(stage, [
    [BEFORE, everyone(needed, "answers", "gone")],
    [1, everyone(needed, "answers", "fails")],
    [late, everyone(needed, "gone", "lacks")],
    [AFTER, everyone(needed, "gone", "answers")],
  ]);
  return [
    silentTrial(
      outage,
      "pod-restart",
      restarted,
      "1 of 2 targets restarts, then both, with their series 1 evaluation late",
    ),
    silentTrial(outage, "rollout", replaced, "a rollout replaces the targets, with their series 1 evaluation late"),
  ];
}
