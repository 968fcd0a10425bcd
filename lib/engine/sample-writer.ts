import type { Labels } from "../promql/data/labels.ts";
import { FLOAT, HISTOGRAM, type Series, STALE } from "../promql/data/series.ts";
import type { MemoryStorage } from "../promql/data/storage.ts";
import { countUntil } from "../promql/eval/selecting.ts";
import { formatFloat } from "../promql/go-float.ts";
import { equals } from "../promql/histogram/equal.ts";
import type { FloatHistogram } from "../promql/histogram/float-histogram.ts";
import { validate } from "../promql/histogram/validate.ts";
import { asStored } from "../promql/notation/stored.ts";
import { insertSample, type Sample } from "./insert-sample.ts";

/** Which rule writes a series: its turn among the rules of one moment, and how far before the moment it stamps. */
export interface Author {
  readonly turn: number;
  /** Units: milliseconds. */
  readonly offset: number;
}

/**
 * Writes what rules give into a storage that may hold samples of the future already, and refuses what Prometheus'
 * storage would refuse at that moment.
 */
export class SampleWriter {
  readonly storage: MemoryStorage;
  private readonly authors = new Map<Series, Author>();
  private readonly byStep: ReadonlySet<Author>;
  /** Series of a rule that are input too, or that several rules by step write: what they have up to a moment is known then. */
  private readonly mixed = new Set<Series>();

  /** `byStep` are the authors that write moment by moment; all others write into the future. */
  constructor(storage: MemoryStorage, byStep: ReadonlySet<Author>) {
    this.storage = storage;
    this.byStep = byStep;
  }

  /** The series of a label set, from the moment `now` on known as one that a rule writes; the first author stays. */
  series(labels: Labels, author: Author, now: number): Series {
    const series = this.storage.series(labels);
    const first = this.authors.get(series);
    if (first === undefined) {
      const { length, timestamps } = series;
      if (length > 0 && (timestamps[length - 1] as number) > now - author.offset) this.mixed.add(series);
      this.authors.set(series, author);
    } else if (first !== author && this.byStep.has(first) && this.byStep.has(author)) this.mixed.add(series);
    return series;
  }

  /** The rule that writes a series; `undefined` for input. */
  authorOf(series: Series): Author | undefined {
    return this.authors.get(series);
  }

  /** Whether everything that a series holds up to a moment is known at that moment, whoever wrote it. */
  isMixed(series: Series): boolean {
    return this.mixed.has(series);
  }

  /**
   * Adds a sample that a rule gives at the moment `now`. The result is what Prometheus says when it drops the sample,
   * `undefined` when it is stored. Units: milliseconds.
   */
  append(series: Series, now: number, sample: Sample): string | undefined {
    if (sample.kind === HISTOGRAM && sample.histogram !== undefined) {
      const fault = validate(sample.histogram);
      if (fault !== undefined) return fault;
    }
    const { timestamp } = sample;
    const { length, timestamps } = series;
    if (length === 0 || (timestamps[length - 1] as number) < timestamp) {
      push(series, sample);
      return undefined;
    }
    // Samples beyond the moment stand here already, but Prometheus would not have them yet.
    const offset = this.mixed.has(series) ? 0 : (this.authors.get(series)?.offset ?? 0);
    const known = countUntil(timestamps, length, 0, now - offset);
    const place = countUntil(timestamps, length, 0, timestamp);
    if (known > place) return "out of order sample";
    if (place > 0 && timestamps[place - 1] === timestamp) return duplicate(series, place - 1, sample);
    insertSample(series, place, inserted(sample));
    return undefined;
  }
}

function push(series: Series, sample: Sample): void {
  const { timestamp, histogram } = sample;
  if (sample.kind === FLOAT) series.append(timestamp, sample.value);
  else if (sample.kind === STALE || histogram === undefined) series.appendStale(timestamp);
  else series.appendHistogram(timestamp, asStored(histogram, series));
}

/** Between two samples nothing is known of counter resets. */
function inserted(sample: Sample): Sample {
  const { histogram } = sample;
  if (histogram === undefined || histogram.counterResetHint === "gauge") return sample;
  return { ...sample, histogram: { ...histogram, counterResetHint: "unknown" } };
}

function duplicate(series: Series, index: number, sample: Sample): string | undefined {
  const kind = series.kindAt(index);
  if (sample.kind === HISTOGRAM) {
    const existing = series.histograms?.[index];
    const same = existing !== undefined && sample.histogram !== undefined && equals(existing, sample.histogram);
    return same ? undefined : "duplicate sample for timestamp";
  }
  const existing: FloatHistogram | undefined = kind === HISTOGRAM ? series.histograms?.[index] : undefined;
  const value = series.values[index] ?? Number.NaN;
  if (existing === undefined && kind === sample.kind && (kind === STALE || Object.is(value, sample.value))) {
    return undefined;
  }
  if (sample.timestamp === 0) return "duplicate sample for timestamp";
  const place = `duplicate sample for timestamp ${sample.timestamp}; overrides not allowed: existing`;
  const found = kind === HISTOGRAM ? "is a histogram" : formatFloat(kind === STALE ? Number.NaN : value);
  return `${place} ${found}, new value ${formatFloat(sample.kind === STALE ? Number.NaN : sample.value)}`;
}
