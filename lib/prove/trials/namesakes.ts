import type { DerivedRecording } from "../../rules/derived.ts";
import { keptLabels } from "../../rules/labels.ts";
import type { Trial } from "../trial.ts";
import type { ScrapedSeries } from "../world.ts";
import type { Phase } from "./cast.ts";
import { groupLevels } from "./levels.ts";
import { played } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { trial } from "./trials.ts";
import type { Watched } from "./watched.ts";

/**
 * Recordings of others with the same names: of another objective, another service, another system, each of them once as low
 * and once as high as can be. Rules that read them by name alone take them for their own.
 */
export function namesakeTrial(watched: Watched): Trial {
  const { calm } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  const { indicator } = watched.objective;
  // The first bad event comes late, so that all that stands in for it is read, too.
  const innocent = indicator.kind === "ratio" || indicator.kind === "latency" || indicator.kind === "hitRatio";
  const phases: readonly Phase[] = [
    { seconds: calm, level: innocent ? 0 : healthy },
    { seconds: calm, level: healthy },
  ];
  const world = played(watched, phases, {
    ...(innocent ? { replica: { bornLate: true } } : {}),
    changed: {
      key: "namesakes",
      by: (series) => [...series, ...namesakesOf(watched, (2 * calm) / watched.interval + 1)],
    },
  });
  return trial(watched, "isolation", world, (timeline) => ({
    holds: !timeline.everFires,
    says: "stays silent while recordings of the same names, of another objective, service and system, are at their extremes",
  }));
}

/** Higher than any threshold. */
const EXTREME = 1e9;

function namesakesOf({ subject, objective, interval }: Watched, count: number): readonly ScrapedSeries[] {
  const kept = Object.fromEntries(keptLabels(objective.indicator).map((label) => [label, "a"]));
  const recordings = subject.group.rules.filter((rule): rule is DerivedRecording => rule.kind === "recording");
  return recordings.flatMap(({ record, labels }) =>
    Object.entries(labels).flatMap(([label, value]) =>
      [0, record.endsWith(":ratio") || record.includes("_ratio:") ? 1 : EXTREME].map(
        (level, index): ScrapedSeries => ({
          name: record,
          labels: { ...kept, ...labels, [label]: `${value}-${index === 0 ? "idle" : "ill"}` },
          every: interval * 1_000,
          offset: 0,
          values: new Float64Array(count).fill(level),
        }),
      ),
    ),
  );
}
