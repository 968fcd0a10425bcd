import { compareLabels, Labels } from "../../../../lib/promql/data/labels.ts";
import { instantQuery, rangeQuery } from "../../../../lib/promql/eval/query.ts";
import { askOracle } from "../../../support/oracle.ts";
import { oracleSeries, type Rows, storageOf } from "./rows.ts";

/** A query over stored rows. Units: milliseconds. */
export interface Query {
  readonly expr: string;
  readonly start: number;
  readonly end: number;
  /** 0 for an instant query. */
  readonly step: number;
}

interface Answer {
  readonly error?: string;
  readonly series: readonly { readonly labels: Record<string, string> | null; readonly points: readonly Point[] }[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

interface Point {
  readonly t: number;
  readonly v?: string;
  readonly h?: unknown;
}

/** What both sides say, in one form: sorted lines for series, `ordered` ones where the query sorts. */
interface Said {
  readonly error: string;
  readonly series: readonly string[];
  readonly remarks: readonly string[];
}

/** Queries over one set of rows. */
export interface Asked {
  readonly rows: Rows;
  readonly queries: readonly Query[];
  readonly delayedNameRemoval: boolean;
}

/** What Prometheus' engine says to each query of each case, in a form to compare. */
export async function theirs(asked: readonly Asked[]): Promise<readonly (readonly unknown[])[]> {
  const answers = await askOracle(
    "evaluate",
    asked.map(({ rows, queries, delayedNameRemoval }) => ({
      series: oracleSeries(rows),
      queries,
      options: { experimental: true, delayedNameRemoval },
    })),
  );
  return asked.map(({ queries }, index) => comparable(queries, answers[index] as readonly Answer[]));
}

/** What our engine says to each query, in the same form. */
export function ours({ rows, queries, delayedNameRemoval }: Asked): readonly unknown[] {
  const storage = storageOf(rows);
  const answers = queries.map((query) => attempt(() => ask(storage, query, delayedNameRemoval)));
  return comparable(queries, answers);
}

function ask(storage: ReturnType<typeof storageOf>, query: Query, delayedNameRemoval: boolean): Answer {
  const options = { experimental: true, delayedNameRemoval };
  const { expr, start } = query;
  const result =
    query.step === 0 ? instantQuery(storage, expr, start, options) : rangeQuery(storage, expr, query, options);
  const { warnings, infos } = result;
  const point = (t: number, value: unknown): Point =>
    typeof value === "number" ? { t, v: String(value) } : { t, h: value };
  switch (result.type) {
    case "matrix":
      return {
        series: result.series.map(({ labels, points }) => ({
          labels: labels.toRecord(),
          points: points.map(({ timestamp, value }) => point(timestamp, value)),
        })),
        ...{ warnings, infos },
      };
    case "vector":
      return {
        series: result.samples.map(({ labels, value }) => ({
          labels: labels.toRecord(),
          points: [point(start, value)],
        })),
        ...{ warnings, infos },
      };
    default:
      return { series: [{ labels: {}, points: [point(start, result.value)] }], warnings, infos };
  }
}

function attempt(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { error: error.message, series: [], warnings: [], infos: [] };
  }
}

function comparable(queries: readonly Query[], answers: readonly Answer[]): readonly unknown[] {
  return queries.map((query, index) => {
    const answer = answers[index];
    const ordered = query.step === 0 && query.expr.startsWith("sort");
    return { ...query, said: answer === undefined ? undefined : said(answer, ordered) };
  });
}

function said(answer: Answer, ordered: boolean): Said {
  // Which of several labels is named first depends on the order of a Go map.
  const error = answer.error?.replace(/^conflicting label: .*/, "conflicting label");
  if (error !== undefined) return { error, series: [], remarks: [] };
  const series = answer.series.map(({ labels, points }) => ({ labels: Labels.of(labels ?? {}), points }));
  if (!ordered) series.sort((a, b) => compareLabels(a.labels, b.labels));
  return {
    error: "",
    series: series.map(({ labels, points }) => `${labels.toString()} ${points.map(shown).join(" ")}`),
    remarks: [...answer.warnings, ...answer.infos].sort(),
  };
}

/** The last digits of JavaScript's logarithms and sines may differ from Go's. */
function shown({ t, v }: Point): string {
  return v === undefined ? `histogram@${t}` : `${Number(Number(v.replace(/Inf$/, "Infinity")).toPrecision(13))}@${t}`;
}
