import type { Labels } from "../promql/data/labels.ts";
import type { SampleValue } from "../promql/eval/result.ts";
import type { FloatHistogram } from "../promql/histogram/float-histogram.ts";
import type { AlertCondition } from "./alert-state.ts";

/** The condition of an alert from one evaluation on, up to the next change. */
export interface AlertChange {
  readonly step: number;
  readonly condition: AlertCondition | undefined;
}

/** The sample that an alert was last seen with. */
export interface AlertSample {
  readonly step: number;
  /** Labels of the sample, with its metric name. */
  readonly labels: Labels;
  readonly value: SampleValue;
}

/** All that happened to the alert of one label set: the samples that raised it, and every change of its condition. */
export class AlertTrack {
  readonly labels: Labels;
  readonly changes: AlertChange[] = [];
  /** The steps that have a sample, rising. */
  readonly steps: number[] = [];
  private readonly values: number[] = [];
  private readonly metrics: Labels[] = [];
  private readonly histograms = new Map<number, FloatHistogram>();
  /** The condition after the last evaluation so far. */
  condition: AlertCondition | undefined;
  /** Index into `steps` of the first sample that no evaluation has seen yet. */
  cursor = 0;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  /** Notes a sample of a later step than all before. */
  add(step: number, labels: Labels, value: number, histogram: FloatHistogram | undefined): void {
    if (histogram !== undefined) this.histograms.set(this.steps.length, histogram);
    this.steps.push(step);
    this.values.push(value);
    this.metrics.push(labels);
  }

  /** Whether there is a sample at a step; steps have to be asked for in rising order. */
  takes(step: number): boolean {
    while (this.cursor < this.steps.length && (this.steps[this.cursor] as number) < step) this.cursor++;
    return this.steps[this.cursor] === step;
  }

  become(step: number, condition: AlertCondition | undefined): void {
    if (condition === this.condition) return;
    this.condition = condition;
    this.changes.push({ step, condition });
  }

  /** The condition after the evaluation of a step. */
  conditionAt(step: number): AlertCondition | undefined {
    return this.changes[countUntilStep(this.changes, step, (change) => change.step) - 1]?.condition;
  }

  /** The sample that the alert shows after the evaluation of a step. */
  sampleAt(step: number): AlertSample | undefined {
    const index = countUntilStep(this.steps, step, (own) => own) - 1;
    const labels = this.metrics[index];
    const own = this.steps[index];
    if (labels === undefined || own === undefined) return undefined;
    return { step: own, labels, value: this.histograms.get(index) ?? this.values[index] ?? Number.NaN };
  }
}

/** How many of the first items, which rise by their step, are at or before `step`. */
function countUntilStep<T>(items: readonly T[], step: number, stepOf: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && stepOf(item) <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}
