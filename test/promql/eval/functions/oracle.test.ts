import { beforeAll, expect, it } from "vitest";
import { compareLabels, Labels } from "../../../../lib/promql/data/labels.ts";
import { instantQuery, rangeQuery } from "../../../../lib/promql/eval/query.ts";
import { askOracle, describeWithOracle } from "../../../support/oracle.ts";
import { CASES, type OracleCase } from "./oracle-cases.ts";
import { oracleSeries, storageOf } from "./rows.ts";

interface Query {
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

const RANGE = { start: 60_000, end: 300_000, step: 60_000 };

describeWithOracle("functions beside Prometheus' own engine", () => {
  const answers = new Map<string, readonly Answer[]>();

  beforeAll(async () => {
    const asked = CASES.flatMap((one) => [false, true].map((delayedNameRemoval) => ({ one, delayedNameRemoval })));
    const said = await askOracle(
      "evaluate",
      asked.map(({ one, delayedNameRemoval }) => ({
        series: oracleSeries(one.rows),
        queries: queriesOf(one),
        options: { experimental: true, delayedNameRemoval },
      })),
    );
    for (const [index, { one, delayedNameRemoval }] of asked.entries()) {
      answers.set(`${one.name} ${delayedNameRemoval}`, said[index] as readonly Answer[]);
    }
  });

  for (const one of CASES) {
    for (const delayedNameRemoval of [false, true]) {
      it(`${one.name}, names dropped ${delayedNameRemoval ? "late" : "at once"}`, () => {
        const storage = storageOf(one.rows);
        const theirs = answers.get(`${one.name} ${delayedNameRemoval}`) ?? [];
        const queries = queriesOf(one);
        const ours = queries.map((query) => attempt(() => ask(storage, query, delayedNameRemoval)));
        expect(comparable(queries, ours)).toEqual(comparable(queries, theirs));
      });
    }
  }
});

function queriesOf({ queries }: OracleCase): readonly Query[] {
  return queries.flatMap((expr) => [
    { expr, start: RANGE.end, end: RANGE.end, step: 0 },
    { expr, ...RANGE },
  ]);
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
  if (answer.error !== undefined) return { error: answer.error, series: [], remarks: [] };
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
