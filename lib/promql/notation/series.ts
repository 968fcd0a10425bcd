import type { Labels } from "../data/labels.ts";
import { add, subtract } from "../histogram/arithmetic.ts";
import { HistogramError } from "../histogram/error.ts";
import { type DescribedHistogram, readHistogram } from "./histogram.ts";
import { readSeriesMetric } from "./metric.ts";
import { SequenceReader } from "./sequence-reader.ts";
import { OMITTED, type SequenceValue, STALE_VALUE } from "./sequence-value.ts";

/** A series with the values it takes, one after the other. */
export interface DescribedSeries {
  readonly labels: Labels;
  readonly values: readonly SequenceValue[];
}

/**
 * Reads a series as promtool's unit tests describe it: `up{job="a"} 1 2 _ 5+10x3 stale {{sum:1 count:2}}x4`
 * (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series). `a+bxN` stands for N + 1 values
 * and adds again and again, so that errors of rounding add up as they do there. Errors: `PromqlError` with Prometheus'
 * words and the place.
 */
export function parseSeries(text: string): DescribedSeries {
  const { labels, end } = readSeriesMetric(text);
  const reader = new SequenceReader(text, end);
  const values: SequenceValue[] = [];
  while (!reader.is("end")) {
    if (reader.accept("space") === undefined) {
      if (values.length > 0) reader.unexpected();
      reader.unexpected("series values");
    }
    if (!reader.is("end")) readItem(reader, values);
  }
  return { labels, values };
}

function readItem(reader: SequenceReader, into: SequenceValue[]): void {
  if (reader.accept("blank") !== undefined) {
    const count = reader.accept("times") === undefined ? 1 : repetitions(reader);
    repeat(OMITTED, count, into);
  } else if (reader.accept("open") !== undefined) {
    readHistograms(reader, into);
  } else {
    readNumbers(reader, into);
  }
}

function readNumbers(reader: SequenceReader, into: SequenceValue[]): void {
  let value = readValue(reader);
  if (reader.accept("times") !== undefined) {
    const last = repetitions(reader);
    repeat(sampleOf(value), last + 1, into);
    return;
  }
  if (reader.token.kind !== "add" && reader.token.kind !== "sub") {
    into.push(sampleOf(value));
    return;
  }
  const step = signedNumber(reader);
  if (reader.accept("times") === undefined) reader.unexpected("series values");
  const last = repetitions(reader);
  for (let index = 0; index <= last; index++) {
    into.push(sampleOf(value));
    // A stale marker is a NaN of a special pattern, which an addition makes an ordinary one.
    value = value === "stale" ? NaN : value + step;
  }
}

function readValue(reader: SequenceReader): number | "stale" {
  if (reader.token.kind === "word") {
    if (reader.isKeyword) reader.unexpected();
    if (reader.token.text !== "stale") reader.unexpected("series values", 'number or "stale"');
    reader.take();
    return "stale";
  }
  if (!reader.is("number") && !reader.is("add") && !reader.is("sub")) reader.unexpected();
  return signedNumber(reader);
}

function signedNumber(reader: SequenceReader): number {
  const sign = reader.accept("sub") !== undefined ? -1 : 1;
  if (sign === 1) reader.accept("add");
  if (reader.token.kind !== "number") reader.unexpected("series values");
  return sign * reader.number(reader.take());
}

function sampleOf(value: number | "stale"): SequenceValue {
  return value === "stale" ? STALE_VALUE : { kind: "float", value };
}

function readHistograms(reader: SequenceReader, into: SequenceValue[]): void {
  const first = readHistogram(reader);
  if (reader.accept("times") !== undefined) {
    repeat({ kind: "histogram", ...first }, repetitions(reader) + 1, into);
    return;
  }
  if (reader.token.kind !== "add" && reader.token.kind !== "sub") {
    into.push({ kind: "histogram", ...first });
    return;
  }
  const combine = reader.take().kind === "add" ? add : subtract;
  if (reader.accept("open") === undefined) reader.unexpected("series values");
  const step = readHistogram(reader);
  if (reader.accept("times") === undefined) reader.unexpected("series values");
  const { start, end } = reader.token;
  const last = repetitions(reader);
  try {
    accumulate(first, step, last, combine, into);
  } catch (error) {
    if (!(error instanceof HistogramError)) throw error;
    reader.refuse(error.message, start, end);
  }
}

function accumulate(
  first: DescribedHistogram,
  step: DescribedHistogram,
  last: number,
  combine: typeof add,
  into: SequenceValue[],
): void {
  let { histogram } = first;
  // The hint counts as written when the step has one, whatever the first histogram says.
  const { hintGiven } = step;
  into.push({ kind: "histogram", histogram, hintGiven });
  for (let index = 1; index <= last; index++) {
    if (histogram.schema > step.histogram.schema) {
      throw new HistogramError(
        "resolution",
        `error combining histograms: cannot merge from schema ${step.histogram.schema} to ${histogram.schema}`,
      );
    }
    ({ histogram } = combine(histogram, step.histogram));
    into.push({ kind: "histogram", histogram, hintGiven });
  }
}

function repetitions(reader: SequenceReader): number {
  if (reader.token.kind !== "number") reader.unexpected("series values");
  return reader.count(reader.take());
}

function repeat(value: SequenceValue, count: number, into: SequenceValue[]): void {
  for (let index = 0; index < count; index++) into.push(value);
}
