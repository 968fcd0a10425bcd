import type { Metric } from "../../model/metric.ts";
import type { Objective } from "../../model/objective.ts";
import { type Context, scrapeOf, upSelector } from "../../rules/context.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { keptLabels } from "../../rules/labels.ts";
import type { ValueObjective } from "../../rules/value-recordings.ts";
import { exampleLabels } from "../example-labels.ts";
import type { Clock, Replica } from "../stimulus.ts";
import type { ScrapedSeries } from "../world.ts";
import { counterValues } from "./counter.ts";
import { type Exported, exportedEvents, type Gauge, steady } from "./exported.ts";
import { exportedValues } from "./exported-values.ts";
import { nativeValues } from "./native-histogram.ts";
import { type Scrapes, scraped, scrapedUp, scrapesDuring } from "./scrapes.ts";
import { type Span, spansOf } from "./spans.ts";

/** Scrape interval of metrics that no scrape of the model has; Prometheus' own default. Units: seconds. */
const SCRAPE_SECONDS = 60;

/**
 * The series that replicas export when an indicator takes the levels they live through, and `up` of their targets, at the
 * scrape intervals of the model.
 *
 * @throws RangeError when two replicas have the same series
 */
export function stimulate(
  objective: Objective,
  context: Context,
  replicas: readonly Replica[],
  clock: Clock = {},
): readonly ScrapedSeries[] {
  const exported = exportedBy(objective, context);
  const targets = targetsOf(exported, context);
  const series = replicas.flatMap((replica) => seriesOf(replica, objective, context, { exported, targets, clock }));
  const seen = new Set<string>();
  for (const { name, labels } of series) {
    const key = JSON.stringify([name, ...Object.entries(labels).sort()]);
    if (seen.has(key)) throw new RangeError(`two replicas export ${key}`);
    seen.add(key);
  }
  return series;
}

function exportedBy(objective: Objective, context: Context): readonly Exported[] {
  if (isEventObjective(objective)) return exportedEvents(objective.indicator, context);
  return exportedValues(objective as ValueObjective, context);
}

/** One metric of each scrape that takes part; `undefined` stands for the owner's own. */
function targetsOf(exported: readonly Exported[], context: Context): readonly (Metric | undefined)[] {
  const targets = new Map<unknown, Metric | undefined>([[context.owner.scrape, undefined]]);
  for (const { metric } of exported) {
    const scrape = scrapeOf(context, metric);
    if (!targets.has(scrape)) targets.set(scrape, metric);
  }
  return [...targets].flatMap(([scrape, metric]) => (scrape === undefined ? [] : [metric]));
}

function seriesOf(
  replica: Replica,
  objective: Objective,
  context: Context,
  made: {
    readonly exported: readonly Exported[];
    readonly targets: readonly (Metric | undefined)[];
    readonly clock: Clock;
  },
): readonly ScrapedSeries[] {
  const { phase = 0, slowed = 1, start = 0 } = made.clock;
  const spans = spansOf(replica);
  const known = new Map<number, Scrapes>();
  const scrapesOf = (metric: Metric | undefined): Scrapes => {
    const every = (scrapeOf(context, metric)?.every.value ?? SCRAPE_SECONDS) * slowed * 1_000;
    const scrapes = known.get(every) ?? scrapesDuring(spans, every, phase * 1_000);
    known.set(every, scrapes);
    return scrapes;
  };
  const kept = Object.fromEntries(keptLabels(objective.indicator).map((label) => [label, "a"]));
  const own = { ...kept, instance: replica.instance };
  const unwell = objective.indicator.kind === "up";
  const answering = steady((level) => (unwell && level !== "idle" && level >= 1 ? 0 : 1));
  const ups = made.targets.map((metric) => {
    const scrapes = scrapesOf(metric);
    const labels = { instance: replica.instance, ...exampleLabels(upSelector(context, metric)), ...replica.labels };
    const answers = gaugeValues(answering, spans, scrapes, start);
    return scrapedUp(labels, answers, scrapes);
  });
  const measured = made.exported.map(({ metric, name, labels, follows }) => {
    const scrapes = scrapesOf(metric);
    const all = { ...own, ...labels, ...replica.labels };
    if (typeof follows === "function") return scraped(name, all, gaugeValues(follows, spans, scrapes, start), scrapes);
    if ("flows" in follows) return scraped(name, all, counterValues(follows, replica, spans, scrapes), scrapes);
    const { values, histogram } = nativeValues(follows, replica, spans, scrapes);
    return { ...scraped(name, all, values, scrapes), histogram };
  });
  return [...measured, ...ups];
}

/** Values of a gauge at each scrape. Units: `start` as Unix time in seconds. */
function gaugeValues(follows: Gauge, spans: readonly Span[], scrapes: Scrapes, start: number): Float64Array {
  const values = new Float64Array(scrapes.answers.length);
  let place = -1;
  let valueAt = follows("idle");
  for (let index = 0; index < values.length; index++) {
    const next = scrapes.spans[index] ?? 0;
    if (next !== place) valueAt = follows(spans[next]?.level ?? "idle");
    place = next;
    values[index] = valueAt(start + (scrapes.offset + index * scrapes.every) / 1_000);
  }
  return values;
}
