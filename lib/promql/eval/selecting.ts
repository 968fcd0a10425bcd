import type { Matcher, VectorSelector } from "../ast.ts";
import { HISTOGRAM, type Series, STALE } from "../data/series.ts";
import { Column } from "./column.ts";
import type { Lookup, Settings } from "./evaluator.ts";
import { endOf, type Steps } from "./steps.ts";

// Constants of this module, since one that is imported is looked up again for each sample.
const histogramKind = HISTOGRAM;
const stale = STALE;

/** All matchers of a selector, that of its name first. */
export function matchersOf(selector: VectorSelector): readonly Matcher[] {
  if (selector.name === undefined) return selector.matchers;
  return [{ label: "__name__", op: "=", value: selector.name }, ...selector.matchers];
}

/** The moment each step of a resolved selector looks at. Units: milliseconds. */
export function referenceSteps(modified: Pick<VectorSelector, "offset" | "at">, steps: Steps, shift = 0): Steps {
  const offset = typeof modified.offset === "number" ? modified.offset : 0;
  const { start, step, count } = steps;
  if (typeof modified.at !== "number") return { start: start - offset, step, count };
  const moment = Math.round(modified.at * 1_000) - offset + shift;
  // A subquery goes on as if it had to reach as far as the steps around it do.
  return { start: moment, step: 0, count, until: moment + endOf(steps) - start };
}

/** Which sample of a series an instant selector finds at each moment; `undefined` where it finds none at all. */
export function lookUp(series: Series, moments: Steps, settings: Settings): Lookup | undefined {
  const { timestamps, kinds, length } = series;
  const found = new Int32Array(moments.count);
  const { lookback } = settings;
  const closed = settings.ranges === "closed";
  let after = 0;
  let any = false;
  for (let index = 0; index < moments.count; index++) {
    const moment = moments.start + index * moments.step;
    after = countUntil(timestamps, length, after, moment);
    const last = after - 1;
    found[index] = -1;
    if (last < 0 || kinds?.[last] === stale) continue;
    const age = moment - (timestamps[last] as number);
    if (age < lookback || (closed && age === lookback)) {
      found[index] = last;
      any = true;
    }
  }
  return any ? { series, found } : undefined;
}

/** The values that lookups found, as columns. */
export function columnOf(lookup: Lookup): Column {
  const { series, found } = lookup;
  const column = new Column(series.labels, found.length);
  const { values, kinds } = column;
  const stored = series.values;
  for (let step = 0; step < found.length; step++) {
    const index = found[step] as number;
    if (index < 0) continue;
    const kind = series.kindAt(index);
    kinds[step] = kind;
    values[step] = stored[index] as number;
    if (kind !== histogramKind) continue;
    const histogram = series.histograms?.[index];
    if (histogram !== undefined) column.setHistogram(step, histogram);
  }
  return column;
}

/** How many of the first `length` rising timestamps are at or before `moment`, where at least `from` of them are. */
export function countUntil(timestamps: Float64Array, length: number, from: number, moment: number): number {
  // Steps mostly advance by one sample or none,
  if (from >= length || (timestamps[from] as number) > moment) return from;
  if (from + 1 >= length || (timestamps[from + 1] as number) > moment) return from + 1;
  // and else by few, so a gallop beats a binary search over all that is left.
  let jump = 1;
  let low = from + 2;
  while (low + jump <= length && (timestamps[low + jump - 1] as number) <= moment) {
    low += jump;
    jump *= 2;
  }
  let high = Math.min(length, low + jump - 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timestamps[middle] as number) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
