import { histogramNotation } from "../../promql/histogram/print.ts";
import type { AlertShape, LabelPairs, SampleShape } from "./result.ts";

/** Whether the alerts are the expected ones, in any order. */
export function sameAlerts(expected: readonly AlertShape[], got: readonly AlertShape[]): boolean {
  return sameMultiset(expected.map(alertKey), got.map(alertKey));
}

/**
 * Whether the samples are the expected ones, in any order. Floats must be equal, NaN equals nothing; with `fuzzy` floats
 * next to each other are equal too. Histograms must be equal in promtool's notation, hint included.
 */
export function sameSamples(expected: readonly SampleShape[], got: readonly SampleShape[], fuzzy: boolean): boolean {
  if (expected.length !== got.length) return false;
  const wanted = byLabels(expected);
  const found = byLabels(got);
  return wanted.every((sample, index) => {
    const other = found[index];
    return other !== undefined && pairsKey(sample.labels) === pairsKey(other.labels) && sameValue(sample, other, fuzzy);
  });
}

/** A key that is equal for equal alerts and for no others. */
export function alertKey({ labels, annotations }: AlertShape): string {
  return `${pairsKey(labels)}|${pairsKey(annotations)}`;
}

/** A key that is equal for equal pairs and for no others; empty values and repeated names count. */
export function pairsKey(pairs: LabelPairs): string {
  return JSON.stringify(pairs);
}

/** Whether two samples have the same value; see `sameSamples`. */
export function sameValue(one: SampleShape, other: SampleShape, fuzzy: boolean): boolean {
  if (typeof one.value === "number" && typeof other.value === "number") return sameFloat(one.value, other.value, fuzzy);
  if (typeof one.value === "number" || typeof other.value === "number") return false;
  return histogramNotation(one.value) === histogramNotation(other.value);
}

function sameFloat(one: number, other: number, fuzzy: boolean): boolean {
  return one === other || (fuzzy && (neighbour(one, 1n) === other || neighbour(one, -1n) === other));
}

const bytes = new DataView(new ArrayBuffer(8));

/** The next float above (1) or below (-1); infinities are the last ones. */
function neighbour(value: number, direction: 1n | -1n): number {
  if (Number.isNaN(value) || value === (direction === 1n ? Infinity : -Infinity)) return value;
  if (value === 0) return direction === 1n ? Number.MIN_VALUE : -Number.MIN_VALUE;
  bytes.setFloat64(0, value);
  const away = value > 0 === (direction === 1n);
  bytes.setBigUint64(0, bytes.getBigUint64(0) + (away ? 1n : -1n));
  return bytes.getFloat64(0);
}

function byLabels(samples: readonly SampleShape[]): readonly SampleShape[] {
  return samples
    .map((sample) => ({ sample, key: pairsKey(sample.labels) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ sample }) => sample);
}

function sameMultiset(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  const sorted = [...other].sort();
  return [...one].sort().every((key, index) => key === sorted[index]);
}
