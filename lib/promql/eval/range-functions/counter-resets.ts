import type { FloatSamples, Windows } from "../range-vector.ts";
import { startsAnewAt } from "./start-timestamps.ts";
import { addsUpInAnyOrder, SumFold } from "./sum-fold.ts";
import { foldWindows, overlaps, widest } from "./window-fold.ts";

// A handful of resets is added up by itself at each step, in Prometheus' order and as quickly as a queue would.
const FEW = 8;

// Prometheus adds without compensation; where this share of the largest loss is all that is left, its rounding shows.
const ROUNDED = 1e-4;

/** The samples (from the second on) of `[from, to)` before which a counter was reset; `isReset` gets the later sample. */
export function resetPlaces(from: number, to: number, isReset: (index: number) => boolean): Int32Array {
  const places: number[] = [];
  for (let index = from + 1; index < to; index++) if (isReset(index)) places.push(index);
  return Int32Array.from(places);
}

/** The resets of a float series from its first to its last window; starts count where the samples have them. */
export function floatResetPlaces(floats: FloatSamples, from: number, to: number): Int32Array {
  const { values, starts } = floats;
  if (starts === undefined) return fallPlaces(values, from, to);
  return resetPlaces(
    from,
    to,
    (index) => (values[index] as number) < (values[index - 1] as number) || startsAnewAt(floats, index),
  );
}

function fallPlaces(values: Float64Array, from: number, to: number): Int32Array {
  const places: number[] = [];
  for (let index = from + 1; index < to; index++) {
    if ((values[index] as number) < (values[index - 1] as number)) places.push(index);
  }
  return Int32Array.from(places);
}

/** Windows into the list of resets: those between two samples of one window. */
export function resetWindows(places: Int32Array, { from, to }: Windows): Windows {
  const first = new Int32Array(from.length);
  const end = new Int32Array(from.length);
  let low = 0;
  let high = 0;
  for (let step = 0; step < from.length; step++) {
    while (low < places.length && (places[low] as number) <= (from[step] as number)) low++;
    while (high < places.length && (places[high] as number) < (to[step] as number)) high++;
    first[step] = low;
    end[step] = Math.max(low, high);
  }
  return { from: first, to: end };
}

/** Adds to a value at each step what the counter had before each reset in the window of the step. */
export function resetCorrections(
  values: Float64Array,
  places: Int32Array,
  windows: Windows,
): (step: number, value: number) => number {
  if (places.length === 0) return (_step, value) => value;
  const inside = resetWindows(places, windows);
  const lost = Float64Array.from(places, (place) => values[place - 1] as number);
  const width = widest(inside);
  const inOrder = (step: number, value: number): number => {
    let result = value;
    const end = inside.to[step] as number;
    for (let index = inside.from[step] as number; index < end; index++) result += lost[index] as number;
    return result;
  };
  if (width <= FEW || !overlaps(inside) || !addsUpInAnyOrder(lost, 0, lost.length)) return inOrder;
  const totals = foldWindows(inside, new SumFold(lost, width, false), true);
  const rounded =
    ROUNDED * lost.reduce((most, one) => (Number.isFinite(one) ? Math.max(most, Math.abs(one)) : most), 0);
  return (step, value) => {
    const result = value + (totals[step] as number);
    return Math.abs(result) < rounded ? inOrder(step, value) : result;
  };
}
