import type { Indicator } from "../../model/indicator.ts";
import type { Metric } from "../../model/metric.ts";
import type { Evidence } from "../trial.ts";
import type { Phase } from "./cast.ts";
import { extremeOf, groupLevels } from "./levels.ts";
import { played } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { exported, trial } from "./trials.ts";
import type { Watched } from "./watched.ts";

/** Bad events are counted, and all events, by a metric of their own, are not: a share of nothing is known, whatever fails. */
export function uncountedTrials(watched: Watched): readonly Evidence[] {
  const all = allEventsOf(watched.objective.indicator);
  if (all === undefined) return [];
  const { calm, extreme } = rhythmOf(watched.subject);
  const phases: readonly Phase[] = [
    { seconds: calm, level: groupLevels(watched.subject).healthy },
    { seconds: extreme, level: extremeOf(watched) },
  ];
  const world = played(watched, phases, {
    changed: { key: `without ${all.name}`, by: (series) => series.filter(({ name }) => name !== all.name) },
  });
  return [
    exported(
      trial(watched, "only-errors", world, (timeline) => ({
        holds: !timeline.everFires,
        says: `stays silent where ${all.name} is missing: of how many events the bad ones are is not known, and the absence alert tells`,
      })),
    ),
  ];
}

/** The metric of all events, where it is another than that of the bad ones. */
function allEventsOf(indicator: Indicator): Metric | undefined {
  if (indicator.kind !== "ratio" || indicator.bad === undefined) return undefined;
  return indicator.bad.name === indicator.total.name ? undefined : indicator.total;
}
