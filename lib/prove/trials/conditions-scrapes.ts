import type { Samples, SyntheticSeries } from "../../model/scenario.ts";
import { marked, sampleOf } from "../scenario-world.ts";
import type { ScrapedSeries } from "../world.ts";

/** When synthetic series are scraped. Units: seconds on the clock of the series, whose first sample is at 0. */
export interface ScrapeClock {
  /** Between two samples of the synthetic series. */
  readonly step: number;
  /** Between two scrapes. */
  readonly every: number;
  /** Time of the first scrape; the first sample is held before it was made. */
  readonly phase: number;
  /** Time of the last scrape at the latest. */
  readonly until: number;
  /** Time of the first evaluation. */
  readonly begin: number;
}

/** A synthetic series as it is scraped: what happens between its samples is interpolated, and events stay whole. */
export function scrape({ name, labels, samples }: SyntheticSeries, clock: ScrapeClock): ScrapedSeries {
  const { step, every, phase, until, begin } = clock;
  const count = Math.max(0, Math.floor((until - phase) / every) + 1);
  const values = new Float64Array(count).fill(Number.NaN);
  const stale = new Set<number>();
  let first = 0;
  for (const segment of samples) {
    const steps = segment.kind === "stale" ? 1 : segment.steps;
    const from = first === 0 ? 0 : Math.max(0, Math.ceil((first * step - phase) / every));
    const to = Math.min(count, Math.ceil(((first + steps) * step - phase) / every));
    // A marker that falls between two scrapes is set by the next one.
    if (segment.kind === "stale" && from < count) stale.add(from);
    for (let index = from; index < to; index++) {
      values[index] = interpolated(segment, (phase + index * every) / step - first);
    }
    first += steps;
  }
  for (const index of stale) if (!Number.isNaN(values[index])) stale.delete(index);
  return { name, labels, every: every * 1_000, offset: (phase - begin) * 1_000, values, ...marked(stale) };
}

function interpolated(segment: Samples, steps: number): number {
  const value = sampleOf(segment, steps);
  const isWhole = segment.kind === "ramp" && Number.isInteger(segment.from) && Number.isInteger(segment.increase);
  // Less than a ten-thousandth is missing only by how steps are divided.
  return isWhole ? Math.floor(value + 1e-4) : value;
}

/** What becomes of a scrape: it is as it was, gives no sample, or finds the series ended. */
export type Fate = "seen" | "missed" | "ended";

/** A series of which not every scrape is as it was. Units: seconds on the clock of the series. */
export function withFate(series: ScrapedSeries, begin: number, fate: (time: number) => Fate): ScrapedSeries {
  const values = series.values.slice();
  const stale = new Set(series.stale);
  let ended = false;
  for (let index = 0; index < values.length; index++) {
    const is = fate(begin + (series.offset + index * series.every) / 1_000);
    if (is !== "seen") {
      stale.delete(index);
      if (is === "ended" && !ended && index > 0) stale.add(index);
      values[index] = Number.NaN;
    }
    ended = is === "ended";
  }
  return { ...series, values, stale };
}

/** A counter that begins again at 0 at a time. Units: seconds on the clock of the series. */
export function resetAt(series: ScrapedSeries, begin: number, time: number): ScrapedSeries {
  const first = Math.ceil(((time - begin) * 1_000 - series.offset) / series.every);
  const before = series.values[first - 1] ?? 0;
  const values = series.values.map((value, index) => (index >= first ? value - before : value));
  return { ...series, values };
}

/** A series that stands still from a time on. Units: seconds on the clock of the series. */
export function frozenAt(series: ScrapedSeries, begin: number, time: number): ScrapedSeries {
  const first = Math.ceil(((time - begin) * 1_000 - series.offset) / series.every);
  const last = series.values[first - 1] ?? Number.NaN;
  return { ...series, values: series.values.map((value, index) => (index >= first ? last : value)) };
}

/** The same series with another value of a label. */
export function relabelled<S extends { readonly labels: Readonly<Record<string, string>> }>(
  series: S,
  label: string,
  value: string,
): S {
  return { ...series, labels: { ...series.labels, [label]: value } };
}

/** The same series with every sample of one metric multiplied. */
export function scaled(series: readonly SyntheticSeries[], by: number, metric: string): readonly SyntheticSeries[] {
  return series.map((one) =>
    one.name === metric ? { ...one, samples: one.samples.map((segment) => multiplied(segment, by)) } : one,
  );
}

function multiplied(segment: Samples, by: number): Samples {
  switch (segment.kind) {
    case "constant":
      return { ...segment, value: segment.value * by };
    case "ramp":
      return { ...segment, from: segment.from * by, increase: segment.increase * by };
    case "missing":
    case "stale":
      return segment;
  }
}
