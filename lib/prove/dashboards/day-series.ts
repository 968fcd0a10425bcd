import { ownersOf } from "../../model/check/walk.ts";
import type { Condition } from "../../model/condition.ts";
import type { Metric } from "../../model/metric.ts";
import type { Objective } from "../../model/objective.ts";
import type { Phase } from "../../model/stage.ts";
import type { System } from "../../model/system.ts";
import { print } from "../../promql/print.ts";
import { selectors } from "../../promql/walk.ts";
import { type Context, scrapeOf, select, upSelector } from "../../rules/context.ts";
import type { DerivedGroup } from "../../rules/derived.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { exampleLabels } from "../example-labels.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import type { Replica, Stretch } from "../stimulus.ts";
import { subjectOf } from "../subjects.ts";
import { scrape } from "../trials/conditions-scrapes.ts";
import { extremeOf, groupLevels } from "../trials/levels.ts";
import { allWatched } from "../trials/watched.ts";
import type { ScrapedSeries } from "../world.ts";

/** Length of a day. Units: seconds. */
export const DAY = 86_400;

/** The end of the day that is looked at; a good one is before it, for queries that compare with yesterday. Units: seconds. */
export const END = 2 * DAY;

/** The hour in which everything goes wrong on a broken day, from its noon on. Units: seconds. */
export const BROKEN = { from: 1.5 * DAY, to: 1.5 * DAY + 3_600 } as const;

/** Scrape interval of what the model does not scrape; Prometheus' default. Units: seconds. */
const SCRAPE_SECONDS = 60;

const HOUR = 3_600;

/** Mean events of one replica. Units: per second. */
const TRAFFIC = 20;

/**
 * What all exporters of a system give until the end of a day: of each objective at a level where all is well, of each condition while it
 * does not hold, and of each metric that is declared besides. On a broken day all of it is wrong for an hour. Series that
 * several of these need are made for the first.
 */
export function seriesOfDay(
  system: System,
  groups: readonly DerivedGroup[],
  broken: boolean,
): readonly ScrapedSeries[] {
  const found = new Map<string, ScrapedSeries>();
  const selected = new Set<string>();
  const add = (series: readonly ScrapedSeries[]): void => {
    for (const one of series) {
      const key = JSON.stringify([one.name, ...Object.entries(one.labels).sort()]);
      if (!found.has(key)) found.set(key, one);
    }
  };
  for (const group of groups) {
    add(ofObjectiveGroup(group, system, broken));
    for (const condition of conditionsOf(group)) {
      // Two conditions about the same series would each bring objects that the other judges too.
      const wanted = selectors(condition.expression).map(print);
      if (wanted.every((text) => selected.has(text))) continue;
      for (const text of wanted) selected.add(text);
      add(ofCondition(condition, system, broken));
    }
  }
  for (const { owner } of ownersOf(system)) {
    const context: Context = { system, owner };
    if (owner.scrape !== undefined) add([targetOf(context, broken)]);
    for (const metric of owner.metrics ?? []) add(seriesOfMetric(metric, context));
  }
  return [...found.values()];
}

function ofObjectiveGroup(group: DerivedGroup, system: System, broken: boolean): readonly ScrapedSeries[] {
  const subject = subjectOf(group, system);
  const objective = subject.context.owner.objectives.find(({ name }) => name === group.part);
  if (objective === undefined) return [];
  const [first] = allWatched(subject).values();
  const healthy = isEventObjective(objective) ? 0 : groupLevels(subject).healthy;
  const wrong = first === undefined ? healthy : extremeOf(first);
  return ofObjective(objective, subject.context, { healthy, wrong: broken ? wrong : healthy });
}

function conditionsOf({ rules }: DerivedGroup): readonly Condition[] {
  return rules.flatMap((rule) =>
    rule.kind === "alert" && rule.origin.kind === "condition" ? [rule.origin.condition] : [],
  );
}

interface Levels {
  readonly healthy: number;
  readonly wrong: number;
}

function ofObjective(objective: Objective, context: Context, levels: Levels): readonly ScrapedSeries[] {
  const replicas = ["a", "b"].map((instance, index): Replica => {
    const labels = podOf(context, index);
    return { instance, stretches: hours(levels, isEventObjective(objective)), ...(labels ? { labels } : {}) };
  });
  const one = objective.indicator.kind === "saturation" || objective.indicator.kind === "freshness";
  return stimulate(objective, context, one ? replicas.slice(0, 1) : replicas);
}

/** Pods have names on Kubernetes; panels tell replicas apart by them. */
function podOf({ owner, system }: Context, index: number): Readonly<Record<string, string>> | undefined {
  if (!system.runs.includes("kubernetes")) return undefined;
  return { pod: `${owner.name}-${"ab"[index] ?? "c"}` };
}

/** Both days hour by hour: more traffic in the afternoon than at night. */
function hours({ healthy, wrong }: Levels, counted: boolean): readonly Stretch[] {
  return Array.from({ length: END / HOUR }, (_, hour): Stretch => {
    const isBroken = hour * HOUR >= BROKEN.from && hour * HOUR < BROKEN.to;
    const daily = 1 - 0.5 * Math.cos(((hour - 3) / 24) * 2 * Math.PI);
    return {
      seconds: HOUR,
      level: isBroken ? wrong : healthy,
      ...(counted ? { perSecond: Math.round(TRAFFIC * daily) } : {}),
    };
  });
}

function ofCondition(condition: Condition, system: System, broken: boolean): readonly ScrapedSeries[] {
  const [stage] = condition.stages ?? [];
  if (stage === undefined) return broken ? ofScenarios(condition) : [];
  const phases: readonly Phase[] = broken
    ? [
        [0, "off"],
        [BROKEN.from, "on"],
        [BROKEN.to, "off"],
      ]
    : [[0, "off"]];
  const series = stage.series(END, ...phases);
  const every = stage.interval ?? scrapeEvery(system, series[0]?.labels.job);
  return series.map((one) => scrape(one, { step: stage.step, every, phase: 0, until: END, begin: 0 }));
}

/** The first scenario that fires, at the time at which everything is wrong. */
function ofScenarios({ scenarios }: Condition): readonly ScrapedSeries[] {
  const shown = scenarios.find(({ expect }) => expect.some(({ firing }) => firing > 0));
  if (shown === undefined) return [];
  const { step, series } = shown;
  const until = (shown.until ?? shown.expect.at(-1)?.at ?? 0) + step;
  return series.map((one) => {
    const scraped = scrape(one, { step, every: step, phase: 0, until, begin: 0 });
    return { ...scraped, offset: BROKEN.from * 1_000 };
  });
}

function targetOf(context: Context, broken: boolean): ScrapedSeries {
  const every = context.owner.scrape?.every.value ?? SCRAPE_SECONDS;
  const values = new Float64Array(END / every).fill(1);
  if (broken) values.fill(0, Math.ceil(BROKEN.from / every), Math.ceil(BROKEN.to / every));
  const labels = { instance: "a", ...exampleLabels(upSelector(context)), ...podOf(context, 0) };
  return { name: "up", labels, every: every * 1_000, offset: 0, values };
}

/** What nobody promised anything about goes on evenly. */
function seriesOfMetric(metric: Metric, context: Context): readonly ScrapedSeries[] {
  const every = scrapeOf(context, metric)?.every.value ?? SCRAPE_SECONDS;
  const own = Object.fromEntries(metric.labels.map((label) => [label, "a"]));
  const made = (suffix: string, perSecond: number | undefined, extra = {}): ScrapedSeries => ({
    name: `${metric.name}${suffix}`,
    labels: { instance: "a", ...podOf(context, 0), ...own, ...exampleLabels(select(context, metric)), ...extra },
    every: every * 1_000,
    offset: 0,
    values: Float64Array.from({ length: END / every }, (_, index) =>
      perSecond === undefined ? 5 : index * every * perSecond,
    ),
  });
  switch (metric.type) {
    case "counter":
      return [made("", 0.1)];
    case "gauge":
      return [made("", undefined)];
    case "histogram": {
      const bounds = [...(metric.buckets ?? []), Number.POSITIVE_INFINITY];
      const buckets = bounds.map((bound, index) => {
        const le = bound === Number.POSITIVE_INFINITY ? "+Inf" : Number.isInteger(bound) ? `${bound}.0` : `${bound}`;
        return made("_bucket", (10 * (index + 1)) / bounds.length, { le });
      });
      return [...buckets, made("_count", 10), made("_sum", 2)];
    }
    case "native-histogram":
      return [];
  }
}

function scrapeEvery(system: System, job: string | undefined): number {
  const scrapes = [...system.services, ...system.dependencies].flatMap(({ scrape: own }) => (own ? [own] : []));
  return scrapes.find((own) => own.job === job)?.every.value ?? SCRAPE_SECONDS;
}
