import type { Labels } from "../data/labels.ts";
import { ABSENT, HISTOGRAM } from "../data/series.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import type { Column } from "./column.ts";
import { EvaluationError } from "./error.ts";
import type { Evaluator } from "./evaluator.ts";

/** What Prometheus says when two results of one moment cannot be told apart. */
export const SAME_LABELSET = "vector cannot contain metrics with the same labelset";

/** The labels of a result that no longer means what its metric name says: dropped now, or kept until the end of the query. */
export function labelsWithoutName(labels: Labels, { settings }: Pick<Evaluator, "settings">): Labels {
  return settings.delayedNameRemoval ? labels : labels.withoutMetadata();
}

/** Keeps only these labels, or drops them and the metric name. */
export function labelSelection(keeps: boolean, names: readonly string[]): (labels: Labels) => Labels {
  const chosen = new Set(keeps ? names : [...names, "__name__"]);
  return keeps ? (labels) => labels.keep(chosen) : (labels) => labels.drop(chosen);
}

/**
 * Puts columns of the same labels together, as the drop of a metric name makes them. Errors: `EvaluationError` where two of
 * them have a sample at the same step.
 */
export function mergeSameLabels(columns: readonly Column[]): Column[] {
  return merged(columns, (into, step) => into.kinds[step] !== ABSENT);
}

/**
 * As `mergeSameLabels` for whole series: Prometheus looks at floats and histograms apart here. Errors: `EvaluationError` where
 * two of them have a sample of the same kind at the same step.
 */
export function mergeSameSeries(columns: readonly Column[]): Column[] {
  return merged(columns, has);
}

type Collides = (into: Column, step: number, kind: number) => boolean;

function merged(columns: readonly Column[], collides: Collides): Column[] {
  const byKey = new Map<string, Column>();
  for (const column of columns) {
    const known = byKey.get(column.labels.key);
    byKey.set(column.labels.key, known === undefined ? column : mergedInto(known, column, collides));
  }
  return [...byKey.values()];
}

function mergedInto(into: Column, from: Column, collides: Collides): Column {
  for (let step = 0; step < from.kinds.length; step++) {
    const kind = from.kinds[step] as number;
    if (kind === ABSENT) continue;
    if (collides(into, step, kind)) throw new EvaluationError(SAME_LABELSET);
    const histogram = kind === HISTOGRAM ? from.histogramAt(step) : undefined;
    if (histogram !== undefined) placeHistogram(into, step, histogram);
    else into.setFloat(step, from.floatAt(step));
  }
  return into;
}

function has(column: Column, step: number, kind: number): boolean {
  return column.kinds[step] === kind || (kind === HISTOGRAM && column.histograms?.[step] !== undefined);
}

/** Beside a float of the same moment a histogram stays hidden until the result is shown: Prometheus goes on with the float. */
function placeHistogram(into: Column, step: number, histogram: FloatHistogram): void {
  if (into.kinds[step] === ABSENT) {
    into.setHistogram(step, histogram);
    return;
  }
  into.histograms ??= [];
  into.histograms[step] = histogram;
}
