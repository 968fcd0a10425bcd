import { tidy } from "../../core/decimal.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { ScrapedSeries, World } from "../world.ts";
import { freeLabels, type Phase, pairOf, replicaOf, serviceOf } from "./cast.ts";
import { finerBucket, foreignTo, otherBuckets, selectorsOf, spellingsOf } from "./foreign.ts";
import { extremeOf, groupLevels, isRising, thresholdLevel } from "./levels.ts";
import { namesakesOf } from "./namesakes.ts";
import { rhythmOf } from "./rhythm.ts";
import { seriesOf, worldOn } from "./scene.ts";
import { exported, trial } from "./trials.ts";
import { allWatched, type Watched } from "./watched.ts";
import { at } from "./words.ts";

/** Series and recordings that differ from ours in one label each: they fail and we are well, and the other way round. */
export function isolationTrials(watched: Watched): readonly Evidence[] {
  const labels = labelsOf(watched).join(", ");
  return [
    exported(
      trial(watched, "isolation", shared(watched, "they fail"), (timeline) => ({
        holds: !timeline.everFires,
        says: `stays silent while everything fails with another ${labels}`,
      })),
    ),
    exported(trial(watched, "isolation", shared(watched, "we fail"), (timeline) => firesAlone(timeline, labels))),
  ];
}

function firesAlone(timeline: AlertTimeline, labels: string): Claim {
  const fires = timeline.first(true);
  const holds = fires !== undefined && timeline.most === 1;
  return { holds, says: `fires at ${at(timeline, fires ?? 0)} while all is well with another ${labels}` };
}

/** Labels in which others differ from us, by the selectors of raw series and by the recordings. */
function labelsOf(watched: Watched): readonly string[] {
  const asked = [...selectorsOf(watched).values()].flat().flatMap(({ matchers }) => matchers.map(({ label }) => label));
  return [...new Set([...asked, ...recordedLabels(watched)])].filter((label) => label !== "le");
}

function recordedLabels({ subject }: Watched): readonly string[] {
  const recordings = subject.group.rules.filter((rule) => rule.kind === "recording");
  return [...new Set(recordings.flatMap(({ labels }) => Object.keys(labels)))];
}

/** Two services on one Prometheus, one of which fails after a calm time. */
function shared(watched: Watched, who: "they fail" | "we fail"): World {
  const { calm, extreme } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  const seconds = calm + extreme;
  const failing: readonly Phase[] = [
    { seconds: calm, level: healthy },
    { seconds: extreme, level: extremeOf(watched) },
  ];
  // Without a single bad event, or without a single good one, so that the series of the others stand alone.
  const ours = who === "we fail" ? failure(watched) : hasNone(watched) ? 0 : healthy;
  const theirs = who === "we fail" ? [{ seconds, level: healthy }] : failing;
  return worldOn(watched, {
    replicas: serviceOf(watched, pairOf(watched), [{ seconds, level: ours }], { bornLate: true }),
    seconds,
    changed: {
      key: who,
      by: (series, start) => [
        ...series,
        ...variationsOf(watched, series),
        ...oddCapacities(watched, series),
        ...foreigners(watched, theirs, start),
        ...namesakesOf(watched, seconds / watched.interval + 1),
      ],
    },
  });
}

/** Quantiles from here on stay beyond a bound that three quarters of the observations are within. */
const HIGH = 0.9;

/** Extreme; of a quantile, not at the bound of a bucket, so that it depends on all of them. */
function failure(watched: Watched): number {
  const extreme = extremeOf(watched);
  const { indicator } = watched.objective;
  if (indicator.kind !== "quantile" || indicator.quantile < HIGH || !isRising(watched)) return extreme;
  const thresholds = [...allWatched(watched.subject).values()].map(thresholdLevel);
  return tidy((Math.max(...thresholds) + extreme) / 2);
}

/** True where the level 0 is that of no bad event at all. */
function hasNone({ objective }: Watched): boolean {
  const { kind } = objective.indicator;
  return kind === "ratio" || kind === "latency" || kind === "hitRatio" || kind === "up";
}

/** More series of ours: other values that patterns match, and buckets beside the counted one. */
function variationsOf(watched: Watched, series: readonly ScrapedSeries[]): readonly ScrapedSeries[] {
  const selectors = selectorsOf(watched);
  return series.flatMap((one) => [
    ...spellingsOf(one, selectors.get(one.name) ?? []),
    ...otherBuckets(one, watched, countsOf(one, series)),
    ...finerBucket(one, watched, failure(watched)),
  ]);
}

/** Replicas without a limit, which exporters report as 0, and with one of less than a whole unit. */
function oddCapacities(watched: Watched, series: readonly ScrapedSeries[]): readonly ScrapedSeries[] {
  const { indicator } = watched.objective;
  const labels = freeLabels(watched);
  if (indicator.kind !== "saturation" || "value" in indicator.capacity || labels.length === 0) return [];
  const { name } = indicator.capacity;
  return series
    .filter((one) => one.labels.instance === "z" && one.name !== "up")
    .flatMap((one) =>
      [0, 1 / 2_048].map((capacity) => ({
        ...one,
        labels: {
          ...one.labels,
          instance: `z${capacity}`,
          ...Object.fromEntries(labels.map((label) => [label, `z${capacity}`])),
        },
        values: one.values.map((value) => (one.name === name || capacity > 0 ? value * capacity : value)),
      })),
    );
}

/** All observations of the histogram that a bucket belongs to. */
function countsOf(bucket: ScrapedSeries, series: readonly ScrapedSeries[]): Float64Array {
  const { le: _, ...labels } = bucket.labels;
  const name = bucket.name.replace(/_bucket$/, "_count");
  const count = series.find(
    (one) => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
  );
  return count?.values ?? bucket.values;
}

/** One replica that lives through other phases, under another value of each label that a selector asks for. */
function foreigners(watched: Watched, phases: readonly Phase[], start: number): readonly ScrapedSeries[] {
  const replica = replicaOf(watched, { instance: "foreign", share: 1, tilt: 1 }, phases);
  const selectors = selectorsOf(watched);
  const made = seriesOf(watched, [replica], { start });
  return labelsOf(watched).flatMap((label) =>
    made.flatMap((series) => foreignTo(series, label, selectors.get(series.name) ?? []) ?? []),
  );
}
