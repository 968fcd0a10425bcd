import type { Call, Expression, MatrixSelector, Subquery, VectorSelector } from "../ast.ts";
import type { Series } from "../data/series.ts";
import type { Storage } from "../data/storage.ts";
import { multiply } from "../histogram/arithmetic.ts";
import { evaluateAggregation } from "./aggregate/aggregate.ts";
import type { Annotations } from "./annotations.ts";
import { evaluateBinary } from "./binary/binary.ts";
import { scalarBinary } from "./binary/scalar.ts";
import { Column } from "./column.ts";
import type { QueryTimes } from "./durations.ts";
import { EvaluationError } from "./error.ts";
import type { Evaluator, Lookup, Settings } from "./evaluator.ts";
import { SCALAR_FUNCTIONS, VECTOR_FUNCTIONS } from "./functions/registry.ts";
import { type Reading, withStatisticsOnly } from "./histogram-statistics.ts";
import { labelsWithoutName, mergeSameSeries } from "./names.ts";
import { unwrapped } from "./prepare.ts";
import { evaluateRangeCall } from "./range-call.ts";
import type { RangeSeries, RangeVector } from "./range-vector.ts";
import { columnOf, lookUp, matchersOf, referenceSteps } from "./selecting.ts";
import { smoothedColumns } from "./smoothed.ts";
import { endOf, isInstant, type Steps, stepsBetween } from "./steps.ts";
import { type WindowPlan, windowsOfColumn, windowsOfSeries } from "./windowing.ts";

/** What all steps of one query share. */
export interface QueryContext {
  readonly storage: Storage;
  readonly settings: Settings;
  readonly annotations: Annotations;
  readonly query: QueryTimes;
  /** Parts of the expression that have the same value at each step. */
  readonly constant: ReadonlySet<Expression>;
  /** Selectors whose native histograms are needed without buckets. */
  readonly statistics: ReadonlySet<VectorSelector>;
  /** Selectors and subqueries whose `@` moves with the steps. */
  readonly moving: ReadonlySet<Expression>;
}

/** Evaluates the parts of one prepared expression at given steps. */
export class ColumnEvaluator implements Evaluator {
  readonly steps: Steps;
  readonly storage: Storage;
  readonly settings: Settings;
  readonly annotations: Annotations;
  readonly query: QueryTimes;
  readonly #context: QueryContext;
  /** How far `@` is off. Units: milliseconds. */
  readonly #shift: number;

  constructor(context: QueryContext, steps: Steps, shift = 0) {
    this.#context = context;
    this.#shift = shift;
    this.steps = steps;
    this.storage = context.storage;
    this.settings = context.settings;
    this.annotations = context.annotations;
    this.query = context.query;
  }

  vector(expression: Expression): Column[] {
    const { count } = this.steps;
    if (count === 0) return [];
    if (!isInstant(this.steps) && this.#context.constant.has(expression)) {
      return this.#once()
        .vector(expression)
        .map((column) => repeated(column, count));
    }
    switch (expression.type) {
      case "vector":
        if (expression.smoothed === true) return smoothedColumns(expression, this);
        return this.#lookUp(expression, this.#moved(expression, this.#reference(expression))).map(columnOf);
      case "call":
        return this.#call(expression);
      case "aggregation":
        return evaluateAggregation(expression, this);
      case "binary":
        return evaluateBinary(expression, this);
      case "unary":
        return expression.operator === "-" ? this.#negated(expression.expression) : this.vector(expression.expression);
      case "paren":
        return this.vector(expression.expression);
      default:
        throw new EvaluationError(`unexpected ${expression.type} where an instant vector is needed`);
    }
  }

  scalar(expression: Expression): Float64Array {
    const { count } = this.steps;
    if (!isInstant(this.steps) && this.#context.constant.has(expression)) {
      return new Float64Array(count).fill(this.#once().scalar(expression)[0] ?? NaN);
    }
    switch (expression.type) {
      case "number":
        return new Float64Array(count).fill(expression.value);
      case "paren":
        return this.scalar(expression.expression);
      case "unary": {
        const operand = this.scalar(expression.expression);
        return expression.operator === "-" ? operand.map((value) => -value) : operand;
      }
      case "binary": {
        const { operator } = expression;
        const left = this.scalar(expression.left);
        const right = this.scalar(expression.right);
        return left.map((value, step) => scalarBinary(operator, value, right[step] as number));
      }
      case "call": {
        const evaluate = SCALAR_FUNCTIONS.get(expression.function);
        if (evaluate !== undefined) return evaluate(expression, this);
      }
    }
    throw new EvaluationError(`unexpected ${expression.type} where a scalar is needed`);
  }

  text(expression: Expression): string {
    const inner = unwrapped(expression);
    if (inner.type !== "string") throw new EvaluationError(`unexpected ${inner.type} where a string is needed`);
    return inner.value;
  }

  lookups(selector: VectorSelector): readonly Lookup[] {
    return this.#lookUp(selector, this.#reference(selector));
  }

  #lookUp(selector: VectorSelector, moments: Steps): readonly Lookup[] {
    const reach = this.settings.lookback;
    return this.#select(selector, { moments, firstReach: reach, reach }).flatMap((series) => {
      const lookup = lookUp(series, moments, this.settings);
      return lookup === undefined ? [] : [lookup];
    });
  }

  range(expression: MatrixSelector | Subquery): RangeVector {
    return expression.type === "matrix" ? this.#selectRange(expression) : this.#subquery(expression);
  }

  #reference(modified: VectorSelector | Subquery): Steps {
    return referenceSteps(modified, this.steps, this.#shift);
  }

  #moved(modified: VectorSelector | Subquery, moments: Steps): Steps {
    return this.#context.moving.has(modified) ? { ...moments, step: this.steps.step } : moments;
  }

  #select(selector: VectorSelector, reading: Reading): readonly Series[] {
    const found = this.storage.select(matchersOf(selector));
    if (!this.#context.statistics.has(selector)) return found;
    return found.map((series) => withStatisticsOnly(series, reading));
  }

  #call(call: Call): Column[] {
    const evaluate = VECTOR_FUNCTIONS.get(call.function);
    return evaluate === undefined ? evaluateRangeCall(call, this) : evaluate(call, this);
  }

  #negated(expression: Expression): Column[] {
    const { delayedNameRemoval } = this.settings;
    const columns = this.vector(expression).map((column) => {
      const labels = labelsWithoutName(column.labels, this);
      const result = new Column(labels, column.kinds.length, true);
      result.kinds.set(column.kinds);
      for (let step = 0; step < column.kinds.length; step++) {
        result.values[step] = -(column.values[step] as number);
      }
      // Also those that stand behind a float of the same moment.
      result.histograms = column.histograms?.map((one) => (one === undefined ? undefined : multiply(one, -1)));
      return result;
    });
    return delayedNameRemoval ? columns : mergeSameSeries(columns);
  }

  #selectRange(expression: MatrixSelector): RangeVector {
    const { selector } = expression;
    const range = milliseconds(expression.range);
    const extension = selector.anchored === true ? "anchored" : selector.smoothed === true ? "smoothed" : undefined;
    const { lookback } = this.settings;
    const plan: WindowPlan = {
      ends: this.#reference(selector),
      range,
      extendLeft: extension === undefined ? 0 : lookback,
      extendRight: extension === "smoothed" ? lookback : 0,
      closed: this.settings.ranges === "closed",
    };
    const firstReach = range + plan.extendLeft + plan.extendRight;
    const reading: Reading = { moments: plan.ends, firstReach, reach: Math.min(firstReach, this.steps.step) };
    const series = this.#select(selector, reading).flatMap((one) => {
      const windows = windowsOfSeries(one, plan);
      return windows === undefined ? [] : [windows];
    });
    return rangeVector(series, range, this.#moved(selector, plan.ends), extension);
  }

  #subquery(expression: Subquery): RangeVector {
    const range = milliseconds(expression.range);
    const plan: WindowPlan = {
      ends: this.#reference(expression),
      range,
      extendLeft: 0,
      extendRight: 0,
      closed: this.settings.ranges === "closed",
    };
    const steps = this.#subquerySteps(expression, plan);
    const inner = new ColumnEvaluator(this.#context, steps, this.#shiftWithin(expression, steps));
    const series = inner.vector(expression.expression).flatMap((column) => {
      const windows = windowsOfColumn(column, steps, plan);
      return windows === undefined ? [] : [windows];
    });
    return rangeVector(series, range, this.#moved(expression, plan.ends), undefined);
  }

  /** The steps of a subquery: multiples of its step, so that they do not move with the query. */
  #subquerySteps(expression: Subquery, plan: WindowPlan): Steps {
    const step = expression.step === undefined ? this.settings.subqueryStep : milliseconds(expression.step);
    const before = plan.ends.start - plan.range;
    let start = step * Math.trunc(before / step);
    if (plan.closed ? start < before : start <= before) start += step;
    return stepsBetween(start, plan.ends.until ?? endOf(plan.ends), step);
  }

  /** Prometheus leaves what it once computed for `@` in a subquery that happens to start where the query around it starts. */
  #shiftWithin({ at, offset = 0 }: Subquery, { start }: Steps): number {
    if (start !== this.steps.start) return 0;
    const before = typeof at === "number" ? start - Math.round(at * 1_000) : this.#shift;
    return before + milliseconds(offset);
  }

  #once(): ColumnEvaluator {
    const { start, step } = this.steps;
    return new ColumnEvaluator(this.#context, { start, step, count: 1 }, this.#shift);
  }
}

/** The moments of the ranges may move on while their windows hold what they held at the first step. */
function rangeVector(
  series: readonly RangeSeries[],
  range: number,
  ends: Steps,
  extension: RangeVector["extension"],
): RangeVector {
  return {
    series,
    range,
    extension,
    startOf: (step) => ends.start + step * ends.step - range,
    endOf: (step) => ends.start + step * ends.step,
  };
}

/** A value of one step at all steps. */
function repeated(column: Column, count: number): Column {
  const result = new Column(column.labels, count, column.dropName);
  const histogram = column.histogramAt(0);
  result.kinds.fill(column.kindAt(0));
  if (histogram === undefined) result.values.fill(column.floatAt(0));
  else result.histograms = new Array<typeof histogram>(count).fill(histogram);
  return result;
}

function milliseconds(duration: unknown): number {
  if (typeof duration !== "number") throw new TypeError("a duration that was not resolved before the evaluation");
  return duration;
}
