import { windowName } from "../../model/conventions.ts";
import type { Evidence } from "../trial.ts";
import { isolation } from "./targets-isolation.ts";
import {
  AFTER,
  BEFORE,
  evaluations,
  firingTrial,
  type Outage,
  pendingEvaluations,
  silentTrial,
} from "./targets-outage.ts";
import { type Act, type Played, play } from "./targets-play.ts";

/** What only the alert that a single target does not answer does. */
export function eachAnswersTrials(outage: Outage, told: Played): readonly Evidence[] {
  const pending = pendingEvaluations(outage);
  const [, begins = 0, ends = 0] = told.begins;
  return [
    firingTrial(
      outage,
      "one-replica-bad",
      told,
      { fires: begins + pending, ends },
      "once, for the 1 of 3 targets that fails",
    ),
    inTurn(outage),
    ...lost(outage),
    ...born(outage),
    isolation(outage),
  ];
}

/** Each target fails for as long as it may. */
function inTurn(outage: Outage): Evidence {
  const { stage, well } = outage;
  const pending = pendingEvaluations(outage);
  const acts: readonly Act[] = [
    [BEFORE, well],
    [pending, ["fails", "answers", "answers"]],
    [pending, ["answers", "fails", "answers"]],
    [pending, ["answers", "answers", "fails"]],
    [AFTER, well],
  ];
  return silentTrial(
    outage,
    "silent-just-below",
    play(stage, acts),
    `3 targets fail in turn, each for ${evaluations(pending)}`,
  );
}

function lost(outage: Outage): readonly Evidence[] {
  const { stage, well } = outage;
  const pending = pendingEvaluations(outage);
  const all = play(stage, [
    [BEFORE, well],
    [pending + 2, ["fails", "fails", "fails"]],
    [AFTER + pending, ["gone", "gone", "gone"]],
  ]);
  const one = play(stage, [
    [BEFORE, well],
    [pending + 2, ["answers", "fails", "gone"]],
    [AFTER + pending, ["answers", "gone", "gone"]],
  ]);
  const shown = ({ begins: [, begins = 0, ends = 0] }: Played) => ({ fires: begins + pending, ends });
  const never = play(stage, [[BEFORE + pending, ["gone", "gone", "gone"]]]);
  return [
    firingTrial(
      outage,
      "target-lost",
      all,
      { ...shown(all), instances: 3 },
      "once for each of 3 targets that fail; ends when service discovery forgets them, which the alert on all targets tells",
    ),
    firingTrial(
      outage,
      "one-target-lost",
      one,
      shown(one),
      "for the target that fails, and ends when it is gone; a target that is gone while it answers is none that fails",
    ),
    silentTrial(
      outage,
      "target-never-seen",
      never,
      "there has never been a target, which the alert on all targets tells",
    ),
  ];
}

/** A target that has never answered, known from the beginning or late. */
function born(outage: Outage): readonly Evidence[] {
  const { stage, well } = outage;
  const pending = pendingEvaluations(outage);
  const after = windowName(outage.after);
  const late = play(stage, [
    [BEFORE, ["answers", "answers", "gone"]],
    [pending + 3, ["answers", "answers", "fails"]],
    [AFTER, well],
  ]);
  const early = play(stage, [
    [pending + 3, ["answers", "answers", "fails"]],
    [AFTER, well],
  ]);
  const [, lateBegins = 0, lateEnds = 0] = late.begins;
  return [
    firingTrial(
      outage,
      "born-late",
      late,
      { fires: lateBegins + pending, ends: lateEnds },
      `${after} after a new target appears that never answers`,
    ),
    firingTrial(
      outage,
      "only-errors",
      early,
      { fires: pending, ends: early.begins[1] ?? 0 },
      `${after} after the first evaluation for a target that has never answered`,
    ),
  ];
}
