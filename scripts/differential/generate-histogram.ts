import type { WireHistogram } from "./case.ts";
import type { Random } from "./random.ts";

type Mutable = { -readonly [K in keyof WireHistogram]: WireHistogram[K] };

/** How the histograms of one series come about. */
export interface HistogramShape {
  readonly schema: number;
  readonly gauge: boolean;
  readonly bounds: readonly number[];
  readonly zeroThreshold: number;
  readonly negative: boolean;
  readonly offset: number;
}

const BOUNDS: readonly (readonly number[])[] = [
  [0.1, 0.5, 1, 5],
  [0.1, 0.5, 1, 5, 10],
  [1, 5, 10],
  [-5, -1, 0, 1, 5],
  [0.5],
];

export function histogramShape(random: Random, custom: boolean): HistogramShape {
  return {
    schema: custom ? -53 : random.pick([0, 0, 1, 2, 3, 8, -1, -4]),
    gauge: random.chance(0.25),
    bounds: custom ? random.pick(BOUNDS) : [],
    zeroThreshold: custom ? 0 : random.pick([0, 0.001, 0.001, 0.01, 2.938735877055719e-39, 1]),
    negative: !custom && random.chance(0.4),
    offset: random.int(-4, 4),
  };
}

/** The next histogram of a series after `last`: mostly more of everything, sometimes a reset, a new layout or nothing at all. */
export function nextHistogram(random: Random, shape: HistogramShape, last: WireHistogram | undefined): WireHistogram {
  const fresh = last === undefined || random.chance(0.08);
  const next: Mutable = fresh ? start(random, shape) : grow(random, shape, last);
  next.hint = shape.gauge ? "gauge" : random.pick(["unknown", "unknown", "unknown", "not-reset", "reset"]);
  if (!shape.gauge && next.hint === "not-reset" && fresh) next.hint = "unknown";
  return next;
}

function start(random: Random, shape: HistogramShape): Mutable {
  const custom = shape.schema === -53;
  const positive = custom ? layoutOf(random, 0, shape.bounds.length + 1) : layout(random, shape.offset);
  const negative = shape.negative ? layout(random, shape.offset) : { spans: [], buckets: [] };
  return total(
    {
      hint: "unknown",
      schema: shape.schema,
      zeroThreshold: shape.zeroThreshold,
      zeroCount: custom ? 0 : random.int(0, 5),
      count: 0,
      sum: 0,
      positiveSpans: positive.spans,
      positiveBuckets: positive.buckets,
      negativeSpans: negative.spans,
      negativeBuckets: negative.buckets,
      ...(custom ? { customValues: shape.bounds } : undefined),
    },
    random,
  );
}

interface Layout {
  readonly spans: readonly (readonly [offset: number, length: number])[];
  readonly buckets: readonly number[];
}

function layout(random: Random, offset: number): Layout {
  const spans: [number, number][] = [];
  for (let span = 0; span < random.int(0, 3); span++) {
    spans.push([span === 0 ? offset : random.int(0, 3), random.int(1, 3)]);
  }
  return { spans, buckets: counts(random, spans) };
}

function layoutOf(random: Random, offset: number, length: number): Layout {
  const first = random.int(0, length - 1);
  const spans: [number, number][] = [[offset + first, random.int(1, length - first)]];
  return { spans, buckets: counts(random, spans) };
}

function counts(random: Random, spans: readonly (readonly [number, number])[]): readonly number[] {
  const length = spans.reduce((sum, [, one]) => sum + one, 0);
  return Array.from({ length }, () => (random.chance(0.2) ? 0 : random.int(1, 12)));
}

function grow(random: Random, shape: HistogramShape, last: WireHistogram): Mutable {
  if (random.chance(0.1)) return { ...start(random, { ...shape, schema: changed(random, shape.schema) }) };
  const more = (count: number | string): number => {
    const by = random.chance(0.6) ? random.int(0, 5) : 0;
    return shape.gauge && random.chance(0.3) ? Math.max(0, Number(count) - by) : Number(count) + by;
  };
  return total(
    {
      ...last,
      zeroCount: shape.schema === -53 ? 0 : more(last.zeroCount),
      positiveBuckets: last.positiveBuckets.map(more),
      negativeBuckets: last.negativeBuckets.map(more),
    },
    random,
  );
}

function changed(random: Random, schema: number): number {
  return schema === -53 ? schema : random.pick([schema, Math.max(-4, schema - 1), Math.min(8, schema + 1)]);
}

function total(h: Mutable, random: Random): Mutable {
  const sum = (buckets: readonly (number | string)[]): number =>
    buckets.reduce<number>((all, one) => all + Number(one), 0);
  h.count = sum(h.positiveBuckets) + sum(h.negativeBuckets) + Number(h.zeroCount);
  h.sum = random.chance(0.03) ? random.pick(["NaN", "+Inf", "-Inf"]) : random.int(-40, 400) / 4;
  // Observations of NaN count without a bucket.
  if (h.sum === "NaN") h.count += random.int(0, 2);
  return h;
}
