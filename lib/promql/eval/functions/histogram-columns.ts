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

/** The results of one reading of all histograms after the other, in each of them those of native ones first. */
export function readHistograms(
  inputs: HistogramInputs,
  evaluator: Evaluator,
  readings: readonly HistogramReading[],
): readonly Column[] {
  const { count } = evaluator.steps;
  const outputs: (readonly Output[])[] = [];
  for (const { column, rival } of inputs.native) {
    const into = outputsFor(column.labels);
    for (let step = 0; step < count; step++) {
      const histogram = column.histogramAt(step);
      if (histogram === undefined || rival?.ambiguous[step] === 1) continue;
      for (const output of into) output.set(step, output.reading.native(histogram, step, column.labels));
    }
  }
  for (const histogram of inputs.classic) {
    const into = outputsFor(histogram.labels);
    for (let step = 0; step < count; step++) {
      if (histogram.ambiguous[step] === 1 || !histogram.load(step)) continue;
      for (const output of into) output.set(step, output.reading.classic(histogram, step));
    }
  }
  return readings.flatMap((_, index) => outputs.flatMap((made) => made[index]?.columns ?? []));

  function outputsFor(source: Labels): readonly Output[] {
    const labels = labelsWithoutName(source, evaluator);
    const made = readings.map((reading) => new Output(reading, labels, count));
    outputs.push(made);
    return made;
  }
}

/** What one reading makes of one histogram: a column for each label set that it has over time. */
class Output {
  readonly reading: HistogramReading;
  readonly #labels: Labels;
  readonly #steps: number;
  readonly #byLabels = new Map<Labels, Column>();

  constructor(reading: HistogramReading, labels: Labels, steps: number) {
    this.reading = reading;
    this.#labels = labels;
    this.#steps = steps;
  }

  get columns(): readonly Column[] {
    return [...this.#byLabels.values()];
  }

  set(step: number, value: number): void {
    const labels = this.reading.labelsAt?.(this.#labels, step) ?? this.#labels;
    let column = this.#byLabels.get(labels);
    if (column === undefined) {
      column = new Column(labels, this.#steps, true);
      this.#byLabels.set(labels, column);
    }
    column.setFloat(step, value);
  }
}
