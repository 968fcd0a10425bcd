import type { WireAnswer, WireHistogram, WirePoint } from "./case.ts";
import { floatOf } from "./ours.ts";
import {
  isFault,
  LONGEST_STABLE_SORT,
  NOISE,
  RELATIVE,
  relativeFor,
  withoutCulprits,
  withRoundedNumbers,
} from "./tolerances.ts";

type ResultSeries = NonNullable<WireAnswer["series"]>[number];

/** Where our answer to a query differs from that of Prometheus, in words; `undefined` where it does not. */
export function difference(expr: string, ours: WireAnswer, theirs: WireAnswer, largest = 0): string | undefined {
  if (ours.error !== undefined || theirs.error !== undefined) return differentErrors(ours.error, theirs.error);
  if (ours.type !== theirs.type) return `type ${ours.type}, theirs ${theirs.type}`;
  if (ours.text !== undefined && ours.text !== (theirs.text ?? "")) return `text ${ours.text}, theirs ${theirs.text}`;
  return (
    differentTexts("warnings", ours.warnings ?? [], theirs.warnings ?? []) ??
    differentTexts("infos", ours.infos ?? [], theirs.infos ?? []) ??
    differentSeries(ours.series ?? [], theirs.series ?? [], {
      ordered: isOrdered(expr) && ours.type === "vector",
      relative: relativeFor(expr),
      largest,
    })
  );
}

function differentErrors(ours: string | undefined, theirs: string | undefined): string | undefined {
  if (ours === theirs || (theirs !== undefined && isFault(theirs))) return undefined;
  if (ours !== undefined && theirs !== undefined && sameError(ours, theirs)) return undefined;
  return `error ${ours ?? "none"}\n  theirs ${theirs ?? "none"}`;
}

function sameError(ours: string, theirs: string): boolean {
  return withRoundedNumbers(withoutCulprits(ours)) === withRoundedNumbers(withoutCulprits(theirs));
}

function differentTexts(what: string, ours: readonly string[], theirs: readonly string[]): string | undefined {
  // Texts that differ in the last digit only are one of each kind once they are rounded.
  const shown = (texts: readonly string[]): string => [...new Set(texts.map(withRoundedNumbers))].sort().join("\n    ");
  const one = shown(ours);
  const other = shown(theirs);
  return one === other ? undefined : `${what}\n    ${one}\n  theirs\n    ${other}`;
}

/** Whether the order of an instant vector means something; what `count_values` counts comes in the order of a map. */
function isOrdered(expr: string): boolean {
  return (
    !expr.includes("count_values") && /^(?:sort|sort_desc|sort_by_label|sort_by_label_desc|topk|bottomk)\b/.test(expr)
  );
}

/** How closely two answers have to agree. */
interface Measure {
  readonly ordered: boolean;
  readonly relative: number;
  readonly largest: number;
}

function differentSeries(
  ours: readonly ResultSeries[],
  theirs: readonly ResultSeries[],
  measure: Measure,
): string | undefined {
  const keys = ours.map(keyOf);
  const wanted = theirs.map(keyOf);
  const sorted = (list: readonly string[]): string => [...list].sort().join("\n    ");
  if (sorted(keys) !== sorted(wanted)) return `series\n    ${sorted(keys)}\n  theirs\n    ${sorted(wanted)}`;
  const shown = (list: readonly ResultSeries[]): string =>
    list.map((one) => `${keyOf(one)} ${one.points.map(shownPoint).join(" ")}`).join("\n    ");
  if (measure.ordered && !sameOrder(ours, theirs)) return `order\n    ${shown(ours)}\n  theirs\n    ${shown(theirs)}`;
  const one = inOrder(ours);
  for (const [index, other] of inOrder(theirs).entries()) {
    const problem = differentPoints(one[index]?.points ?? [], other.points, measure);
    if (problem !== undefined) return `${keyOf(other)} ${problem}`;
  }
  return undefined;
}

function sameOrder(ours: readonly ResultSeries[], theirs: readonly ResultSeries[]): boolean {
  return ours.every((one, index) => {
    const other = theirs[index];
    if (other === undefined) return false;
    const equal = keyOf(one) === keyOf(other);
    return equal || (ours.length > LONGEST_STABLE_SORT && one.points[0]?.v === other.points[0]?.v);
  });
}

/** By labels, and where rounding made those the same, by times. */
function inOrder(series: readonly ResultSeries[]): readonly ResultSeries[] {
  const order = (one: ResultSeries): string => `${keyOf(one)} ${one.points.map(({ t }) => t).join()}`;
  return [...series].sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

function keyOf({ labels }: ResultSeries): string {
  return JSON.stringify(
    Object.entries(labels ?? {})
      .map(([name, value]) => [name, withRoundedNumbers(value)])
      .sort(),
  );
}

function differentPoints(
  ours: readonly WirePoint[],
  theirs: readonly WirePoint[],
  { relative, largest }: Measure,
): string | undefined {
  const times = (points: readonly WirePoint[]): string =>
    points.map(({ t, h }) => `${t}${h === undefined ? "" : "h"}`).join(" ");
  if (times(ours) !== times(theirs)) return `at ${times(ours)}\n  theirs at ${times(theirs)}`;
  for (const [index, one] of ours.entries()) {
    const other = theirs[index];
    if (other === undefined) continue;
    const same =
      one.h === undefined || other.h === undefined
        ? sameFloat(one.v ?? "NaN", other.v ?? "NaN", relative) || areNoise(one.v, other.v, largest)
        : sameHistogram(one.h, other.h);
    if (!same) return `${shownPoint(one)}\n  theirs ${shownPoint(other)}`;
  }
  return undefined;
}

function shownPoint({ t, v, h }: WirePoint): string {
  return `${v ?? JSON.stringify(h)}@${t}`;
}

function sameFloat(one: number | string, other: number | string, relative = RELATIVE): boolean {
  if (one === other) return true;
  const a = floatOf(one);
  const b = floatOf(other);
  if (a === b) return true;
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b));
}

function areNoise(one: string | undefined, other: string | undefined, largest: number): boolean {
  return Math.abs(floatOf(one ?? "NaN") - floatOf(other ?? "NaN")) <= NOISE * largest;
}

function sameHistogram(one: WireHistogram, other: WireHistogram): boolean {
  return (
    one.hint === other.hint &&
    one.schema === other.schema &&
    sameFloat(one.zeroThreshold, other.zeroThreshold) &&
    sameFloat(one.zeroCount, other.zeroCount) &&
    sameFloat(one.count, other.count) &&
    sameFloat(one.sum, other.sum) &&
    sameList(one.customValues ?? [], other.customValues ?? []) &&
    sameBuckets(one.positiveSpans, one.positiveBuckets, other.positiveSpans, other.positiveBuckets) &&
    sameBuckets(one.negativeSpans, one.negativeBuckets, other.negativeSpans, other.negativeBuckets)
  );
}

function sameList(one: readonly (number | string)[], other: readonly (number | string)[]): boolean {
  return one.length === other.length && one.every((value, index) => sameFloat(value, other[index] ?? "NaN"));
}

type Spans = WireHistogram["positiveSpans"];
type Buckets = WireHistogram["positiveBuckets"];

function sameBuckets(spans: Spans, buckets: Buckets, otherSpans: Spans, otherBuckets: Buckets): boolean {
  return sameList(places(spans), places(otherSpans)) && sameList(buckets, otherBuckets);
}

/** The indexes of all buckets: the same ones may be cut into spans in several ways. */
function places(spans: Spans): readonly number[] {
  let next = 0;
  return spans.flatMap(([offset, length]) => {
    next += offset;
    return Array.from({ length }, () => next++);
  });
}
