import { ownLabels } from "../reference/own-series.ts";
import type { Evidence } from "../trial.ts";
import { differingLabels, named, strangers } from "./targets-cast.ts";
import { AFTER, BEFORE, firingTrial, type Outage, pendingEvaluations } from "./targets-outage.ts";
import { type Level, play, type Stage } from "./targets-play.ts";

/** Others on the same Prometheus fail while ours answer, and answer while ours fail. */
export function isolation(outage: Outage): Evidence {
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
  const played = play(both, [
    [BEFORE + pending, [...well, ...all("fails")]],
    [pending + 3, [...unwell, ...all("answers")]],
    [AFTER, [...well, ...all("fails")]],
  ]);
  const [, begins = 0, ends = 0] = played.begins;
  return firingTrial(
    outage,
    "isolation",
    played,
    { fires: begins + pending, ends },
    `only while ours fail: targets of another ${differingLabels(matchers)} do the opposite all the time`,
  );
}
