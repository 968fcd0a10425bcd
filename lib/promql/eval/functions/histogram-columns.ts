import type { Labels } from "../../data/labels.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { labelsWithoutName } from "../names.ts";
import type { ClassicHistogram, HistogramInputs } from "./histogram-inputs.ts";

/** What to make of each histogram of a vector. */
export interface HistogramReading {
  /** Of a native histogram; `labels` are those of its series. */
  native(histogram: FloatHistogram, step: number, labels: Labels): number;
  /** Of a classic histogram whose buckets of this step are loaded. */
  classic(histogram: ClassicHistogram, step: number): number;
  /** Labels of the result at a step, where they are more than those of the histogram without its name. */
  labelsAt?(labels: Labels, step: number): Labels;
}

/** The results of reading all histograms, native ones first. */
export function readHistograms(
  inputs: HistogramInputs,
  evaluator: Evaluator,
  reading: HistogramReading,
): readonly Column[] {
  const { count } = evaluator.steps;
  const results: Column[] = [];
  for (const { column, rival } of inputs.native) {
    const resultAt = outputs(column.labels);
    for (let step = 0; step < count; step++) {
      const histogram = column.histogramAt(step);
      if (histogram === undefined || rival?.ambiguous[step] === 1) continue;
      resultAt(step).setFloat(step, reading.native(histogram, step, column.labels));
    }
  }
  for (const histogram of inputs.classic) {
    const resultAt = outputs(histogram.labels);
    for (let step = 0; step < count; step++) {
      if (histogram.ambiguous[step] === 1 || !histogram.load(step)) continue;
      resultAt(step).setFloat(step, reading.classic(histogram, step));
    }
  }
  return results;

  function outputs(source: Labels): (step: number) => Column {
    const bare = labelsWithoutName(source, evaluator.settings.delayedNameRemoval);
    const known = new Map<Labels, Column>();
    return (step) => {
      const labels = reading.labelsAt?.(bare, step) ?? bare;
      const column = known.get(labels) ?? new Column(labels, count, true);
      if (!known.has(labels)) {
        known.set(labels, column);
        results.push(column);
      }
      return column;
    };
  }
}
