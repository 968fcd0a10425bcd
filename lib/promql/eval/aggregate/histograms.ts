import type { SourceRange } from "../../ast.ts";
import { ABSENT, FLOAT, HISTOGRAM } from "../../data/series.ts";
import type { HistogramAccumulator } from "../../histogram/accumulator.ts";
import { compact } from "../../histogram/compact.ts";
import { HistogramError } from "../../histogram/error.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import type { HistogramMean } from "../../histogram/mean.ts";
import type { Annotations } from "../annotations.ts";
import type { Column } from "../column.ts";
import { boundsReconciled, mixedSchemas, resetCollision } from "../messages.ts";

/** What gathers the histograms of one step: for `sum` and for `avg`. */
export type Gatherer = typeof HistogramAccumulator | typeof HistogramMean;

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
  Gathering: Gatherer,
  remarking: Remarking,
): void {
  const withHistograms = members.filter(hasHistogram);
  if (withHistograms.length === 0) return;
  for (let step = 0; step < output.kinds.length; step++) {
    if (!withHistograms.some((member) => member.kinds[step] === HISTOGRAM)) continue;
    output.kinds[step] = ABSENT;
    const result = gatherStep(members, step, Gathering, remarking);
    if (result !== undefined) output.setHistogram(step, result);
  }
}

function gatherStep(
  members: readonly Column[],
  step: number,
  Gathering: Gatherer,
  { annotations, source }: Remarking,
): FloatHistogram | undefined {
  let gatherer: InstanceType<Gatherer> | undefined;
  let floats = false;
  let compatible = true;
  for (const member of members) {
    if (member.kinds[step] === FLOAT) floats = true;
    const histogram = member.histogramAt(step);
    if (histogram === undefined) continue;
    if (gatherer === undefined) {
      if (!floats) gatherer = new Gathering(histogram);
      continue;
    }
    try {
      if (gatherer.add(histogram).boundsReconciled) {
        annotations.inform(boundsReconciled("aggregation"), source);
      }
    } catch (error) {
      if (!(error instanceof HistogramError)) throw error;
      if (error.kind === "schema-mix") annotations.warn(mixedSchemas(member.labels.metricName), source);
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
    annotations.warn(resetCollision("aggregation"), source);
  }
  return compact(gatherer.total());
}
