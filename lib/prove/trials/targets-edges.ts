import { windowName } from "../../model/conventions.ts";
import { LOOKBACK } from "../reference/rate.ts";
import type { Trial } from "../trial.ts";
import type { RangeSemantics } from "../world.ts";
import { AFTER, at, BEFORE, doesFire, evaluations, type Outage, pendingEvaluations, trial } from "./targets-outage.ts";
import type { Act, Level } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";

/** An evaluation less than `for` stays silent, one more fires. */
export function boundaryScene(outage: Outage): Scene {
  const { well, unwell, after } = outage;
  const pending = pendingEvaluations(outage);
  const acts: readonly Act[] = [
    [BEFORE, well],
    [pending, unwell, "at most"],
    [AFTER, well],
    [pending + 1, unwell],
    [AFTER, well],
  ];
  const trials: Scene["trials"] = (played) => {
    const [, shorter = 0, over = 0, longer = 0, ends = 0] = played.begins;
    const row = over - shorter === 1 ? "" : " in a row";
    const silent = `stays silent at ${evaluations(over - shorter)}${row} at which ${outage.words}`;
    const fires = `fires at the first one that is ${windowName(after)} after the beginning`;
    return [
      trial(outage, "for-boundary", played, (timeline) => ({
        holds: timeline.episodes === 1 && doesFire(timeline, longer + pending, ends),
        says: pending === 0 ? "fires at a single evaluation" : `${silent}, and ${fires}`,
      })),
    ];
  };
  return { acts, trials };
}

/** What comes and goes: one good evaluation makes it wait anew. */
export function flappingScene(outage: Outage): Scene {
  const { well, unwell } = outage;
  const pending = pendingEvaluations(outage);
  const spells = (...spell: Act): readonly Act[] => [spell, [1, well], spell, [1, well]];
  const says =
    pending === 0
      ? "fires anew each time, since it is never pending"
      : `one evaluation in ${pending + 1} that finds all well keeps it silent; one in ${pending + 2}, and it fires ` +
        `every ${at(outage, pending + 2)} for ${at(outage, 1)}`;
  return {
    acts: [[BEFORE, well], ...spells(pending, unwell, "at most"), ...spells(pending + 1, unwell), [AFTER, well]],
    trials: (played) => [
      trial(outage, "flapping", played, (timeline) => ({
        holds: timeline.episodes === 2 && timeline.first(true) === (played.begins[5] ?? 0) + pending,
        says,
      })),
    ],
  };
}

/** Scrapes are missing while it is pending: for less than the lookback, and for more. */
export function gapScene(outage: Outage): Scene {
  const { stage, well, unwell, holdsWithoutSamples } = outage;
  const pending = pendingEvaluations(outage);
  const missing = well.map((): Level => "missing");
  const short = Math.max(1, Math.floor(LOOKBACK / 2 / stage.interval));
  const long = Math.ceil(LOOKBACK / stage.interval) + 3;
  const acts: readonly Act[] = [
    [BEFORE, well],
    [1, unwell],
    [short, missing],
    [pending + 2, unwell],
    [AFTER, well],
    [1, unwell],
    [long, missing],
    [pending + 2, unwell],
    [AFTER, well],
  ];
  const trials: Scene["trials"] = (played) => {
    const [, first = 0, , , firstEnds = 0, second = 0, , back = 0] = played.begins;
    const lasts = holdsWithoutSamples || second + pending < played.outOfSight(6);
    const again = (lasts ? second : back) + pending;
    return [
      trial(outage, "gap-during-for", played, (timeline) => ({
        holds: doesFire(timeline, first + pending, firstEnds) && timeline.first(true, firstEnds) === again,
        says:
          `a gap of ${at(outage, short)} in the scrapes changes nothing; after one of ${at(outage, long)} ` +
          afterLongGap(outage, lasts),
      })),
    ];
  };
  return { acts, trials };
}

function afterLongGap({ holdsWithoutSamples }: Outage, fired: boolean): string {
  if (holdsWithoutSamples) return "it has fired too, since a target without samples does not answer";
  if (fired) return "it has fired, and ended when Prometheus forgot the samples";
  return "it waits anew, since Prometheus has forgotten the samples";
}

/** Samples cease without a marker: how long the last ones count is where Prometheus 2 and 3 differ. */
export function rangeTrials(outage: Outage): readonly Trial[] {
  return (["left-open", "closed"] as const).flatMap((ranges) => lastSamples(outage, ranges));
}

function lastSamples(outage: Outage, ranges: RangeSemantics): readonly Trial[] {
  const { stage, well, unwell, holdsWithoutSamples } = outage;
  const pending = pendingEvaluations(outage);
  const before: readonly Act[] = holdsWithoutSamples
    ? [[BEFORE, well]]
    : [
        [BEFORE, well],
        [pending + 2, unwell],
      ];
  const gone = Math.ceil(LOOKBACK / stage.interval) + 3 + (holdsWithoutSamples ? pending : 0);
  // With a scrape at each evaluation the last samples are as old as the lookback at one of them.
  const every = stage.targets[0]?.every ?? stage.interval;
  const slowed = Math.max(1, Math.round(stage.interval / every));
  const trials: Scene["trials"] = (played) => {
    const lost = played.outOfSight(before.length);
    const fires = (holdsWithoutSamples ? lost : (played.begins[1] ?? 0)) + pending;
    const ends = holdsWithoutSamples ? (played.begins[2] ?? 0) : lost;
    return [
      trial(outage, "range-semantics", played, (timeline) => ({
        holds: doesFire(timeline, fires, ends),
        says:
          `${VERSION[ranges]}: ${holdsWithoutSamples ? "the last answers count" : "it goes on firing"} until ` +
          `${at(outage, lost)}, when the last samples are ${AGE[ranges]} old`,
      })),
    ];
  };
  const acts: readonly Act[] = [...before, [gone, well.map((): Level => "missing")], [AFTER, well]];
  return season(stage, [{ acts, trials }], { ranges, slowed });
}

const VERSION: Readonly<Record<RangeSemantics, string>> = { "left-open": "Prometheus 3", closed: "Prometheus 2" };
const AGE: Readonly<Record<RangeSemantics, string>> = { "left-open": "5m", closed: "more than 5m" };
