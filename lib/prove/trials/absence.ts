import { asksOnlyForPresence } from "../static/reads.ts";
import type { Evidence, Subjected, Trial } from "../trial.ts";
import { type Absence, absenceOf, everyone, lacking } from "./absence-cast.ts";
import { absenceIsolation } from "./absence-isolation.ts";
import { absenceLosses } from "./absence-losses.ts";
import { boundaryTrial, flappingTrial, gapTrial, rangeTrials } from "./targets-edges.ts";
import { AFTER, at, BEFORE, pendingEvaluations, silentTrial, statement, trial } from "./targets-outage.ts";
import { play } from "./targets-play.ts";
import { story, storyTrials } from "./targets-story.ts";

/** Everything that shows what the absence alert of an objective does. */
export function absenceEvidence(subjected: Subjected): readonly Evidence[] {
  const absence = absenceOf(subjected);
  if (absence === undefined) return [];
  const { outage } = absence;
  return [
    ...storyTrials(outage, story(outage)),
    ...severalMissing(absence),
    boundaryTrial(outage),
    flappingTrial(outage),
    gapTrial(outage),
    ...rangeTrials(outage),
    ...present(absence),
    ...absenceLosses(absence),
    absenceIsolation(absence),
    ...events(absence),
  ];
}

/** Where an indicator needs two metrics, either of them and both. */
function severalMissing({ outage, needed }: Absence): readonly Trial[] {
  if (needed.length < 2) return [];
  const pending = pendingEvaluations(outage);
  const played = play(outage.stage, [
    [BEFORE, outage.well],
    [pending + 2, lacking(needed, 1)],
    [AFTER, outage.well],
    [pending + 2, everyone(needed, "lacks")],
    [AFTER, outage.well],
  ]);
  const [, second = 0, , both = 0] = played.begins;
  return [
    trial(outage, "fires-just-above", played, (timeline) => ({
      holds:
        timeline.first(true) === second + pending &&
        timeline.first(true, both) === both + pending &&
        timeline.most === 1,
      says: `fires at ${at(outage, second + pending)} for ${needed[1]?.name}, and at ${at(outage, both + pending)} once when both are missing`,
    })),
  ];
}

/** The series are there, wholly or in part, counting or not. */
function present({ outage, needed }: Absence): readonly Trial[] {
  const { stage, well } = outage;
  const pending = pendingEvaluations(outage);
  const long = pending + AFTER;
  const only = play(stage, [
    [BEFORE, well],
    [long, everyone(needed, "lacks", "answers")],
    [AFTER, well],
  ]);
  const idle = play(stage, [[long, everyone(needed, "idle")]]);
  const stopping = play(stage, [
    [BEFORE, well],
    [long, everyone(needed, "idle")],
  ]);
  const reset = play(stage, [
    [BEFORE, well],
    [AFTER, everyone(needed, "anew")],
  ]);
  const lasting = at(outage, long);
  return [
    silentTrial(
      outage,
      "silent-just-below",
      only,
      `1 of 2 targets has the series for ${lasting}, the other lacks them`,
    ),
    silentTrial(outage, "one-replica-bad", only, `1 of 2 targets lacks the series for ${lasting}`),
    silentTrial(outage, "no-traffic", idle, `the series stand still for ${lasting} from the beginning`),
    silentTrial(outage, "traffic-stops", stopping, `the series stand still for ${lasting} after they have counted`),
    silentTrial(outage, "counter-reset", reset, "the series begin at 0 again"),
  ];
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
