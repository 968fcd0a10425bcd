import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExtremeFold } from "../../../../lib/promql/eval/range-functions/extreme-fold.ts";
import { DeviationFold, QuantileFold } from "../../../../lib/promql/eval/range-functions/quantile-fold.ts";
import { RegressionFold } from "../../../../lib/promql/eval/range-functions/regression-fold.ts";
import { SumFold } from "../../../../lib/promql/eval/range-functions/sum-fold.ts";
import { VarianceFold } from "../../../../lib/promql/eval/range-functions/variance-fold.ts";
import { foldWindows, type WindowFold, widest } from "../../../../lib/promql/eval/range-functions/window-fold.ts";
import type { FloatSamples, Windows } from "../../../../lib/promql/eval/range-vector.ts";

const small = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 8);
const large = fc.constantFrom(1e15, -1e15, 3e15);
const strange = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0);
const mostlySmall = fc.oneof({ weight: 8, arbitrary: small }, { weight: 1, arbitrary: large });
const anything = fc.oneof({ weight: 12, arbitrary: mostlySmall }, { weight: 1, arbitrary: strange });

interface Case {
  readonly values: number[];
  readonly windows: Windows;
}

/** Values and windows over them whose bounds never fall; some are empty, some do not touch the one before. */
function cases(value: fc.Arbitrary<number>): fc.Arbitrary<Case> {
  const advance = fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(30) });
  return fc
    .record({
      values: fc.array(value, { minLength: 1, maxLength: 80 }),
      moves: fc.array(fc.tuple(advance, advance), { maxLength: 40 }),
    })
    .map(({ values, moves }) => {
      const from: number[] = [];
      const to: number[] = [];
      let first = 0;
      let end = 0;
      for (const [left, right] of moves) {
        end = Math.min(values.length, Math.max(end + right, first));
        first = Math.min(first + left, values.length);
        end = Math.max(first, end);
        from.push(first);
        to.push(end);
      }
      return { values, windows: { from: Int32Array.from(from), to: Int32Array.from(to) } };
    });
}

/** What a fold gives by sliding, beside what `naive` makes of the values of each window. */
function compare(
  { values, windows }: Case,
  foldOf: (values: Float64Array, width: number) => WindowFold,
  naive: (window: number[], first: number) => number,
  tolerance: number,
  noise = 0,
): void {
  const fold = foldOf(Float64Array.from(values), widest(windows));
  const results = foldWindows(windows, fold, true);
  windows.from.forEach((first, step) => {
    const end = windows.to[step] as number;
    if (end <= first) return;
    const wanted = naive(values.slice(first, end), first);
    const got = results[step] as number;
    if (Object.is(got, wanted) || got === wanted) return;
    expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(tolerance * Math.abs(wanted) + noise);
  });
}

/** All of the test values are eighths, so whole eighths of a big integer add up without any rounding. */
function exactSum(window: readonly number[]): number {
  if (window.some((value) => !Number.isFinite(value))) return window.reduce((sum, value) => sum + value, 0);
  const eighths = window.reduce((sum, value) => sum + BigInt(value * 8), 0n);
  return Number(eighths) / 8;
}

function sortedNumbers(window: readonly number[]): number[] {
  return [...window].sort((a, b) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b));
}

function quantile(q: number, window: readonly number[]): number {
  const sorted = sortedNumbers(window);
  const rank = q * (sorted.length - 1);
  const lower = Math.floor(rank);
  const upper = Math.min(sorted.length - 1, lower + 1);
  return (sorted[lower] as number) * (1 - (rank - lower)) + (sorted[upper] as number) * (rank - lower);
}

describe("sliding over windows gives what each window gives by itself", () => {
  it("for sums and means, to the last digit after 1e15 has left, also after infinities and NaN", () => {
    fc.assert(
      fc.property(cases(anything), (one) => {
        compare(one, (values, width) => new SumFold(values, width, false), exactSum, 1e-15);
        compare(
          one,
          (values, width) => new SumFold(values, width, true),
          (w) => exactSum(w) / w.length,
          1e-15,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("for the place of the greatest and least value; the first or the last of equal ones; NaN only where all are", () => {
    const naive = (sign: 1 | -1, last: boolean) => (window: number[], first: number) => {
      const numbers = window.filter((value) => !Number.isNaN(value));
      const best = sign === 1 ? Math.max(...numbers) : Math.min(...numbers);
      const found = window
        .map((value, index) => ({ value, index }))
        .filter(({ value }) => numbers.length === 0 || value === best || (value === 0 && best === 0));
      return first + ((last ? found.at(-1) : found[0])?.index ?? -1);
    };
    fc.assert(
      fc.property(cases(anything), fc.constantFrom<1 | -1>(1, -1), (one, sign) => {
        compare(one, (values, width) => new ExtremeFold(values, width, { sign, last: true }), naive(sign, true), 0);
        const valued = { ...one, values: one.values.filter((value) => !Number.isNaN(value)) };
        if (valued.values.length === one.values.length) {
          compare(one, (values, width) => new ExtremeFold(values, width, { sign, last: false }), naive(sign, false), 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("for variances, to a billionth, also while a 1e15 passes and around 1.7e9; NaN with anything infinite", () => {
    const naive = (window: number[]): number => {
      if (window.some((value) => !Number.isFinite(value))) return Number.NaN;
      const count = BigInt(window.length);
      const eighths = window.map((value) => BigInt(value * 8));
      const sum = eighths.reduce((total, value) => total + value, 0n);
      const squares = eighths.reduce((total, value) => total + value * value, 0n);
      return Number(count * squares - sum * sum) / Number(count * count) / 64;
    };
    fc.assert(
      fc.property(cases(anything), (one) => {
        compare(one, (values, width) => new VarianceFold(values, width), naive, 1e-9);
      }),
      { numRuns: 300 },
    );
    const shifted = cases(fc.integer({ min: -8, max: 8 }).map((value) => 1.7e9 + value * 1000));
    fc.assert(
      fc.property(shifted, (one) => {
        compare(one, (values, width) => new VarianceFold(values, width), naive, 1e-9);
      }),
    );
  });

  it("for quantiles with any mix of NaN and infinities, and for median absolute deviations", () => {
    const deviation = (window: number[]): number => {
      if (window.some((value) => Number.isNaN(value))) return Number.NaN;
      const median = quantile(0.5, window);
      return quantile(
        0.5,
        window.map((value) => Math.abs(value - median)),
      );
    };
    fc.assert(
      fc.property(cases(anything), fc.double({ min: 0, max: 1, noNaN: true }), (one, q) => {
        const quantiles = new Float64Array(one.windows.from.length).fill(q);
        compare(
          one,
          (values, width) => new QuantileFold(values, width, quantiles),
          (w) => quantile(q, w),
          1e-15,
        );
        compare(one, (values, width) => new DeviationFold(values, width), deviation, 1e-15);
      }),
      { numRuns: 300 },
    );
  });

  it("for slopes of eighths with gaps in time, to a billionth of an exact fraction", () => {
    const slope = (timestamps: readonly number[]) => (window: number[], first: number) => {
      if (window.length < 2) return Number.NaN;
      const count = BigInt(window.length);
      const x = window.map((_, index) => BigInt(timestamps[first + index] ?? 0));
      const y = window.map((value) => BigInt(value * 8));
      const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
      const products = sum(x.map((value, index) => value * (y[index] ?? 0n)));
      const covariance = count * products - sum(x) * sum(y);
      const variance = count * sum(x.map((value) => value * value)) - sum(x) * sum(x);
      return (Number(covariance) * 1000) / 8 / Number(variance);
    };
    fc.assert(
      fc.property(cases(small), (one) => {
        const timestamps = one.values.map((_, index) => 1_700_000_000_000 + index * 15_000 + (index % 7) * 333);
        const sampled = (values: Float64Array): FloatSamples => ({
          length: values.length,
          values,
          timestamps: Float64Array.from(timestamps),
          starts: undefined,
        });
        compare(
          one,
          (values, width) =>
            new RegressionFold(
              sampled(values),
              width,
              (_, from) => timestamps[from] ?? 0,
              (line) => line.slope,
            ),
          slope(timestamps),
          1e-9,
          // Values of up to 125 a quarter of a minute apart: a slope of exactly 0 is computed to the last digits of 8 a second.
          1e-13,
        );
      }),
      { numRuns: 300 },
    );
  });
});
