import { HISTOGRAM, STALE } from "../../../../lib/promql/data/series.ts";
import type { MemoryStorage } from "../../../../lib/promql/data/storage.ts";
import { rangeQuery } from "../../../../lib/promql/eval/query.ts";
import type { SampleValue } from "../../../../lib/promql/eval/result.ts";
import type { FloatHistogram } from "../../../../lib/promql/histogram/float-histogram.ts";
import { askOracle } from "../../../support/oracle.ts";

/** A range query. Units: milliseconds. */
export interface Asked {
  readonly expr: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** What differs from Prometheus, in words. */
export interface Difference {
  readonly query: Asked;
  readonly ours: unknown;
  readonly theirs: unknown;
}

interface Answer {
  readonly error?: string;
  readonly series: readonly { readonly labels: Record<string, string> | null; readonly points: readonly Point[] }[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

interface Point {
  readonly t: number;
  readonly v?: string | number;
  readonly h?: Record<string, unknown>;
}

/** Where this engine differs from Prometheus' own by more than `tolerance` of a value, or in an annotation. */
export async function differences(
  storage: MemoryStorage,
  queries: readonly Asked[],
  options: { readonly delayedNameRemoval: boolean; readonly startTimestamps: boolean },
  tolerance: number,
): Promise<readonly Difference[]> {
  const [answers] = (await askOracle("evaluate", [
    { series: wire(storage), queries, options: { ...options, experimental: true } },
  ])) as readonly (readonly Answer[])[];
  return queries.flatMap((query, index) => {
    const theirs = saidByPrometheus(answers?.[index]);
    const ours = saidHere(storage, query, options);
    return alike(ours, theirs, tolerance) ? [] : [firstDifference(query, ours, theirs, tolerance)];
  });
}

type Said = readonly (readonly [key: string, value: unknown])[];

function saidHere(storage: MemoryStorage, { expr, start, end, step }: Asked, options: object): Said {
  try {
    const { series, warnings, infos } = rangeQuery(
      storage,
      expr,
      { start, end, step },
      { ...options, experimental: true },
    );
    const points = series.flatMap((one) =>
      one.points.map(({ timestamp, value }) => entry(one.labels.toRecord(), timestamp, shown(value))),
    );
    return [...sorted(points), ["remarks", [...warnings, ...infos].sort()]];
  } catch (error) {
    return [["error", error instanceof Error ? error.message : error]];
  }
}

function saidByPrometheus(answer: Answer | undefined): Said {
  if (answer === undefined) throw new Error("the oracle has no answer");
  if (answer.error !== undefined) return [["error", answer.error]];
  const points = answer.series.flatMap(({ labels, points }) =>
    points.map(({ t, v, h }) => entry(labels ?? {}, t, h === undefined ? Number(text(v)) : parsed(h))),
  );
  return [...sorted(points), ["remarks", [...answer.warnings, ...answer.infos].sort()]];
}

function entry(labels: Readonly<Record<string, string>>, time: number, value: unknown): readonly [string, unknown] {
  return [`${JSON.stringify(Object.entries(labels).sort())}@${time}`, value];
}

function sorted(entries: Said): Said {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function shown(value: SampleValue): unknown {
  return typeof value === "number" ? value : parsed(wireHistogram(value));
}

function parsed(h: Record<string, unknown>): unknown {
  const number = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(number);
    return typeof value === "string" && !/^[a-z]/.test(value) ? Number(text(value)) : (value ?? []);
  };
  const spans = (value: unknown): unknown => joined((value ?? []) as readonly (readonly [number, number])[]);
  return Object.fromEntries(
    Object.entries(h).map(([key, value]) => [key, key.endsWith("Spans") ? spans(value) : number(value)]),
  );
}

/** Spans that follow on each other as one: how often they are cut depends on the order of a sum. */
function joined(spans: readonly (readonly [offset: number, length: number])[]): unknown {
  const result: [number, number][] = [];
  for (const [offset, length] of spans) {
    const last = result.at(-1);
    if (last !== undefined && offset === 0) last[1] += length;
    else result.push([offset, length]);
  }
  return result;
}

function text(value: unknown): string {
  return String(value).replace("Inf", "Infinity");
}

/** Equal but for rounding. */
export function alike(a: unknown, b: unknown, tolerance: number): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, index) => alike(one, b[index], tolerance));
  }
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    return alike(Object.entries(a).sort(), Object.entries(b).sort(), tolerance);
  }
  return a === b;
}

function firstDifference(query: Asked, ours: Said, theirs: Said, tolerance: number): Difference {
  const known = new Map(theirs);
  const here = new Map(ours);
  const key = [...here.keys(), ...known.keys()].find((one) => !alike(here.get(one), known.get(one), tolerance));
  return { query, ours: [key, here.get(key ?? "")], theirs: known.get(key ?? "") };
}

function wireHistogram(h: FloatHistogram): Record<string, unknown> {
  return {
    hint: h.counterResetHint,
    schema: h.schema,
    zeroThreshold: real(h.zeroThreshold),
    zeroCount: real(h.zeroCount),
    count: real(h.count),
    sum: real(h.sum),
    positiveSpans: h.positiveSpans.map(({ offset, length }) => [offset, length]),
    positiveBuckets: h.positiveBuckets.map(real),
    negativeSpans: h.negativeSpans.map(({ offset, length }) => [offset, length]),
    negativeBuckets: h.negativeBuckets.map(real),
    ...(h.customValues === undefined ? {} : { customValues: h.customValues.map(real) }),
  };
}

function real(value: number): string {
  return String(value).replace(/^(-?)Infinity$/, (_, sign: string) => `${sign === "" ? "+" : sign}Inf`);
}

function wire(storage: MemoryStorage): unknown[] {
  return [...storage.all()].map((series) => ({
    labels: series.labels.toRecord(),
    samples: Array.from({ length: series.length }, (_, index) => {
      const t = series.timestamps[index];
      const st = series.starts?.[index] ?? 0;
      const kind = series.kindAt(index);
      const histogram = kind === HISTOGRAM ? series.histograms?.[index] : undefined;
      if (histogram !== undefined) return { t, st, h: wireHistogram(histogram) };
      return { t, st, v: kind === STALE ? "stale" : real(series.values[index] ?? Number.NaN) };
    }),
  }));
}
