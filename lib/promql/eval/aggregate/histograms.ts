import type { SourceRange } from "../../ast.ts";
import { ABSENT, FLOAT, HISTOGRAM } from "../../data/series.ts";
import { compact } from "../../histogram/compact.ts";
import { HistogramError } from "../../histogram/error.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { quote } from "../../quote.ts";
import type { Annotations } from "../annotations.ts";
import type { Column } from "../column.ts";

/** What `sum` or `avg` gathers the histograms of one step in. */
export interface Gatherer {
  readonly counterResetCollision: boolean;
  add(histogram: FloatHistogram): { readonly boundsReconciled: boolean };
  /** The result, not compacted. */
  result(): FloatHistogram;
}

/** Makes a `Gatherer` from the first histogram of a step. */
export type StartGatherer = (first: FloatHistogram) => Gatherer;

/** Whether any step of a column has a histogram. */
export function hasHistogram(column: Column): boolean {
  return column.histograms !== undefined && column.kinds.includes(HISTOGRAM);
}

/** Where to say that something is odd, and about which part of the query. */
export interface Remarking {
  readonly annotations: Annotations;
  readonly source: SourceRange | undefined;
}

/**
 * Puts the result of each step with a histogram into an output whose floats are there already: none where floats and histograms
 * mix or where buckets are incompatible, with a warning.
 */
export function gatherHistograms(
  members: readonly Column[],
  output: Column,
  start: StartGatherer,
  remarking: Remarking,
): void {
  const withHistograms = members.filter(hasHistogram);
  if (withHistograms.length === 0) return;
  for (let step = 0; step < output.kinds.length; step++) {
    if (!withHistograms.some((member) => member.kinds[step] === HISTOGRAM)) continue;
    output.kinds[step] = ABSENT;
    const result = gatherStep(members, step, start, remarking);
    if (result !== undefined) output.setHistogram(step, result);
  }
}

function gatherStep(
  members: readonly Column[],
  step: number,
  start: StartGatherer,
  { annotations, source }: Remarking,
): FloatHistogram | undefined {
  let gatherer: Gatherer | undefined;
  let floats = false;
  let compatible = true;
  for (const member of members) {
    if (member.kinds[step] === FLOAT) floats = true;
    const histogram = member.histogramAt(step);
    if (histogram === undefined) continue;
    if (gatherer === undefined) {
      if (!floats) gatherer = start(histogram);
      continue;
    }
    try {
      if (gatherer.add(histogram).boundsReconciled) {
        annotations.inform("mismatched custom buckets were reconciled during aggregation", source);
      }
    } catch (error) {
      if (!(error instanceof HistogramError)) throw error;
      if (error.kind === "schema-mix") warnOfSchemaMix(member, annotations, source);
      compatible = false;
      // What comes after it does not count any more, not even as a float.
      break;
    }
  }
  if (floats) {
    annotations.warn("encountered a mix of histograms and floats for aggregation", source);
    return undefined;
  }
  if (!compatible || gatherer === undefined) return undefined;
  if (gatherer.counterResetCollision) {
    annotations.warn("conflicting counter resets during histogram aggregation", source);
  }
  return compact(gatherer.result());
}

function warnOfSchemaMix(member: Column, annotations: Annotations, source: SourceRange | undefined): void {
  annotations.warn(
    "vector contains a mix of histograms with exponential and custom buckets schemas for metric name " +
      quote(member.labels.metricName),
    source,
  );
}
