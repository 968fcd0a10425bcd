import type { FloatSamples } from "../range-vector.ts";
import { floatResetPlaces, resetCorrections } from "./counter-resets.ts";
import { edgesOf } from "./extended-edges.ts";
import type { RateWriter } from "./rate-kind.ts";

/** `rate`, `increase` and `delta` of floats over an anchored or smoothed range; start timestamps do not matter there. */
export const extendedFloatRate: RateWriter = (input, { isCounter, isRate }, output) => {
  const { series, vector } = input;
  const floats = { ...series.floats, starts: undefined };
  const { values, timestamps } = floats;
  const smoothed = vector.extension === "smoothed";
  const { first, last, inside } = edgesOf(input, timestamps, floats);
  const resets = isCounter ? floatResetPlaces(floats, floats.from[0] ?? 0, floats.to.at(-1) ?? 0) : new Int32Array(0);
  const insideResets = resetCorrections(values, resets, inside);
  const seconds = vector.range / 1_000;
  return (step) => {
    const low = first[step] as number;
    const high = last[step] as number;
    if (low < 0) return;
    const start = vector.startOf(step);
    const end = vector.endOf(step);
    const interpolated = (index: number, moment: number): number => between(floats, index, moment, isCounter);
    const left = smoothed && (timestamps[low] as number) < start ? interpolated(low, start) : (values[low] as number);
    const interpolatesRight = smoothed && high > (floats.from[step] as number) && (timestamps[high] as number) > end;
    const right = interpolatesRight ? interpolated(high - 1, end) : (values[high] as number);
    let result = right - left;
    if (isCounter) {
      let correction = 0;
      let before = left;
      const from = inside.from[step] as number;
      const to = inside.to[step] as number;
      if (to > from) {
        if ((values[from] as number) < before) correction += before;
        correction = insideResets(step, correction);
        before = values[to - 1] as number;
      }
      if (right < before) correction += before;
      result += correction;
    }
    output.setFloat(step, isRate ? result / seconds : result);
  };
};

/** The value between a sample and the next; a counter that was reset in between rises from 0. */
function between({ timestamps, values }: FloatSamples, index: number, moment: number, isCounter: boolean): number {
  const next = values[index + 1] as number;
  let value = values[index] as number;
  if (isCounter && next < value) value = 0;
  const time = timestamps[index] as number;
  return value + ((next - value) * (moment - time)) / ((timestamps[index + 1] as number) - time);
}
