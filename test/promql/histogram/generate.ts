import type { CounterResetHint, FloatHistogram, Span } from "../../../lib/promql/histogram/float-histogram.ts";

const HINTS: readonly CounterResetHint[] = ["unknown", "unknown", "reset", "not-reset", "gauge"];
const BOUNDS = [-5, -1, 0, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 100];

/** Random histograms that Prometheus would store, the same ones for the same seed; frozen, as nobody may change a histogram. */
export class HistogramGenerator {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** At least 0, below 1. */
  random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  whole(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[this.whole(0, values.length - 1)] as T;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** An exponential histogram, or with `custom` one of custom buckets. */
  histogram(custom = this.chance(0.3)): FloatHistogram {
    return frozen(custom ? this.custom() : this.exponential());
  }

  exponential(schema = this.pick([-4, -2, -1, 0, 0, 1, 2, 3, 5, 8])): FloatHistogram {
    const positive = this.chance(0.85) ? this.side(this.whole(-6, 4)) : { spans: [], counts: [] };
    const negative = this.chance(0.5) ? this.side(this.whole(-6, 4)) : { spans: [], counts: [] };
    const zeroThreshold = this.pick([0, 0.001, 0.001, 0.01, 0.3, 0.5, 1, 2, 2.0 ** -128]);
    const zeroCount = this.chance(0.6) ? this.count() : 0;
    return {
      ...this.totals(zeroCount, [...positive.counts, ...negative.counts]),
      schema,
      zeroThreshold,
      zeroCount,
      positiveSpans: positive.spans,
      positiveBuckets: positive.counts,
      negativeSpans: negative.spans,
      negativeBuckets: negative.counts,
    };
  }

  custom(): FloatHistogram {
    const customValues = BOUNDS.slice(this.pick([0, 3])).filter(() => this.chance(0.5));
    const spans: Span[] = [];
    let at = 0;
    let end = 0;
    while (at <= customValues.length) {
      if (this.chance(0.25)) at += this.whole(1, 2);
      const length = Math.min(this.whole(1, 3), customValues.length + 1 - at);
      if (length > 0) spans.push({ offset: at - end, length });
      if (length > 0) end = at + length;
      at += Math.max(length, 1);
    }
    const counts = spans.flatMap(({ length }) => Array.from({ length }, () => this.count()));
    return {
      ...this.totals(0, counts),
      schema: -53,
      zeroThreshold: 0,
      zeroCount: 0,
      positiveSpans: spans,
      positiveBuckets: counts,
      negativeSpans: [],
      negativeBuckets: [],
      customValues,
    };
  }

  private totals(zeroCount: number, counts: readonly number[]) {
    const hasNaN = this.chance(0.15);
    const inBuckets = counts.reduce((sum, count) => sum + count, zeroCount);
    return {
      counterResetHint: this.pick(HINTS),
      // Now and then fewer than in the buckets, as rounding can leave it.
      count: inBuckets * (this.chance(0.1) ? 0.6 : 1) + (hasNaN && this.chance(0.7) ? this.whole(1, 20) : 0),
      sum: hasNaN ? Number.NaN : this.pick([0, 1, -1]) * this.random() * 1000,
    };
  }

  private side(offset: number): { spans: Span[]; counts: number[] } {
    const spans = Array.from({ length: this.whole(1, 4) }, (_, i) => ({
      offset: i === 0 ? offset : this.pick([0, 1, 1, 2, 3, 7]),
      // Prometheus adds to the wrong bucket, or panics, where the first span is empty; it stores no such span.
      length: i > 0 && this.chance(0.1) ? 0 : this.whole(1, 4),
    }));
    return { spans, counts: spans.flatMap(({ length }) => Array.from({ length }, () => this.count())) };
  }

  private count(): number {
    const kind = this.random();
    if (kind < 0.2) return 0;
    if (kind < 0.6) return this.whole(1, 20);
    return kind < 0.95 ? this.random() * 30 : this.pick([1e-12, 1e9, 1e17, 12345678.9]);
  }
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
