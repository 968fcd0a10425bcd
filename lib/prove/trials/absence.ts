import { asksOnlyForPresence } from "../static/reads.ts";
import type { Evidence, Subjected, Trial } from "../trial.ts";
import { type Absence, absenceOf, everyone, lacking } from "./absence-cast.ts";
import { absenceIsolation } from "./absence-isolation.ts";
import { lossScenes, neverScenes } from "./absence-losses.ts";
import { boundaryScene, flappingScene, gapScene, rangeTrials } from "./targets-edges.ts";
import { AFTER, at, BEFORE, pendingEvaluations, silentTrial, statement, trial } from "./targets-outage.ts";
import type { Act } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";
import { rhythmTrials, storyScene } from "./targets-story.ts";

/** Everything that shows what the absence alert of an objective does. */
export function absenceEvidence(subjected: Subjected): readonly Evidence[] {
  const absence = absenceOf(subjected);
  if (absence === undefined) return [];
  const { outage } = absence;
  const scenes = [
    ...neverScenes(absence),
    boundaryScene(outage),
    flappingScene(outage),
    gapScene(outage),
    ...severalMissing(absence),
    ...present(absence),
    ...lossScenes(absence),
  ];
  return [
    ...season(outage.stage, [storyScene(outage)]),
    ...rhythmTrials(outage),
    ...season(outage.stage, scenes),
    ...rangeTrials(outage),
    ...idleTrials(absence),
    ...absenceIsolation(absence),
    ...events(absence),
  ];
}

/** Where an indicator needs two metrics, either of them and both. */
function severalMissing(absence: Absence): readonly Scene[] {
  const { outage, needed } = absence;
  if (needed.length < 2) return [];
  const pending = pendingEvaluations(outage);
  const acts: readonly Act[] = [
    [BEFORE, outage.well],
    [pending + 2, lacking(absence, 1)],
    [AFTER, outage.well],
    [pending + 2, everyone(absence, "lacks")],
    [AFTER, outage.well],
  ];
  const trials: Scene["trials"] = (played) => {
    const [, second = 0, , both = 0] = played.begins;
    const says =
      `fires at ${at(outage, second + pending)} for ${needed[1]?.name}, and at ${at(outage, both + pending)} ` +
      "once when both are missing";
    return [
      trial(outage, "fires-just-above", played, (timeline) => ({
        holds:
          timeline.first(true) === second + pending &&
          timeline.first(true, both) === both + pending &&
          timeline.most === 1,
        says,
      })),
    ];
  };
  return [{ acts, trials }];
}

/** The series are there, wholly or in part, counting or not. */
function present(absence: Absence): readonly Scene[] {
  const { outage } = absence;
  const { well } = outage;
  const long = pendingEvaluations(outage) + AFTER;
  const lasting = at(outage, long);
  const only: Scene = {
    acts: [
      [BEFORE, well],
      [long, everyone(absence, "lacks", "answers")],
      [AFTER, well],
    ],
    trials: (played) => [
      silentTrial(outage, "silent-just-below", played, `1 of 2 targets has the series for ${lasting}`),
      silentTrial(outage, "one-replica-bad", played, `1 of 2 targets lacks the series for ${lasting}`),
    ],
  };
  const says = `the series stand still for ${lasting} after they have counted`;
  const stopping: Scene = {
    acts: [
      [BEFORE, well],
      [long, everyone(absence, "idle")],
    ],
    trials: (played) => [silentTrial(outage, "traffic-stops", played, says)],
  };
  const reset: Scene = {
    acts: [
      [BEFORE, well],
      [AFTER, everyone(absence, "anew")],
    ],
    trials: (played) => [silentTrial(outage, "counter-reset", played, "the series begin at 0 again")],
  };
  return [only, stopping, reset];
}

/** From the first evaluation on the series stand still. */
function idleTrials(absence: Absence): readonly Trial[] {
  const { outage } = absence;
  const long = pendingEvaluations(outage) + AFTER;
  const says = `the series stand still for ${at(outage, long)} from the beginning`;
  const idle: Scene = {
    acts: [[long, everyone(absence, "idle")]],
    trials: (played) => [silentTrial(outage, "no-traffic", played, says)],
  };
  return season(outage.stage, [idle]);
}

/** What the events are cannot change an alert that asks whether there are series. */
function events({ outage, needed }: Absence): readonly Evidence[] {
  const { expression } = outage.subjected.alert;
  const only = needed.every(({ name }) => asksOnlyForPresence(expression, name));
  const says = (what: string): string =>
    only ? `asks whether series are there, never for their values: ${what} is a series like any other` : "reads values";
  return [
    statement(outage, "only-errors", only, says("one of errors alone")),
    statement(outage, "first-error", only, says("one that is born with the first error")),
    statement(outage, "one-failure", only, says("one with a single failure")),
  ];
}
