import type { VectorSelector } from "../../ast.ts";
import type { Labels } from "../../data/labels.ts";
import { HISTOGRAM } from "../../data/series.ts";
import type { FirstFailure } from "../binary/first-failure.ts";
import { shown } from "../binary/matching.ts";
import type { Column } from "../column.ts";
import { EvaluationError } from "../error.ts";
import type { Evaluator, Lookup } from "../evaluator.ts";
import type { InfoMatchers } from "./info-matchers.ts";

/** The latest of the info series that have one name and identify one target, at each step. */
export interface InfoMetric {
  /** Labels of the series that counts, `undefined` where there is none. */
  readonly labelsAt: readonly (Labels | undefined)[];
}

/** Where info series are looked for: at a fixed moment (seconds) or so long before each step (milliseconds). */
export type InfoReference = Pick<VectorSelector, "at" | "offset">;

/** Labels that tell targets apart; fixed in Prometheus (`identifyingLabels` in promql/info.go). */
const INSTANCE = "instance";
const JOB = "job";

/** What the labels of a series say about its target. Equal for series of one target. */
export function targetOf(labels: Labels): string {
  const instance = labels.get(INSTANCE);
  return `${instance.length}:${instance}${labels.get(JOB)}`;
}

/**
 * The info metrics of each target of `columns` at the steps that are needed. Two info series of one target and one moment are a
 * failure. Errors: `EvaluationError` for native histograms.
 */
export function infoMetricsByTarget(
  columns: readonly Column[],
  matchers: InfoMatchers,
  reference: InfoReference,
  evaluator: Evaluator,
  isNeeded: Uint8Array,
  failure: FirstFailure,
): ReadonlyMap<string, readonly InfoMetric[]> {
  const isWanted = identification(columns);
  if (isWanted === undefined) return new Map();
  const selector: VectorSelector = { type: "vector", matchers: matchers.all, ...reference };
  const lookups = evaluator.lookups(selector).filter(({ series }) => isWanted(series.labels));
  for (const lookup of lookups) requireFloats(lookup);
  const byTarget = new Map<string, Map<string, Lookup[]>>();
  for (const lookup of lookups) {
    const { labels } = lookup.series;
    const byName = groupOf(byTarget, targetOf(labels), () => new Map<string, Lookup[]>());
    groupOf(byName, labels.metricName, (): Lookup[] => []).push(lookup);
  }
  return new Map(
    [...byTarget].map(([target, byName]) => [
      target,
      [...byName.values()].map((same) => latest(same, isNeeded, failure)),
    ]),
  );
}

/**
 * Whether an info series could belong to any of the series. As in Prometheus, any instance of theirs goes with any job of theirs,
 * among those that have the same of both labels.
 */
function identification(columns: readonly Column[]): ((labels: Labels) => boolean) | undefined {
  const groups = new Map<string, { readonly instances: Set<string>; readonly jobs: Set<string> }>();
  const presence = (labels: Labels): string => `${labels.get(INSTANCE) !== ""} ${labels.get(JOB) !== ""}`;
  for (const { labels } of columns) {
    const instance = labels.get(INSTANCE);
    const job = labels.get(JOB);
    if (instance === "" && job === "") continue;
    const group = groupOf(groups, presence(labels), () => ({ instances: new Set<string>(), jobs: new Set<string>() }));
    group.instances.add(instance);
    group.jobs.add(job);
  }
  if (groups.size === 0) return undefined;
  return (labels) => {
    const group = groups.get(presence(labels));
    return group?.instances.has(labels.get(INSTANCE)) === true && group.jobs.has(labels.get(JOB));
  };
}

function latest(lookups: readonly Lookup[], isNeeded: Uint8Array, failure: FirstFailure): InfoMetric {
  const labelsAt: (Labels | undefined)[] = [];
  for (let step = 0; step < isNeeded.length; step++) {
    if (isNeeded[step] === 0) continue;
    let labels: Labels | undefined;
    let time = 0;
    for (const { series, found } of lookups) {
      const index = found[step] as number;
      if (index < 0) continue;
      const moment = series.timestamps[index] as number;
      if (labels !== undefined && moment === time) {
        const existing = labels;
        failure.report(step, () => duplicates(existing, series.labels, moment));
      }
      if (labels !== undefined && moment <= time) continue;
      labels = series.labels;
      time = moment;
    }
    labelsAt[step] = labels;
  }
  return { labelsAt };
}

function duplicates(existing: Labels, added: Labels, time: number): string {
  return `found duplicate series for info metric: existing ${shown(existing)} @ ${time}, new ${shown(added)} @ ${time}`;
}

function requireFloats({ series, found }: Lookup): void {
  if (found.some((index) => index >= 0 && series.kindAt(index) === HISTOGRAM)) {
    throw new EvaluationError(`this should be an info metric, with float samples: ${shown(series.labels)}`);
  }
}

function groupOf<K, V>(groups: Map<K, V>, key: K, make: () => V): V {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const made = make();
  groups.set(key, made);
  return made;
}
