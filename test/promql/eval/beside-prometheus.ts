import { compareText, Labels } from "../../../lib/promql/data/labels.ts";
import { ABSENT, HISTOGRAM, STALE } from "../../../lib/promql/data/series.ts";
import { MemoryStorage } from "../../../lib/promql/data/storage.ts";
import { instantQuery, rangeQuery } from "../../../lib/promql/eval/query.ts";
import type { SampleValue } from "../../../lib/promql/eval/result.ts";
import type { FloatHistogram } from "../../../lib/promql/histogram/float-histogram.ts";
import { loadSeries } from "../../../lib/promql/notation/load.ts";
import { askOracle } from "../../support/oracle.ts";

/** The distance of the samples that `stored` stores. Units: milliseconds. */
export const STEP = 60_000;

/** Series described as promtool's unit tests describe them, a sample a minute from time 0. */
export function stored(text: string): MemoryStorage {
  const storage = new MemoryStorage();
  loadSeries(storage, text, { step: STEP });
  return storage;
}

/** One query; a range query where there is a `step`. Units: milliseconds. */
export interface Asked {
  readonly expr: string;
  readonly start: number;
  readonly end?: number;
  readonly step?: number;
}

/** What an engine says, as lines: an error, or each series, and the annotations in any order. */
export interface Said {
  readonly series: readonly string[];
  readonly remarks: readonly string[];
}

interface OracleAnswer {
  readonly error?: string;
  readonly series: readonly {
    readonly labels: Record<string, string> | null;
    readonly points: readonly OraclePoint[];
  }[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

interface OraclePoint {
  readonly t: number;
  readonly v?: string;
  readonly h?: unknown;
}

/** What this engine says. Samples of an instant query stay in their order, those of a range query are sorted. */
export function ours(storage: MemoryStorage, { expr, start, end, step }: Asked, delayedNameRemoval: boolean): Said {
  const options = { delayedNameRemoval, experimental: true };
  try {
    if (step !== undefined) {
      const result = rangeQuery(storage, expr, { start, end: end ?? start, step }, options);
      const series = result.series.map(({ labels, points }) =>
        line(
          labels,
          points.map((p) => [p.timestamp, text(p.value)]),
        ),
      );
      return { series: series.sort(compareText), remarks: [...result.warnings, ...result.infos].sort(compareText) };
    }
    const result = instantQuery(storage, expr, start, options);
    if (result.type !== "vector") throw new Error(`a vector was wanted, not a ${result.type}`);
    const series = result.samples.map(({ labels, value }) => line(labels, [[start, text(value)]]));
    return { series, remarks: [...result.warnings, ...result.infos].sort(compareText) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { series: [`error: ${error.message}`], remarks: [] };
  }
}

/** What Prometheus' engine says to each query over the same series. */
export async function theirs(
  cases: readonly {
    readonly storage: MemoryStorage;
    readonly queries: readonly Asked[];
    readonly delayedNameRemoval: boolean;
  }[],
): Promise<readonly (readonly Said[])[]> {
  const answers = await askOracle(
    "evaluate",
    cases.map(({ storage, queries, delayedNameRemoval }) => ({
      series: wire(storage),
      queries: queries.map(({ expr, start, end, step }) => ({ expr, start, end: end ?? start, step: step ?? 0 })),
      options: { experimental: true, delayedNameRemoval },
    })),
  );
  return answers.map((answer, index) =>
    (answer as readonly OracleAnswer[]).map((one, at) => said(one, cases[index]?.queries[at]?.step !== undefined)),
  );
}

function said({ error, series, warnings, infos }: OracleAnswer, sorted: boolean): Said {
  if (error !== undefined) return { series: [`error: ${error}`], remarks: [] };
  const lines = series.map(({ labels, points }) =>
    line(
      Labels.of(labels ?? {}),
      points.map((point) => [
        point.t,
        point.h === undefined ? number(Number(point.v?.replace("Inf", "Infinity"))) : canonical(point.h),
      ]),
    ),
  );
  return { series: sorted ? lines.sort(compareText) : lines, remarks: [...warnings, ...infos].sort(compareText) };
}

function line(labels: Labels, points: readonly (readonly [number, string])[]): string {
  return `${JSON.stringify(labels.toRecord())} ${points.map(([time, value]) => `${value}@${time}`).join(" ")}`;
}

function text(value: SampleValue): string {
  return typeof value === "number" ? number(value) : canonical(wireHistogram(value));
}

/** Twelve digits: powers and arc tangents differ beyond that between Go and JavaScript. */
function number(value: number): string {
  return Object.is(value, -0) ? "0" : String(Number(value.toPrecision(12)));
}

function canonical(value: unknown): string {
  const numbers = (_: string, inner: unknown): unknown => {
    if (typeof inner === "number") return number(inner);
    if (typeof inner === "string" && inner !== "" && !Number.isNaN(Number(inner))) return number(Number(inner));
    return inner === null ? [] : inner;
  };
  return JSON.stringify(value, numbers);
}

function wireHistogram(h: FloatHistogram): Record<string, unknown> {
  const reals = (values: readonly number[]): string[] => values.map(real);
  const pairs = (spans: FloatHistogram["positiveSpans"]): number[][] =>
    spans.map(({ offset, length }) => [offset, length]);
  return {
    hint: h.counterResetHint,
    schema: h.schema,
    zeroThreshold: real(h.zeroThreshold),
    zeroCount: real(h.zeroCount),
    count: real(h.count),
    sum: real(h.sum),
    positiveSpans: pairs(h.positiveSpans),
    positiveBuckets: reals(h.positiveBuckets),
    negativeSpans: pairs(h.negativeSpans),
    negativeBuckets: reals(h.negativeBuckets),
    ...(h.customValues === undefined ? {} : { customValues: reals(h.customValues) }),
  };
}

function real(value: number): string {
  return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? "+Inf" : "-Inf";
}

function wire(storage: MemoryStorage): unknown[] {
  return [...storage.all()].map((series) => {
    const samples: unknown[] = [];
    for (let index = 0; index < series.length; index++) {
      const kind = series.kindAt(index);
      if (kind === ABSENT) continue;
      const t = series.timestamps[index];
      const histogram = kind === HISTOGRAM ? series.histograms?.[index] : undefined;
      if (histogram !== undefined) samples.push({ t, h: wireHistogram(histogram) });
      else samples.push({ t, v: kind === STALE ? "stale" : real(series.values[index] ?? Number.NaN) });
    }
    return { labels: series.labels.toRecord(), samples };
  });
}
