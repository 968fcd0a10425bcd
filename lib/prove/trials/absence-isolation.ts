import { targetLabels } from "../reference/own-series.ts";
import type { Trial } from "../trial.ts";
import { type Absence, everyOf, everyone, lacking } from "./absence-cast.ts";
import { differingLabels, named, strangers } from "./targets-cast.ts";
import { AFTER, at, BEFORE, pendingEvaluations, trial } from "./targets-outage.ts";
import type { Act, Level, Target } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";

/**
 * Others on the same Prometheus have the series while ours lack them, and their targets answer while ours fail. Each of
 * them differs from ours in one label only.
 */
export function absenceIsolation(absence: Absence): readonly Trial[] {
  const { outage, needed } = absence;
  const { subjected, stage, well } = outage;
  const { context } = subjected.subject;
  const pending = pendingEvaluations(outage);
  const targets = needed.flatMap((one, position): readonly Target[] =>
    strangers(targetLabels(context, one.metric)).map((labels) => ({
      every: everyOf(one, subjected),
      labels: named(labels, `stranger-${position}`),
      exports: [],
    })),
  );
  const exporters = needed.flatMap((one, position): readonly Target[] =>
    strangers(one.matchers).map((labels, index) => ({
      every: everyOf(one, subjected),
      labels: { job: "another", instance: `exporter-${position}-${index}` },
      exports: [{ name: one.name, labels: named(labels, `exporter-${position}-${index}`) }],
    })),
  );
  const act = (evaluations: number, own: readonly Level[], others: Level): Act => [
    evaluations,
    [...own, ...targets.map(() => others), ...exporters.map((): Level => "answers")],
  ];
  const acts = [
    act(BEFORE, well, "fails"),
    ...needed.flatMap((_, position) => [
      act(pending + 3, lacking(absence, position), "answers"),
      act(AFTER, well, "fails"),
    ]),
    act(pending + 3, everyone(absence, "fails"), "answers"),
    act(AFTER, well, "answers"),
  ];
  const labels = differingLabels(needed.flatMap(({ matchers }) => matchers));
  const trials: Scene["trials"] = (played) => {
    const [, begins = 0] = played.begins;
    const says =
      `fires at ${at(outage, begins + pending)} though others have the series, and not while ours fail though ` +
      `others answer; they differ in ${labels}`;
    return [
      trial(outage, "isolation", played, (timeline) => ({
        holds: timeline.first(true) === begins + pending && timeline.episodes === needed.length,
        says,
      })),
    ];
  };
  return season({ ...stage, targets: [...stage.targets, ...targets, ...exporters] }, [{ acts, trials }]);
}
