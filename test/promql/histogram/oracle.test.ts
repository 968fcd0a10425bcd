import { expect, it } from "vitest";
import { formatFixed, formatFloat, formatG } from "../../../lib/promql/go-float.ts";
import { HistogramAccumulator } from "../../../lib/promql/histogram/accumulator.ts";
import { add, divide, multiply, subtract } from "../../../lib/promql/histogram/arithmetic.ts";
import { compact } from "../../../lib/promql/histogram/compact.ts";
import { equals, nearlyEqual } from "../../../lib/promql/histogram/equal.ts";
import type { FloatHistogram } from "../../../lib/promql/histogram/float-histogram.ts";
import { histogramFraction } from "../../../lib/promql/histogram/fraction.ts";
import { type ClassicBucket, customBucketsHistogram } from "../../../lib/promql/histogram/from-classic.ts";
import { HistogramMean } from "../../../lib/promql/histogram/mean.ts";
import { histogramAverage, histogramVariance } from "../../../lib/promql/histogram/moments.ts";
import { histogramNotation, histogramText } from "../../../lib/promql/histogram/print.ts";
import { histogramQuantile } from "../../../lib/promql/histogram/quantile.ts";
import { detectReset } from "../../../lib/promql/histogram/reset.ts";
import { copyToSchema, reduceResolution } from "../../../lib/promql/histogram/resolution.ts";
import { trim } from "../../../lib/promql/histogram/trim.ts";
import { validate } from "../../../lib/promql/histogram/validate.ts";
import { askOracle, describeWithOracle } from "../../support/oracle.ts";
import { isFullRun } from "../../support/promtool.ts";
import { HistogramGenerator } from "./generate.ts";

/** A question to the oracle; numbers that JSON lacks go as strings. */
interface Case {
  readonly op: string;
  readonly a?: FloatHistogram;
  readonly b?: FloatHistogram;
  readonly list?: readonly FloatHistogram[];
  readonly x?: number;
  readonly y?: number;
  readonly schema?: number;
  readonly digits?: number;
  readonly classic?: readonly ClassicBucket[];
  readonly count?: number;
}

/** What the oracle answers; what is false or empty is left out. */
interface Answer {
  readonly histogram?: FloatHistogram;
  readonly value?: number;
  readonly text?: string;
  readonly is?: boolean;
  readonly collision?: boolean;
  readonly bounds?: boolean;
  readonly error?: string;
}

const NO_HISTOGRAM = new HistogramGenerator(0).exponential(0);

function answered({
  op,
  a = NO_HISTOGRAM,
  b = NO_HISTOGRAM,
  list = [],
  x = 0,
  y = 0,
  schema = 0,
  ...rest
}: Case): Answer {
  let text: string | undefined;
  const note = (info: string): void => {
    text = `PromQL info: ${info}`;
  };
  switch (op) {
    case "add":
    case "subtract": {
      const result = op === "add" ? add(a, b) : subtract(a, b);
      return { histogram: result.histogram, collision: result.counterResetCollision, bounds: result.boundsReconciled };
    }
    case "multiply":
      return { histogram: multiply(a, x) };
    case "divide":
      return { histogram: divide(a, x) };
    case "compact":
      return { histogram: compact(a, x) };
    case "reduceResolution":
      return { histogram: reduceResolution(a, schema) };
    case "copyToSchema":
      return { histogram: copyToSchema(a, schema) };
    case "trimUpper":
      return { histogram: trim(a, x, "upper") };
    case "trimLower":
      return { histogram: trim(a, x, "lower") };
    case "detectReset":
      return { is: detectReset(a, b) };
    case "equals":
      return { is: equals(a, b) };
    case "validate":
      return { error: validate(a) ?? "" };
    case "quantile": {
      const value = histogramQuantile(x, a, note);
      return { value, ...(text === undefined ? {} : { text }) };
    }
    case "fraction": {
      const value = histogramFraction(x, y, a, note);
      return { value, ...(text === undefined ? {} : { text }) };
    }
    case "histogram_avg":
      return { value: histogramAverage(a) };
    case "histogram_stdvar":
      return { value: histogramVariance(a) };
    case "sum_over_time": {
      const sum = new HistogramAccumulator(list[0] ?? NO_HISTOGRAM);
      for (const h of list.slice(1)) sum.add(h);
      return { histogram: sum.total(), collision: sum.counterResetCollision, bounds: sum.boundsReconciled };
    }
    case "avg_over_time": {
      const mean = new HistogramMean(list[0] ?? NO_HISTOGRAM);
      for (const h of list.slice(1)) mean.add(h);
      return { histogram: mean.total(), collision: mean.counterResetCollision, bounds: mean.boundsReconciled };
    }
    case "text":
      return { text: histogramText(a) };
    case "notation":
      return { text: histogramNotation(a) };
    case "formatFloat":
      return { text: formatFloat(x) };
    case "formatG":
      return { text: formatG(x, rest.digits ?? 0) };
    case "formatFixed":
      return { text: formatFixed(x, rest.digits ?? 0) };
    default:
      return { histogram: customBucketsHistogram(rest.classic ?? [], x, rest.count) };
  }
}

function ours(one: Case): Answer {
  try {
    return answered(one);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Histograms in one form: no bounds are no list of bounds; layouts stay as they are. */
function plain(answer: Answer): Record<string, unknown> {
  const entries = Object.entries(answer).filter(([, value]) => value !== false && value !== "");
  const { histogram, ...rest } = Object.fromEntries(entries);
  if (answer.histogram === undefined) return rest;
  const { customValues = [], ...fields } = answer.histogram;
  return { ...rest, histogram: customValues.length === 0 ? fields : { ...fields, customValues } };
}

function spelled(_key: string, value: unknown): unknown {
  if (typeof value !== "number") return value;
  if (Object.is(value, -0)) return "-0";
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? value : value > 0 ? "+Inf" : "-Inf";
}

const SPECIAL = new Map([
  ["NaN", Number.NaN],
  ["+Inf", Infinity],
  ["-Inf", -Infinity],
]);

function read(value: unknown): unknown {
  if (typeof value === "string") return SPECIAL.get(value) ?? value;
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === "text" || key === "error" ? inner : read(inner)]),
  );
}

/** Each case whose answers differ, with both answers; numbers may differ by `relative`. */
async function differences(cases: readonly Case[], relative = 0): Promise<readonly unknown[]> {
  const asked = cases.map((one): unknown => JSON.parse(JSON.stringify(one, spelled)));
  const theirs = await askOracle("histogram", asked);
  return cases.flatMap((one, i) => {
    const [expected, actual] = [plain(read(theirs[i]) as Answer), plain(ours(one))];
    return same(expected, actual, relative) ? [] : [{ case: asked[i], expected, actual }];
  });
}

function same(a: unknown, b: unknown, relative: number): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return relative === 0 ? Object.is(a, b) : nearlyEqual(a, b, relative);
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  const other = new Map(right);
  return (
    left.length === right.length &&
    left.every(([key, value]) => other.has(key) && same(value, other.get(key), relative))
  );
}

const REPETITIONS = isFullRun ? 10 : 1;

function cases(count: number, seed: number, make: (random: HistogramGenerator) => Case): readonly Case[] {
  const random = new HistogramGenerator(seed);
  return Array.from({ length: count * REPETITIONS }, () => make(random));
}

/** A histogram and what may follow it: more of the same, or another one. */
function pair(random: HistogramGenerator): { a: FloatHistogram; b: FloatHistogram } {
  const b = random.histogram();
  if (random.chance(0.4)) return { a: random.histogram(random.chance(0.1) ? undefined : b.schema === -53), b };
  const grown = add(b, random.histogram(b.schema === -53)).histogram;
  return { a: random.chance(0.5) ? grown : { ...grown, counterResetHint: "unknown" }, b };
}

describeWithOracle("histograms beside Prometheus' own code", () => {
  it("adds, subtracts, multiplies and divides to the bit, with the same layout", async () => {
    const sums = cases(400, 1, (random) => ({ op: random.pick(["add", "subtract"]), ...pair(random) }));
    const scaled = cases(100, 2, (random) => ({
      op: random.pick(["multiply", "divide"]),
      a: random.histogram(),
      x: random.pick([0, -0, 1, -1, 3, 0.1, -2.5, 1e-300, Infinity, Number.NaN]),
    }));
    expect(await differences([...sums, ...scaled])).toEqual([]);
  });

  it("compacts, reduces and compares to the bit", async () => {
    const compacted = cases(150, 3, (random) => ({
      op: "compact",
      a: random.histogram(),
      x: random.pick([0, 0, 1, 2, 100]),
    }));
    const signed = cases(50, 13, (random) => ({
      op: "compact",
      a: subtract(...duo(random)).histogram,
      x: random.whole(0, 3),
    }));
    const reduced = cases(150, 4, (random) => ({
      op: random.pick(["reduceResolution", "copyToSchema"]),
      a: random.exponential(random.whole(0, 8)),
      schema: random.whole(-4, -1),
    }));
    const compared = cases(50, 5, (random) => {
      const a = random.histogram();
      return { op: "equals", a, b: random.chance(0.5) ? compact(a) : { ...a, sum: random.pick([a.sum, -0]) } };
    });
    expect(await differences([...compacted, ...signed, ...reduced, ...compared])).toEqual([]);
  });

  it("detects the same resets, also where bounds, schemas and zero buckets differ", async () => {
    const asked = cases(500, 6, (random) => ({ op: "detectReset", ...pair(random) }));
    expect(await differences(asked)).toEqual([]);
    const resets = asked.filter((one) => detectReset(one.a ?? NO_HISTOGRAM, one.b ?? NO_HISTOGRAM)).length;
    expect(resets).toBeGreaterThan(asked.length / 5);
    expect(resets).toBeLessThan((asked.length * 4) / 5);
  });

  it("sums and averages over time to the bit, also once the sum overflows", async () => {
    const asked = cases(150, 7, (random) => {
      const custom = random.chance(0.3);
      const factor = random.chance(0.2) ? 1e299 : 1;
      const list = Array.from({ length: random.whole(1, 6) }, () => random.histogram(custom));
      const op = random.pick(["sum_over_time", "avg_over_time"]);
      return { op, list: factor === 1 ? list : list.map((h) => multiply(h, factor)) };
    });
    expect(await differences(asked)).toEqual([]);
  });

  it("trims at any value and estimates count and sum the same", async () => {
    const asked = cases(400, 8, (random) => ({
      op: random.pick(["trimUpper", "trimLower"]),
      a: random.histogram(),
      x: random.pick([
        0,
        0.5,
        -0.5,
        1,
        -1,
        2,
        0.07,
        -3.7,
        random.random() * 40 - 20,
        random.random() * 2,
        Infinity,
        -Infinity,
        Number.NaN,
      ]),
    }));
    expect(await differences(asked, 1e-13)).toEqual([]);
  });

  it("estimates quantiles, fractions and variances the same, with the same infos", async () => {
    const quantiles = cases(400, 9, (random) => ({
      op: "quantile",
      a: random.histogram(),
      x: random.pick([0, 1, 0.5, 0.01, 0.99, -1, 2, Number.NaN, random.random(), random.random()]),
    }));
    const fractions = cases(300, 10, (random) => {
      const value = (): number =>
        random.pick([-Infinity, Infinity, 0, 1, -1, Number.NaN, random.random() * 20 - 10, random.random() * 4]);
      return { op: "fraction", a: random.histogram(), x: value(), y: value() };
    });
    const moments = cases(100, 11, (random) => ({
      op: random.pick(["histogram_stdvar", "histogram_avg"]),
      a: random.histogram(),
    }));
    expect(await differences([...quantiles, ...fractions, ...moments], 1e-13)).toEqual([]);
  });

  it("prints histograms in both notations", async () => {
    const asked = cases(150, 12, (random) => ({ op: random.pick(["text", "notation"]), a: random.histogram() }));
    expect(await differences(asked)).toEqual([]);
  });

  it("says in the same words what is wrong with a histogram", async () => {
    const asked = cases(150, 14, (random) => ({ op: "validate", a: spoiled(random.histogram(), random) }));
    expect(await differences(asked)).toEqual([]);
  });

  it("converts classic buckets, or complains, the same", async () => {
    const asked = cases(150, 15, (random) => {
      let count = 0;
      const step = random.pick([1, 1, 0.5]);
      const bounds = [-1, 0, 0.1, 1, 2, 5, 10, Infinity].filter(() => random.chance(0.7));
      const classic = bounds.map((le) => {
        count += random.chance(0.4) ? 0 : random.whole(random.chance(0.05) ? -3 : 0, 9) * step;
        return { le, cumulativeCount: count };
      });
      if (random.chance(0.2)) classic.reverse();
      return { op: "classic", classic, x: random.whole(0, 99), ...(random.chance(0.4) ? { count } : {}) };
    });
    expect(await differences(asked)).toEqual([]);
  });

  it("formats numbers as Go does, ties to the even digit", async () => {
    const numbers = [
      0,
      -0,
      1,
      0.5,
      2.5,
      0.125,
      1e5,
      999999,
      1e6,
      123456789,
      1e20,
      1e21,
      1.5e300,
      5e-324,
      1e-4,
      1e-5,
      Infinity,
    ];
    const random = new HistogramGenerator(16);
    const more = Array.from({ length: 40 }, () => (random.random() - 0.5) * 10 ** random.whole(-12, 24));
    const asked = [...numbers, ...numbers.map((x) => -x), Number.NaN, ...more].flatMap((x): Case[] => [
      { op: "formatFloat", x },
      ...[0, 1, 2, 3, 6, 17].flatMap((digits) => ["formatG", "formatFixed"].map((op) => ({ op, x, digits }))),
    ]);
    expect(await differences(asked)).toEqual([]);
  });
});

function duo(random: HistogramGenerator): [FloatHistogram, FloatHistogram] {
  const custom = random.chance(0.3);
  return [random.histogram(custom), random.histogram(custom)];
}

/** The histogram with one thing wrong, or as it is. */
function spoiled(h: FloatHistogram, random: HistogramGenerator): FloatHistogram {
  const spans = h.positiveSpans;
  return random.pick([
    h,
    { ...h, schema: 9 },
    { ...h, count: -1.5 },
    { ...h, zeroCount: -2 },
    { ...h, zeroCount: 3 },
    { ...h, zeroThreshold: 0.1 },
    { ...h, positiveBuckets: h.positiveBuckets.map((count) => -count) },
    { ...h, negativeBuckets: [1, -3] },
    { ...h, negativeSpans: [{ offset: 0, length: 1 }] },
    { ...h, positiveSpans: [...spans, { offset: -1, length: 1 }], positiveBuckets: [...h.positiveBuckets, 1] },
    { ...h, positiveSpans: [...spans, { offset: 30, length: 1 }], positiveBuckets: [...h.positiveBuckets, 1] },
    { ...h, customValues: [1, 2, 2] },
    { ...h, customValues: [1, Infinity] },
    { ...h, customValues: [Number.NaN] },
  ]);
}
