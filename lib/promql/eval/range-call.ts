import type { Call, Expression, MatrixSelector, Subquery } from "../ast.ts";
import { ABSENT, FLOAT } from "../data/series.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import { unknownFunction } from "../refusals.ts";
import { Column } from "./column.ts";
import { EvaluationError } from "./error.ts";
import type { Evaluator } from "./evaluator.ts";
import { labelsWithoutName, SAME_LABELSET } from "./names.ts";
import { absentLabels } from "./range-functions/absent-labels.ts";
import { firstArgumentSource, RangeNotes } from "./range-functions/range-notes.ts";
import { RANGE_FUNCTIONS } from "./range-functions/registry.ts";
import type { RangeSeries, RangeVector } from "./range-vector.ts";
import { sizeAt } from "./windowing.ts";

// Their results are samples of the series itself.
const KEEPS_NAME = new Set(["last_over_time", "first_over_time"]);

const EXTENDABLE: Readonly<Record<"anchored" | "smoothed", readonly string[]>> = {
  anchored: ["changes", "delta", "increase", "rate", "resets"],
  smoothed: ["delta", "increase", "rate"],
};

const COUNTER_SUFFIX = /_(?:total|sum|count|bucket)$/;

/** Evaluates a call with a range vector argument at all steps. Errors: `EvaluationError`. */
export function evaluateRangeCall(call: Call, evaluator: Evaluator): Column[] {
  const { range, others } = argumentsOf(call);
  requireExtendable(call, range);
  // In Prometheus' order, which shows in what is warned of: a subquery comes before the parameters, a selector after them.
  const subquery = range.type === "subquery" ? withoutResetHints(evaluator.range(range)) : undefined;
  const parameters = others.map((one) => evaluator.scalar(one));
  const vector = subquery ?? evaluator.range(range);
  if (call.function === "absent_over_time") return absentOverTime(call, evaluator, vector);
  const columns = vector.series.flatMap((series) => columnOf(call, evaluator, vector, series, parameters));
  if (!evaluator.settings.delayedNameRemoval) requireDifferentLabels(columns);
  return columns;
}

function argumentsOf(call: Call): {
  readonly range: MatrixSelector | Subquery;
  readonly others: readonly Expression[];
} {
  const inner = call.arguments.map(withoutParens);
  const range = inner.find(isRange);
  if (range === undefined) throw new EvaluationError(unknownFunction(call.function));
  return { range, others: inner.filter((one) => one !== range) };
}

function columnOf(
  call: Call,
  evaluator: Evaluator,
  vector: RangeVector,
  series: RangeSeries,
  parameters: readonly Float64Array[],
): Column[] {
  const apply = RANGE_FUNCTIONS.get(call.function);
  if (apply === undefined) throw new EvaluationError(unknownFunction(call.function));
  const dropName = series.dropName || !KEEPS_NAME.has(call.function);
  const labels = dropName ? labelsWithoutName(series.labels, evaluator) : series.labels;
  const column = new Column(labels, evaluator.steps.count, dropName);
  const notes = new RangeNotes(evaluator.annotations, series.labels.metricName, firstArgumentSource(call));
  apply({ call, evaluator, vector, series, notes, parameters }, column);
  if (call.function === "rate" || call.function === "increase") noteUncounted(call, evaluator, series, column);
  return column.isEmpty ? [] : [column];
}

/** A subquery may leave out samples between two of its own, so what they knew of resets no longer holds. */
function withoutResetHints(vector: RangeVector): RangeVector {
  const series = vector.series.map((one) => {
    if (one.histograms.length === 0) return one;
    const values = one.histograms.values.map((histogram): FloatHistogram => {
      const { counterResetHint: hint } = histogram;
      return hint === "reset" || hint === "not-reset" ? { ...histogram, counterResetHint: "unknown" } : histogram;
    });
    return { ...one, histograms: { ...one.histograms, values } };
  });
  return { ...vector, series };
}

/** 1 where no series has a sample in its window. */
function absentOverTime(call: Call, evaluator: Evaluator, vector: RangeVector): Column[] {
  const [argument] = call.arguments;
  const labels = argument === undefined ? undefined : absentLabels(argument);
  if (labels === undefined) return [];
  const column = new Column(labels, evaluator.steps.count, true);
  column.values.fill(1);
  column.kinds.fill(FLOAT);
  for (const { floats, histograms } of vector.series) {
    for (let step = 0; step < column.kinds.length; step++) {
      if (sizeAt(floats, step) + sizeAt(histograms, step) > 0) column.kinds[step] = ABSENT;
    }
  }
  return column.isEmpty ? [] : [column];
}

function requireExtendable(call: Call, range: MatrixSelector | Subquery): void {
  if (range.type !== "matrix") return;
  const { anchored, smoothed } = range.selector;
  const extension = anchored === true ? "anchored" : smoothed === true ? "smoothed" : undefined;
  if (extension === undefined || EXTENDABLE[extension].includes(call.function)) return;
  const allowed = EXTENDABLE[extension].join(", ");
  throw new EvaluationError(`${extension} modifier can only be used with: ${allowed} - not with ${call.function}`);
}

function noteUncounted(call: Call, evaluator: Evaluator, series: RangeSeries, column: Column): void {
  const { metricName } = series.labels;
  if (metricName === "" || !column.kinds.includes(FLOAT)) return;
  const source = firstArgumentSource(call);
  if (evaluator.settings.typeAndUnitLabels) {
    const type = series.labels.get("__type__");
    if (type === "counter" || type === "histogram") return;
    const problem = `metric might not be a counter, __type__ label is not set to "counter" or "histogram"`;
    const shown = `got ${JSON.stringify(type)}: ${JSON.stringify(metricName)}`;
    evaluator.annotations.inform(`${problem}, ${shown}`, source);
  } else if (!COUNTER_SUFFIX.test(metricName)) {
    const problem = "metric might not be a counter, name does not end in _total/_sum/_count/_bucket:";
    evaluator.annotations.inform(`${problem} ${JSON.stringify(metricName)}`, source);
  }
}

/** Columns of a range function must differ in labels even where they have no step in common. */
function requireDifferentLabels(columns: readonly Column[]): void {
  if (new Set(columns.map((column) => column.labels.key)).size < columns.length) {
    throw new EvaluationError(SAME_LABELSET);
  }
}

function withoutParens(expression: Expression): Expression {
  return expression.type === "paren" ? withoutParens(expression.expression) : expression;
}

function isRange(expression: Expression): expression is MatrixSelector | Subquery {
  return expression.type === "matrix" || expression.type === "subquery";
}
