import type { Labels } from "../data/labels.ts";
import { FLOAT, type Series } from "../data/series.ts";
import type { MemoryStorage } from "../data/storage.ts";
import { PromqlError } from "../error.ts";
import { parseMetric } from "./metric.ts";
import type { SequenceValue } from "./sequence-value.ts";
import { parseSeries } from "./series.ts";
import { isStartTimestampLine, parseStartTimestampLine } from "./start-timestamps.ts";
import { asStored } from "./stored.ts";

/** When the values of a described series are scraped. */
export interface LoadTimes {
  /** Time of the first value. Units: milliseconds. Default 0. */
  readonly start?: number;
  /** From one value to the next. Units: milliseconds. */
  readonly step: number;
}

/** A described series with its start timestamps. */
export interface LoadedSeries {
  readonly labels: Labels;
  readonly values: readonly SequenceValue[];
  /** The start of each sample against its own time; absent where none were described. Units: milliseconds. */
  readonly starts?: readonly (number | undefined)[];
}

/**
 * Reads series, one a line, each after its `@st` line if it has one, empty lines and comments aside. Of two lines with the
 * same labels the later one counts. Errors: `PromqlError`.
 */
export function parseLoad(text: string): readonly LoadedSeries[] {
  const loaded = new Map<string, LoadedSeries>();
  let pending: { readonly line: string; readonly starts: readonly (number | undefined)[] } | undefined;
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (isStartTimestampLine(line)) {
      if (pending !== undefined) refuse("@st line has no following sample line", pending.line);
      pending = { line, starts: parseStartTimestampLine(line).offsets };
      continue;
    }
    const series = parseSeries(line);
    loaded.set(series.labels.key, pending === undefined ? series : withStarts(series, pending));
    pending = undefined;
  }
  if (pending !== undefined) refuse("@st line has no following sample line", pending.line);
  return [...loaded.values()];
}

/** Stores series that `parseLoad` reads. Errors: `PromqlError`, and `RangeError` for a sample that is not the latest. */
export function loadSeries(storage: MemoryStorage, text: string, times: LoadTimes): void {
  for (const series of parseLoad(text)) storeSeries(storage, series, times);
}

/** Stores one series. Errors: `RangeError` for a sample that is not the latest of its series. */
export function storeSeries(storage: MemoryStorage, loaded: LoadedSeries, { start = 0, step }: LoadTimes): void {
  const series = storage.series(loaded.labels);
  for (const [index, value] of loaded.values.entries()) {
    if (value.kind === "omitted") continue;
    const time = start + index * step;
    const offset = loaded.starts?.[index];
    storeSample(series, time, value, offset === undefined ? 0 : time + offset);
  }
}

/** Stores one sample, unless it is left out. Units: milliseconds. Errors: `RangeError` for one that is not the latest. */
export function storeSample(series: Series, time: number, value: SequenceValue, start: number): void {
  const last = series.length - 1;
  const latest = last < 0 ? -Infinity : (series.timestamps[last] ?? NaN);
  if (time <= latest) {
    const same = value.kind === "float" && series.kindAt(last) === FLOAT && Object.is(series.values[last], value.value);
    if (time === latest && same) return;
    throw new RangeError(time === latest ? "duplicate sample for timestamp" : "out of order sample");
  }
  if (value.kind === "float") series.append(time, value.value, start);
  else if (value.kind === "histogram") series.appendHistogram(time, asStored(value.histogram, series), start);
  else if (value.kind === "stale") series.appendStale(time);
}

function withStarts(
  series: LoadedSeries,
  pending: { readonly line: string; readonly starts: readonly (number | undefined)[] },
): LoadedSeries {
  const { line, starts } = pending;
  if (parseMetric(line.slice(0, line.indexOf("@st"))).key !== series.labels.key) {
    refuse("@st metric does not match the following sample line metric", line);
  }
  if (starts.length !== series.values.length) {
    refuse(`@st line has ${starts.length} values but sample line has ${series.values.length}`, line);
  }
  return { ...series, starts };
}

function refuse(detail: string, line: string): never {
  throw new PromqlError(detail, line, { start: 0, end: line.length });
}
