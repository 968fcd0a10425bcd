import type { Point } from "./result.ts";

interface FloatPoint {
  readonly timestamp: number;
  readonly value: number;
}

/**
 * The points of an anchored or smoothed range, from its very start to its very end: the values at both edges are those of the
 * nearest sample, or interpolated where the range is smoothed. Units: milliseconds. Empty where nothing lies after the start.
 */
export function extendedPoints(
  points: readonly Point[],
  start: number,
  end: number,
  extension: "anchored" | "smoothed",
): Point[] {
  const floats = points.filter((point): point is FloatPoint => typeof point.value === "number");
  const smoothed = extension === "smoothed";
  const latest = floats.length - 1;
  if (latest < 0) return [];
  const firstAfterStart = indexOf(floats, latest, (point) => point.timestamp > start);
  const first = Math.max(0, firstAfterStart - 1);
  const last = smoothed ? indexOf(floats, latest, (point) => point.timestamp >= end) : latest;
  const left = at(floats, first);
  const right = at(floats, last);
  if (right.timestamp <= start) return [];
  const next = floats[first + 1];
  const previous = floats[last - 1];
  const leftValue =
    smoothed && left.timestamp < start && next !== undefined ? valueBetween(left, next, start) : left.value;
  const rightValue =
    smoothed && previous !== undefined && right.timestamp > end ? valueBetween(previous, right, end) : right.value;
  const inside = floats.slice(left.timestamp <= start ? first + 1 : first, right.timestamp >= end ? last : last + 1);
  return [{ timestamp: start, value: leftValue }, ...inside, { timestamp: end, value: rightValue }];
}

/** The value at a moment on the straight line between two points. */
export function valueBetween(before: FloatPoint, after: FloatPoint, moment: number): number {
  const rise = after.value - before.value;
  return before.value + (rise * (moment - before.timestamp)) / (after.timestamp - before.timestamp);
}

/** Index of the first of the leading `count` points that satisfies `test`, `count` where none does. */
function indexOf(points: readonly FloatPoint[], count: number, test: (point: FloatPoint) => boolean): number {
  const index = points.slice(0, count).findIndex(test);
  return index < 0 ? count : index;
}

function at(points: readonly FloatPoint[], index: number): FloatPoint {
  const point = points[index];
  if (point === undefined) throw new RangeError(`no point ${index}`);
  return point;
}
