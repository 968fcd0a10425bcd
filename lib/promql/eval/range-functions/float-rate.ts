import { floatResetPlaces, resetCorrections } from "./counter-resets.ts";
import { coverageOf, extrapolationFactor, factorSinceStart, startInside } from "./extrapolation.ts";
import type { RateWriter } from "./rate-kind.ts";
import { countEarlyStarts, withStarts } from "./start-timestamps.ts";

/** `rate`, `increase` and `delta` of floats, extrapolated to the edges of the range. */
export const floatRate: RateWriter = (input, { isCounter, isRate }, output) => {
  const { series, vector, evaluator, notes } = input;
  const floats = withStarts(series.floats, isCounter && evaluator.settings.startTimestamps);
  const { values, timestamps, starts } = floats;
  const { from, to } = series.floats;
  const begin = from[0] ?? 0;
  const end = to.at(-1) ?? 0;
  const resets = isCounter ? floatResetPlaces(floats, begin, end) : new Int32Array(0);
  const corrected = resetCorrections(values, resets, series.floats);
  const early = countEarlyStarts(floats, begin, end);
  const seconds = vector.range / 1_000;
  return (step) => {
    const first = from[step] as number;
    const last = (to[step] as number) - 1;
    const earliest = values[first] as number;
    let result = corrected(step, (values[last] as number) - earliest);
    if (early !== undefined && (early[last] as number) > (early[first] as number)) notes.startTimeOverlap();
    const coverage = coverageOf(input, step, timestamps, first, last);
    const start = starts === undefined ? 0 : startInside(starts[first] as number, coverage);
    let factor: number;
    if (start !== 0) {
      result += earliest;
      factor = factorSinceStart(coverage, start);
    } else if (last === first) {
      return;
    } else {
      const share = isCounter && result > 0 && earliest >= 0 ? earliest / result : Infinity;
      factor = extrapolationFactor(coverage, share);
    }
    output.setFloat(step, result * (isRate ? factor / seconds : factor));
  };
};
