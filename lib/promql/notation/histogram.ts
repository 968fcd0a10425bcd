import type { CounterResetHint, FloatHistogram } from "../histogram/float-histogram.ts";
import { type HistogramFields, histogramFrom } from "../histogram/notation.ts";
import type { SequenceReader } from "./sequence-reader.ts";

/** A histogram as it was described. */
export interface DescribedHistogram {
  readonly histogram: FloatHistogram;
  readonly hintGiven: boolean;
}

const HINTS: Readonly<Record<string, CounterResetHint>> = {
  unknown: "unknown",
  reset: "reset",
  not_reset: "not-reset",
  gauge: "gauge",
};

type Field = keyof HistogramFields;

/** Reads `{{...}}`, whose opening is taken already. */
export function readHistogram(reader: SequenceReader): DescribedHistogram {
  const fields: Partial<Record<Field, number | readonly number[] | CounterResetHint>> = {};
  let read = 0;
  for (;;) {
    const space = reader.accept("space") !== undefined;
    if (reader.accept("close") !== undefined) break;
    // Fields stand after a space, all but the first.
    if (!reader.is("field") || space !== read > 0) unexpected(reader, read);
    const field = reader.take().text as Field;
    if (reader.accept("colon") === undefined) unexpected(reader, read);
    const value = readField(reader, field, read);
    if (fields[field] !== undefined) reader.refuse(`duplicate key "${field}" in histogram`, 0, 0);
    fields[field] = value;
    read++;
  }
  return {
    histogram: histogramFrom(fields as HistogramFields),
    hintGiven: fields.counter_reset_hint !== undefined,
  };
}

function readField(reader: SequenceReader, field: Field, read: number): number | readonly number[] | CounterResetHint {
  switch (field) {
    case "schema":
    case "offset":
    case "n_offset": {
      const sign = reader.accept("sub") === undefined ? 1 : -1;
      if (reader.token.kind !== "number") unexpected(reader, read);
      return sign * reader.count(reader.take());
    }
    case "z_bucket_w":
      if (reader.token.kind !== "number") unexpected(reader, read);
      return reader.number(reader.take());
    case "custom_values":
    case "buckets":
    case "n_buckets":
      return readBuckets(reader, read);
    case "counter_reset_hint": {
      const hint = HINTS[reader.token.text];
      if (reader.token.kind !== "hint" || hint === undefined) return unexpected(reader, read);
      reader.take();
      return hint;
    }
    default:
      return readNumber(reader, read);
  }
}

function readNumber(reader: SequenceReader, read: number): number {
  const sign = reader.accept("sub") === undefined ? 1 : -1;
  if (reader.token.kind !== "number") unexpected(reader, read);
  return sign * reader.number(reader.take());
}

function readBuckets(reader: SequenceReader, read: number): readonly number[] {
  if (reader.accept("left") === undefined) unexpected(reader, read);
  const buckets = [readNumber(reader, read)];
  for (;;) {
    const space = reader.accept("space") !== undefined;
    if (reader.accept("right") !== undefined) return buckets;
    if (!space) unexpected(reader, read);
    buckets.push(readNumber(reader, read));
  }
}

function unexpected(reader: SequenceReader, read: number): never {
  // Prometheus' grammar knows what it is reading only after the first field.
  if (read === 0) return reader.unexpected("series values");
  return reader.unexpected("histogram description", "histogram description key, e.g. buckets:[5 10 7]");
}
