import { scrapeOf } from "../../rules/context.ts";
import { targetLabels } from "../reference/own-series.ts";
import { type Needed, neededBy } from "../specify-absence.ts";
import type { Subjected } from "../trial.ts";
import { named, ownExample } from "./targets-cast.ts";
import type { Outage } from "./targets-outage.ts";
import type { Level, Target } from "./targets-play.ts";

/** Targets of each scrape that is played. */
const REPLICAS = 2;

/** Scrape interval of metrics that no scrape of the model has; Prometheus' own default. Units: milliseconds. */
const EVERY = 60_000;

/** An absence alert to be played. */
export interface Absence {
  readonly outage: Outage;
  readonly needed: readonly Needed[];
  /** Positions of what is needed by the scrape that has it. Two targets of each are on the stage, one after the other. */
  readonly scrapes: readonly (readonly number[])[];
}

/** The play of an absence alert; `undefined` for an alert of another kind. */
export function absenceOf(subjected: Subjected): Absence | undefined {
  const { alert, subject } = subjected;
  if (alert.origin.kind !== "absence" || alert.origin.objective.absence.kind === "ignored") return undefined;
  const { objective } = alert.origin;
  const { context } = subject;
  const { prometheus } = context.system;
  const needed = neededBy(objective, context);
  const scrapes = positionsByScrape(needed, subjected);
  const targets = scrapes.flatMap((positions, scrape) =>
    Array.from({ length: REPLICAS }, (_, replica) =>
      targetOf(
        positions.map((position) => [position, needed[position]] as const),
        subjected,
        `target-${scrape}-${replica}`,
      ),
    ),
  );
  const outage: Outage = {
    subjected,
    stage: {
      interval: prometheus.evaluationInterval.value * 1_000,
      delay: (prometheus.queryOffset?.value ?? 0) * 1_000,
      targets,
    },
    after: objective.absence.kind === "alertAfter" ? objective.absence.after.value : 0,
    well: everyone({ scrapes }, "answers"),
    unwell: lacking({ scrapes }, 0),
    words: `${needed[0]?.name} is missing though ${REPLICAS} targets answer`,
    holdsWithoutSamples: false,
  };
  return { outage, needed, scrapes };
}

function positionsByScrape(needed: readonly Needed[], { subject }: Subjected): readonly (readonly number[])[] {
  const scrapes = new Map<string, number[]>();
  for (const [position, { metric }] of needed.entries()) {
    const key = JSON.stringify(targetLabels(subject.context, metric));
    scrapes.set(key, [...(scrapes.get(key) ?? []), position]);
  }
  return [...scrapes.values()];
}

function targetOf(
  needed: readonly (readonly [position: number, one: Needed | undefined])[],
  subjected: Subjected,
  instance: string,
): Target {
  const [[, first] = [0, undefined]] = needed;
  const { context } = subjected.subject;
  return {
    every: first === undefined ? EVERY : everyOf(first, subjected),
    labels: named(ownExample(targetLabels(context, first?.metric)), instance),
    exports: needed.flatMap(([position, one]) =>
      one === undefined ? [] : [{ name: one.name, labels: named(ownExample(one.matchers), instance), position }],
    ),
  };
}

/** Scrape interval of what is needed. Units: milliseconds. */
export function everyOf({ metric }: Needed, { subject }: Subjected): number {
  const scrape = scrapeOf(subject.context, metric);
  return scrape === undefined ? EVERY : scrape.every.value * 1_000;
}

/** The same of all targets; or one thing of the first target of each scrape, and another of its second. */
export function everyone({ scrapes }: Pick<Absence, "scrapes">, first: Level, second = first): readonly Level[] {
  return scrapes.flatMap(() => [first, second]);
}

/** All is well but for one thing that is needed, which both targets of its scrape lack. */
export function lacking({ scrapes }: Pick<Absence, "scrapes">, position: number): readonly Level[] {
  return scrapes.flatMap((positions): readonly Level[] =>
    positions.includes(position) ? [{ lacks: position }, { lacks: position }] : ["answers", "answers"],
  );
}
