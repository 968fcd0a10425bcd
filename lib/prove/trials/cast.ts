import { tidy } from "../../core/decimal.ts";
import type { Indicator } from "../../model/indicator.ts";
import { select } from "../../rules/context.ts";
import { keptLabels } from "../../rules/labels.ts";
import { EVENTS_PER_SECOND } from "../stimulate/spans.ts";
import type { Replica, Stretch } from "../stimulus.ts";
import { groupLevels, isRising } from "./levels.ts";
import { metricsOf, settling, type Watched } from "./watched.ts";

/** A stretch of time in which the indicator of a whole service has one value. Events per second are those of all replicas. */
export type Phase = Stretch;

/** What else there is to say of a replica. */
export type ReplicaOptions = Omit<Replica, "instance" | "stretches">;

/** A replica's part in what a service measures. */
export interface Member {
  readonly instance: string;
  /** Its share of the events, or of what is summed over replicas. */
  readonly share: number;
  /** Its level as a multiple of the service's, where levels are averaged over replicas. */
  readonly tilt: number;
  /** Labels that tell it from a replica of the same name. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** How the level of a service follows from those of its replicas. */
export type Combination = "weighted" | "summed" | "averaged" | "youngest" | "same";

/** How the level of an indicator follows from those of its replicas. */
export function combinationOf(indicator: Indicator): Combination {
  switch (indicator.kind) {
    case "ratio":
    case "latency":
    case "hitRatio":
      return "weighted";
    case "throughput":
    case "queueDepth":
      return "summed";
    case "saturation":
      return "value" in indicator.capacity ? "summed" : "averaged";
    case "freshness":
      return "youngest";
    case "quantile":
    case "up":
      return "same";
  }
}

/**
 * Two replicas that differ in traffic and in level, so that sums, means and maxima of rates and of ratios all differ, while
 * the service has exactly the level asked for. Where each instance is judged by itself they are two shards of one.
 */
export function pairOf(watched: Watched): readonly Member[] {
  const [a, b] = TILTS[combinationOf(watched.objective.indicator)];
  const other = isJudgedAlone(watched) ? { instance: "a", labels: { shard: "b" } } : { instance: "b" };
  return [
    { instance: "a", share: 0.75, tilt: a },
    { ...other, share: 0.25, tilt: b },
  ];
}

/** Multiples of the level that leave that of the service as it is: 0.75 x 1.2 + 0.25 x 0.4 = 1, (1.5 + 0.5) / 2 = 1. */
const TILTS: Readonly<Record<Combination, readonly [number, number]>> = {
  weighted: [1.2, 0.4],
  averaged: [1.5, 0.5],
  youngest: [1, 3],
  summed: [1, 1],
  same: [1, 1],
};

/** Three replicas of the same level; of different traffic unless each instance is judged by itself. */
export function trioOf(watched: Watched): readonly Member[] {
  const shares = isJudgedAlone(watched) ? [1, 1, 1] : [0.6, 0.25, 0.15];
  return ["a", "b", "c"].map((instance, index) => ({ instance, share: shares[index] ?? 0, tilt: 1 }));
}

/** True where each instance is judged by itself. */
export function isJudgedAlone({ objective }: Watched): boolean {
  return keptLabels(objective.indicator).includes("instance");
}

/** The level of a member while the service has a level. */
export function memberLevel(watched: Watched, member: Member, level: number): number {
  switch (combinationOf(watched.objective.indicator)) {
    case "summed":
      return tidy(level * member.share);
    case "weighted":
      // More than all events cannot be bad.
      return level * TILTS.weighted[0] > 1 ? level : tidy(level * member.tilt);
    default:
      return tidy(level * member.tilt);
  }
}

/**
 * Events are whole; where their number is the value of the indicator, they are counted in parts of this size, so that a
 * margin of half a percent is seen of a few events per second.
 */
export const EVENT_PARTS = 1_024;

/** What the level of a replica is multiplied with, to be counted in parts. */
export function partsOf({ objective }: Pick<Watched, "objective">): number {
  return objective.indicator.kind === "throughput" ? EVENT_PARTS : 1;
}

/**
 * How long replicas have run before the first evaluation where low rates are beyond the threshold: those of a process that
 * has just started are low. Units: seconds.
 */
function historyOf(watched: Watched): number {
  if (watched.objective.indicator.kind !== "throughput" || isRising(watched)) return 0;
  const interval = Math.max(watched.interval, watched.every);
  return Math.ceil(settling(watched) / interval + 2) * interval;
}

/** A replica with a history before its first stretch, unless it begins later. */
function withHistory(watched: Watched, replica: Replica): Replica {
  const before = historyOf(watched);
  const { from = 0, stretches } = replica;
  const [first, ...others] = stretches;
  if (before === 0 || from > 0 || first === undefined) return replica;
  return { ...replica, from: from - before, stretches: [{ ...first, seconds: first.seconds + before }, ...others] };
}

/** A member that lives through the phases of its service. */
export function replicaOf(
  watched: Watched,
  member: Member,
  phases: readonly Phase[],
  options: ReplicaOptions = {},
): Replica {
  const stretches = phases.map(
    ({ seconds, level, perSecond = EVENTS_PER_SECOND }): Stretch => ({
      seconds,
      level: typeof level === "number" ? memberLevel(watched, member, level) * partsOf(watched) : level,
      perSecond: perSecond * member.share,
    }),
  );
  const labels = member.labels === undefined ? {} : { labels: { ...member.labels, ...options.labels } };
  return withHistory(watched, { instance: member.instance, stretches, ...options, ...labels });
}

/** All members in the same phases, and one that is well all the time where labels are judged by themselves. */
export function serviceOf(
  watched: Watched,
  members: readonly Member[],
  phases: readonly Phase[],
  options: ReplicaOptions = {},
): readonly Replica[] {
  return [
    ...members.map((member) => replicaOf(watched, member, phases, options)),
    ...bystander(watched, lengthOf(phases) + (options.from ?? 0)),
  ];
}

/** How long phases last. Units: seconds. */
export function lengthOf(phases: readonly Phase[]): number {
  return phases.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Labels that an indicator keeps and no selector asks for, so that replicas can differ in them. */
export function freeLabels({ objective, subject }: Watched): readonly string[] {
  const asked = new Set(
    metricsOf(objective.indicator).flatMap((metric) =>
      metric === undefined ? [] : select(subject.context, metric).matchers.map(({ label }) => label),
    ),
  );
  return keptLabels(objective.indicator).filter((label) => !asked.has(label));
}

/** Where labels are kept, a replica with other values of them that is always well: alerts must tell the two apart. */
export function bystander(watched: Watched, seconds: number): readonly Replica[] {
  const labels = freeLabels(watched);
  if (labels.length === 0) return [];
  const { healthy } = groupLevels(watched.subject);
  return [
    withHistory(watched, {
      instance: "z",
      labels: Object.fromEntries(labels.map((label) => [label, "z"])),
      stretches: [{ seconds, level: healthy * partsOf(watched), perSecond: EVENTS_PER_SECOND / 8 }],
    }),
  ];
}
