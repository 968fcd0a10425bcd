import type { VectorSelector } from "../../ast.ts";
import type { Labels } from "../../data/labels.ts";
import { HISTOGRAM } from "../../data/series.ts";
import type { FirstFailure } from "../binary/first-failure.ts";
import { shown } from "../binary/matching.ts";
import type { Column } from "../column.ts";
import { EvaluationError } from "../error.ts";
import type { Evaluator, Lookup } from "../evaluator.ts";
import { getOrMake } from "../get-or-make.ts";
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
  const lookups = inOrder(evaluator.lookups(selector).filter(({ series }) => isWanted(series.labels)));
  for (const lookup of lookups) requireFloats(lookup);
  const byTarget = new Map<string, Map<string, LatestInfo>>();
  for (const lookup of lookups) {
    const { labels } = lookup.series;
    const byName = getOrMake(byTarget, targetOf(labels), () => new Map<string, LatestInfo>());
    getOrMake(byName, labels.metricName, () => new LatestInfo(isNeeded)).add(lookup, failure);
  }
  return new Map([...byTarget].map(([target, byName]) => [target, [...byName.values()]]));
}

/** As Prometheus asks for them: those with a job alone, those with an instance alone, those with both. */
function inOrder(lookups: readonly Lookup[]): readonly Lookup[] {
  const rank = ({ series: { labels } }: Lookup): number =>
    (labels.get(JOB) === "" ? 0 : 1) + (labels.get(INSTANCE) === "" ? 0 : 2);
  return [...lookups].sort((a, b) => rank(a) - rank(b));
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
    const group = getOrMake(groups, presence(labels), () => ({
      instances: new Set<string>(),
      jobs: new Set<string>(),
    }));
    group.instances.add(instance);
    group.jobs.add(job);
  }
  if (groups.size === 0) return undefined;
  return (labels) => {
    const group = groups.get(presence(labels));
    return group?.instances.has(labels.get(INSTANCE)) === true && group.jobs.has(labels.get(JOB));
  };
}

/** Finds the latest sample among series of one name and target. */
class LatestInfo implements InfoMetric {
  readonly labelsAt: (Labels | undefined)[] = [];
  readonly #isNeeded: Uint8Array;
  readonly #times: Float64Array;

  constructor(isNeeded: Uint8Array) {
    this.#isNeeded = isNeeded;
    this.#times = new Float64Array(isNeeded.length).fill(-Infinity);
  }

  add({ series, found }: Lookup, failure: FirstFailure): void {
    for (let step = 0; step < found.length; step++) {
      const index = found[step] as number;
      if (index < 0 || this.#isNeeded[step] === 0) continue;
      const time = series.timestamps[index] as number;
      const existing = this.labelsAt[step];
      if (existing !== undefined && time === this.#times[step]) {
        failure.report(step, () => duplicates(existing, series.labels, time));
      }
      if (time <= (this.#times[step] as number)) continue;
      this.labelsAt[step] = series.labels;
      this.#times[step] = time;
    }
  }
}

function duplicates(existing: Labels, added: Labels, time: number): string {
  return `found duplicate series for info metric: existing ${shown(existing)} @ ${time}, new ${shown(added)} @ ${time}`;
}

function requireFloats({ series, found }: Lookup): void {
  if (found.some((index) => index >= 0 && series.kindAt(index) === HISTOGRAM)) {
    throw new EvaluationError(`this should be an info metric, with float samples: ${shown(series.labels)}`);
  }
}
