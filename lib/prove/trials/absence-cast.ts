import { scrapeOf } from "../../rules/context.ts";
import { targetLabels } from "../reference/own-series.ts";
import { type Needed, neededBy } from "../specify-absence.ts";
import type { Subjected } from "../trial.ts";
import { named, ownExample } from "./targets-cast.ts";
import type { Outage } from "./targets-outage.ts";
import type { Level, Target } from "./targets-play.ts";

/** Targets of each metric that is played. */
const REPLICAS = 2;

/** Scrape interval of metrics that no scrape of the model has; Prometheus' own default. Units: milliseconds. */
const EVERY = 60_000;

/** An absence alert to be played: what it needs, and two targets for each of that, one after the other. */
export interface Absence {
  readonly outage: Outage;
  readonly needed: readonly Needed[];
}

/** The play of an absence alert; `undefined` for an alert of another kind. */
export function absenceOf(subjected: Subjected): Absence | undefined {
  const { alert, subject } = subjected;
  if (alert.origin.kind !== "absence" || alert.origin.objective.absence.kind === "ignored") return undefined;
  const { objective } = alert.origin;
  const { context } = subject;
  const { prometheus } = context.system;
  const needed = neededBy(objective, context);
  const targets = needed.flatMap((one, position) =>
    Array.from({ length: REPLICAS }, (_, replica): Target => {
      const instance = `target-${position}-${replica}`;
      return {
        every: everyOf(one, subjected),
        labels: named(ownExample(targetLabels(context, one.metric)), instance),
        exports: [{ name: one.name, labels: named(ownExample(one.matchers), instance) }],
      };
    }),
  );
  const outage: Outage = {
    subjected,
    stage: {
      interval: prometheus.evaluationInterval.value * 1_000,
      delay: (prometheus.queryOffset?.value ?? 0) * 1_000,
      targets,
    },
    after: objective.absence.kind === "alertAfter" ? objective.absence.after.value : 0,
    well: everyone(needed, "answers"),
    unwell: lacking(needed, 0),
    words: `${needed[0]?.name} is missing though ${REPLICAS} targets answer`,
    holdsWithoutSamples: false,
  };
  return { outage, needed };
}

/** Scrape interval of what is needed. Units: milliseconds. */
export function everyOf({ metric }: Needed, { subject }: Subjected): number {
  const scrape = scrapeOf(subject.context, metric);
  return scrape === undefined ? EVERY : scrape.every.value * 1_000;
}

/** The same of all targets; or one thing of the first target of each metric, and another of its second. */
export function everyone(needed: readonly Needed[], first: Level, second = first): readonly Level[] {
  return needed.flatMap(() => [first, second]);
}

/** All is well but for one of the metrics, which both of its targets lack. */
export function lacking(needed: readonly Needed[], position: number): readonly Level[] {
  return needed.flatMap((_, index): readonly Level[] =>
    index === position ? ["lacks", "lacks"] : ["answers", "answers"],
  );
}
