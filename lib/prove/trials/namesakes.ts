import type { DerivedRecording } from "../../rules/derived.ts";
import { keptLabels } from "../../rules/labels.ts";
import type { ScrapedSeries } from "../world.ts";
import type { Watched } from "./watched.ts";

/** Higher than any threshold. */
const EXTREME = 1e9;

/**
 * Recordings of others with the same names: of another objective, another service, another system, each of them once as low
 * and once as high as can be. Rules that read them by name alone take them for their own.
 */
export function namesakesOf({ subject, objective, interval }: Watched, count: number): readonly ScrapedSeries[] {
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
