import { ownLabels } from "../reference/own-series.ts";
import type { Trial } from "../trial.ts";
import { differingLabels, named, strangers } from "./targets-cast.ts";
import { AFTER, BEFORE, firingTrial, type Outage, pendingEvaluations } from "./targets-outage.ts";
import type { Act, Level, Stage } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";

/** Others on the same Prometheus fail while ours answer, and answer while ours fail. */
export function isolationTrials(outage: Outage): readonly Trial[] {
  const { stage, well, unwell } = outage;
  const { context } = outage.subjected.subject;
  const matchers = ownLabels(context);
  const others = strangers(matchers).map((labels) => ({
    every: stage.targets[0]?.every ?? stage.interval,
    labels: named(labels, "target-0"),
    exports: [],
  }));
  const both: Stage = { ...stage, targets: [...stage.targets, ...others] };
  const all = (level: Level): readonly Level[] => others.map(() => level);
  const pending = pendingEvaluations(outage);
  const acts: readonly Act[] = [
    [BEFORE + pending, [...well, ...all("fails")]],
    [pending + 3, [...unwell, ...all("answers")]],
    [AFTER, [...well, ...all("fails")]],
  ];
  const trials: Scene["trials"] = (played) => {
    const [, begins = 0, ends = 0] = played.begins;
    const says = `only while ours fail: targets of another ${differingLabels(matchers)} do the opposite all the time`;
    return [firingTrial(outage, "isolation", played, { fires: begins + pending, ends }, says)];
  };
  return season(both, [{ acts, trials }]);
}
