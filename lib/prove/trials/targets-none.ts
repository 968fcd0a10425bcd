import { windowName } from "../../model/conventions.ts";
import type { Evidence } from "../trial.ts";
import { isolation } from "./targets-isolation.ts";
import { AFTER, BEFORE, firingTrial, type Outage, pendingEvaluations, silentTrial } from "./targets-outage.ts";
import { type Level, type Played, play } from "./targets-play.ts";

/** What only the alert that no target answers does. */
export function noneAnswersTrials(outage: Outage): readonly Evidence[] {
  return [...partial(outage), ...lost(outage), isolation(outage)];
}

/** Some of three targets fail or are lost, one goes on answering. */
function partial(outage: Outage): readonly Evidence[] {
  const { stage, well } = outage;
  const long = pendingEvaluations(outage) + AFTER;
  const played = play(stage, [
    [BEFORE, well],
    [long, ["fails", "answers", "answers"]],
    [long, ["gone", "answers", "answers"]],
    [long, ["gone", "fails", "answers"]],
    [AFTER, well],
  ]);
  const lasting = windowName((long * stage.interval) / 1_000);
  return [
    silentTrial(
      outage,
      "silent-just-below",
      played,
      `1 of 3 targets answers for ${lasting}, the others being down or gone`,
    ),
    silentTrial(outage, "one-replica-bad", played, `1 of 3 targets fails for ${lasting}`),
    silentTrial(outage, "one-target-lost", played, `1 of 3 targets is unknown to service discovery for ${lasting}`),
  ];
}

/** All of three targets are gone, or were never there, or never answered; then one answers. */
function lost(outage: Outage): readonly Evidence[] {
  const { stage, well } = outage;
  const pending = pendingEvaluations(outage);
  const after = windowName(outage.after);
  const gone = play(stage, [
    [BEFORE, well],
    [pending + 3, ["gone", "gone", "gone"]],
    [AFTER, ["answers", "gone", "gone"]],
  ]);
  const from = (level: Level): Played =>
    play(stage, [
      [pending + 3, [level, level, level]],
      [AFTER, ["answers", level, level]],
    ]);
  const fromStart = ({ begins }: Played) => ({ fires: pending, ends: begins[1] ?? 0 });
  const [unseen, unanswered] = [from("gone"), from("fails")];
  const [, lostAt = 0, backAt = 0] = gone.begins;
  return [
    firingTrial(
      outage,
      "target-lost",
      gone,
      { fires: lostAt + pending, ends: backAt },
      `${after} after service discovery has forgotten 3 targets`,
    ),
    firingTrial(
      outage,
      "target-never-seen",
      unseen,
      fromStart(unseen),
      `${after} after the first evaluation when there has never been a target`,
    ),
    firingTrial(outage, "born-late", unseen, fromStart(unseen), "and ends when the first target appears and answers"),
    firingTrial(
      outage,
      "only-errors",
      unanswered,
      fromStart(unanswered),
      `${after} after the first evaluation when no scrape has ever been answered`,
    ),
  ];
}
