import type { Expression } from "../ast.ts";
import { compareLabels, Labels } from "../data/labels.ts";
import { ABSENT, FLOAT } from "../data/series.ts";
import type { Storage } from "../data/storage.ts";
import { parse } from "../parse.ts";
import type { ParseOptions } from "../parse-options.ts";
import { typeOf } from "../typecheck.ts";
import { Annotations } from "./annotations.ts";
import { Column } from "./column.ts";
import { ColumnEvaluator } from "./column-evaluator.ts";
import type { QueryTimes } from "./durations.ts";
import { EvaluationError } from "./error.ts";
import type { Settings } from "./evaluator.ts";
import { mergeSameSeries } from "./names.ts";
import { prepare } from "./prepare.ts";
import { rangePoints } from "./range-points.ts";
import type { InstantResult, MatrixSeries, Point, RangeResult, Remarks } from "./result.ts";
import { type Steps, stepsBetween } from "./steps.ts";

/** How a query is read and evaluated; all of it as Prometheus 3.15 does by default. */
export type QueryOptions = Partial<Settings> & ParseOptions;

/** The times of a range query. Units: milliseconds. */
export interface QueryRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** The defaults of Prometheus' server and promtool. */
export const DEFAULT_SETTINGS: Settings = {
  lookback: 300_000,
  ranges: "left-open",
  delayedNameRemoval: false,
  startTimestamps: false,
  typeAndUnitLabels: false,
  subqueryStep: 60_000,
};

/** Evaluates at one moment. Units: milliseconds. Errors: `PromqlError`, `EvaluationError` with Prometheus' words. */
export function instantQuery(
  storage: Storage,
  query: Expression | string,
  time: number,
  options: QueryOptions = {},
): InstantResult {
  const { expression, text } = read(query, options);
  const type = typeOf(expression, { experimental: true });
  const run = start(storage, expression, { start: time, end: time, step: 0 }, options);
  const evaluator = new ColumnEvaluator(run.context, { start: time, step: 1, count: 1 });
  switch (type) {
    case "string":
      return { type, value: evaluator.text(run.expression), ...remarks(run.annotations, text) };
    case "scalar":
      return { type, value: evaluator.scalar(run.expression)[0] ?? NaN, ...remarks(run.annotations, text) };
    case "vector": {
      const columns = named(evaluator.vector(run.expression), run.context.settings);
      const samples = columns.flatMap((column) => {
        const [point] = pointsOf(column, evaluator.steps);
        return point === undefined ? [] : [{ labels: column.labels, value: point.value }];
      });
      return { type, samples, ...remarks(run.annotations, text) };
    }
    case "matrix": {
      const series = rangePoints(run.expression, evaluator);
      return { type, series: sorted(series), ...remarks(run.annotations, text) };
    }
  }
}

/** Evaluates from `start` to at most `end`, every `step`. Errors: as `instantQuery`; the type must be scalar or vector. */
export function rangeQuery(
  storage: Storage,
  query: Expression | string,
  range: QueryRange,
  options: QueryOptions = {},
): RangeResult {
  const { expression, text } = read(query, options);
  const type = typeOf(expression, { experimental: true });
  if (type === "string" || type === "matrix") {
    const shown = type === "matrix" ? "range vector" : type;
    throw new EvaluationError(`invalid expression type "${shown}" for range query, must be Scalar or instant Vector`);
  }
  const annotations = new Annotations();
  const columns = evaluateColumns(storage, expression, range, options, annotations);
  const steps = stepsBetween(range.start, range.end, range.step);
  const series = columns.map((column) => ({ labels: column.labels, points: pointsOf(column, steps) }));
  return { type: "matrix", series: sorted(series), ...remarks(annotations, text) };
}

/**
 * The columns of a scalar or vector expression at all steps of a range: what `rangeQuery` gives, in the form that costs
 * nothing to go on with. A scalar is one column without labels. Errors: as `rangeQuery`.
 */
export function evaluateColumns(
  storage: Storage,
  expression: Expression,
  range: QueryRange,
  options: QueryOptions = {},
  annotations: Annotations = new Annotations(),
): Column[] {
  const steps = stepsBetween(range.start, range.end, range.step);
  const run = start(storage, expression, range, options, annotations);
  const evaluator = new ColumnEvaluator(run.context, steps);
  if (typeOf(expression, { experimental: true }) === "scalar") {
    const column = new Column(Labels.empty, steps.count);
    column.values.set(evaluator.scalar(run.expression));
    column.kinds.fill(FLOAT);
    return [column];
  }
  return named(evaluator.vector(run.expression), run.context.settings);
}

function read(query: Expression | string, options: QueryOptions): { expression: Expression; text: string } {
  return typeof query === "string"
    ? { expression: parse(query, options), text: query }
    : { expression: query, text: "" };
}

function start(
  storage: Storage,
  expression: Expression,
  query: QueryTimes,
  options: QueryOptions,
  annotations = new Annotations(),
): {
  readonly expression: Expression;
  readonly annotations: Annotations;
  readonly context: ConstructorParameters<typeof ColumnEvaluator>[0];
} {
  const prepared = prepare(expression, query);
  const settings = { ...DEFAULT_SETTINGS, ...options };
  const { constant, statistics, moving } = prepared;
  const context = { storage, settings, annotations, query, constant, statistics, moving };
  return { expression: prepared.expression, annotations, context };
}

/** Drops the names that were kept until now. */
function named(columns: readonly Column[], settings: Settings): Column[] {
  if (!settings.delayedNameRemoval) return [...columns];
  for (const column of columns) if (column.dropName) column.labels = column.labels.withoutMetadata();
  return mergeSameSeries(columns);
}

function pointsOf(column: Column, steps: Steps): Point[] {
  const points: Point[] = [];
  for (let step = 0; step < steps.count; step++) {
    const kind = column.kindAt(step);
    if (kind === ABSENT) continue;
    const timestamp = steps.start + step * steps.step;
    // A histogram may stand beside a float where the drop of names made two series one; Prometheus shows both.
    const histogram = column.histograms?.[step];
    if (histogram !== undefined) points.push({ timestamp, value: histogram });
    if (kind === FLOAT) points.push({ timestamp, value: column.floatAt(step) });
  }
  return points;
}

function sorted(series: readonly MatrixSeries[]): readonly MatrixSeries[] {
  return series.filter((one) => one.points.length > 0).sort((a, b) => compareLabels(a.labels, b.labels));
}

function remarks(annotations: Annotations, text: string): Remarks {
  return { warnings: annotations.texts("warning", text), infos: annotations.texts("info", text) };
}
