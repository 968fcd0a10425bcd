import type { Labels } from "../data/labels.ts";
import { ABSENT, FLOAT, HISTOGRAM } from "../data/series.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";

// Constants of this module, since one that is imported is looked up again for each sample.
const absent = ABSENT;
const float = FLOAT;
const histogramKind = HISTOGRAM;

/** One series of an instant vector at all steps of an evaluation. */
export class Column {
  labels: Labels;
  /** The metric name is to be dropped at the very end (delayed name removal); labels still carry it until then. */
  dropName: boolean;
  readonly values: Float64Array;
  /** `ABSENT`, `FLOAT` or `HISTOGRAM` for each step. */
  readonly kinds: Uint8Array;
  /** Sparse; set where the kind is `HISTOGRAM`. */
  histograms: (FloatHistogram | undefined)[] | undefined;

  constructor(labels: Labels, steps: number, dropName = false) {
    this.labels = labels;
    this.dropName = dropName;
    this.values = new Float64Array(steps);
    this.kinds = new Uint8Array(steps);
  }

  setFloat(step: number, value: number): void {
    this.values[step] = value;
    this.kinds[step] = float;
  }

  setHistogram(step: number, histogram: FloatHistogram): void {
    this.kinds[step] = histogramKind;
    this.histograms ??= [];
    this.histograms[step] = histogram;
  }

  /** The float at a step; meaningless unless the kind is `FLOAT`. */
  floatAt(step: number): number {
    return this.values[step] ?? NaN;
  }

  /** The histogram at a step, if one stands there. */
  histogramAt(step: number): FloatHistogram | undefined {
    return this.kinds[step] === histogramKind ? this.histograms?.[step] : undefined;
  }

  kindAt(step: number): number {
    return this.kinds[step] ?? absent;
  }

  /** Whether no step has a sample. */
  get isEmpty(): boolean {
    for (const kind of this.kinds) if (kind !== absent) return false;
    return true;
  }
}
