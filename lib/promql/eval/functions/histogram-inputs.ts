import type { Expression } from "../../ast.ts";
import type { Labels } from "../../data/labels.ts";
import { FLOAT, HISTOGRAM } from "../../data/series.ts";
import { quote } from "../../quote.ts";
import type { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { bucketBound } from "./bucket-bound.ts";
import type { ClassicBuckets } from "./classic-buckets.ts";
import { forMetric, nameWhileKept } from "./metric-name.ts";

/** A classic histogram at all steps: the series that differ in `le` only. */
export class ClassicHistogram implements ClassicBuckets {
  /** Without `le`. */
  readonly labels: Labels;
  /** Steps where a native histogram of the same labels stands too, so that there is no telling which one counts. */
  readonly ambiguous: Uint8Array;
  length = 0;
  readonly bounds: Float64Array;
  readonly counts: Float64Array;
  readonly #series: readonly BucketSeries[];

  constructor(labels: Labels, series: readonly BucketSeries[], steps: number) {
    this.labels = labels;
    this.#series = [...series].sort((a, b) => (a.bound < b.bound ? -1 : a.bound > b.bound ? 1 : 0));
    this.ambiguous = new Uint8Array(steps);
    this.bounds = new Float64Array(series.length);
    this.counts = new Float64Array(series.length);
  }

  /** Whether any bucket has a sample at a step. */
  standsAt(step: number): boolean {
    return this.#series.some(({ column }) => column.kinds[step] === FLOAT);
  }

  /** Loads the buckets of a step, those of equal bounds as one; whether there are any. */
  load(step: number): boolean {
    let length = 0;
    for (const { bound, column } of this.#series) {
      if (column.kinds[step] !== FLOAT) continue;
      const count = column.values[step] as number;
      if (length > 0 && this.bounds[length - 1] === bound) {
        this.counts[length - 1] = (this.counts[length - 1] as number) + count;
      } else {
        this.bounds[length] = bound;
        this.counts[length] = count;
        length += 1;
      }
    }
    this.length = length;
    return length > 0;
  }
}

interface BucketSeries {
  readonly bound: number;
  readonly column: Column;
}

/** The histograms of a vector, of both kinds. */
export interface HistogramInputs {
  readonly classic: readonly ClassicHistogram[];
  readonly native: readonly NativeHistograms[];
}

/** The native histograms of one series. */
export interface NativeHistograms {
  readonly column: Column;
  /** The classic histogram of the same labels. */
  readonly rival: ClassicHistogram | undefined;
}

/** Evaluates `expression` and sorts what it gives into histograms; warns of what cannot be used. */
export function histogramInputs(expression: Expression, evaluator: Evaluator): HistogramInputs {
  const columns = evaluator.vector(expression);
  const classic = classicHistograms(columns, expression, evaluator);
  const native = columns
    .filter((column) => column.kinds.includes(HISTOGRAM))
    .map((column) => ({ column, rival: classic.get(column.labels.key) }));
  for (const { column, rival } of native) {
    if (rival === undefined || !markAmbiguous(column, rival)) continue;
    const name = forMetric(nameWhileKept(column.labels, evaluator));
    evaluator.annotations.warn(`vector contains a mix of classic and native histograms${name}`, expression.source);
  }
  return { classic: [...classic.values()], native };
}

function classicHistograms(
  columns: readonly Column[],
  expression: Expression,
  evaluator: Evaluator,
): ReadonlyMap<string, ClassicHistogram> {
  const groups = new Map<string, { readonly labels: Labels; readonly series: BucketSeries[] }>();
  for (const column of columns) {
    if (!column.kinds.includes(FLOAT)) continue;
    const text = column.labels.get("le");
    const bound = bucketBound(text);
    if (bound === undefined) {
      const name = forMetric(nameWhileKept(column.labels, evaluator));
      const message = `bucket label "le" is missing or has a malformed value of ${quote(text)}${name}`;
      evaluator.annotations.warn(message, expression.source);
      continue;
    }
    const labels = column.labels.with("le", "");
    const group = groups.get(labels.key) ?? { labels, series: [] };
    group.series.push({ bound, column });
    groups.set(labels.key, group);
  }
  const { count } = evaluator.steps;
  return new Map([...groups].map(([key, { labels, series }]) => [key, new ClassicHistogram(labels, series, count)]));
}

function markAmbiguous(native: Column, rival: ClassicHistogram): boolean {
  let any = false;
  for (let step = 0; step < native.kinds.length; step++) {
    if (native.kinds[step] !== HISTOGRAM || !rival.standsAt(step)) continue;
    rival.ambiguous[step] = 1;
    any = true;
  }
  return any;
}
