import type { Call, Expression, MatrixSelector, Subquery, VectorSelector } from "../ast.ts";
import type { Series } from "../data/series.ts";
import type { Storage } from "../data/storage.ts";
import type { Annotations } from "./annotations.ts";
import type { Column } from "./column.ts";
import type { RangeVector } from "./range-vector.ts";
import type { Steps } from "./steps.ts";

/** What an evaluation goes by; the defaults of Prometheus 3.15 are those of `settingsOf`. */
export interface Settings {
  /** How far an instant selector looks back. Units: milliseconds. Default 5 m. */
  readonly lookback: number;
  /** `left-open` leaves out a sample at the very start of a range, as Prometheus does since 3.0. */
  readonly ranges: "left-open" | "closed";
  /** Keep metric names until the end of a query (`promql-delayed-name-removal`). Default false. */
  readonly delayedNameRemoval: boolean;
  /** Let start timestamps mark counter resets (`use-start-timestamps`). Default false. */
  readonly startTimestamps: boolean;
  /** Judge counters by `__type__` instead of by their names (`type-and-unit-labels`). Default false. */
  readonly typeAndUnitLabels: boolean;
  /** Step of a subquery that names none; the global evaluation interval of Prometheus. Units: milliseconds. Default 1 m. */
  readonly subqueryStep: number;
}

/** Which sample of a stored series an instant selector finds at each step. */
export interface Lookup {
  readonly series: Series;
  /** Index of the sample in the series, -1 where there is none. */
  readonly found: Int32Array;
}

/** Evaluates expressions at the steps it is made for. */
export interface Evaluator {
  readonly steps: Steps;
  readonly settings: Settings;
  readonly storage: Storage;
  readonly annotations: Annotations;
  /** The start and the end of the whole query, for `start()`, `end()` and `range()`; inside a subquery still the query's. */
  readonly query: { readonly start: number; readonly end: number; readonly step: number };
  /** The series of an instant vector; columns without any sample are left out. */
  vector(expression: Expression): Column[];
  /** A scalar at each step. */
  scalar(expression: Expression): Float64Array;
  /** The text of a string literal, also in parentheses. */
  text(expression: Expression): string;
  /** The samples that an instant selector finds, for functions that look at more than the value. */
  lookups(selector: VectorSelector): readonly Lookup[];
  /** The windows of a range selector or a subquery at each step. */
  range(expression: MatrixSelector | Subquery): RangeVector;
}

/** A function that takes and gives instant vectors; reads its arguments through the evaluator. */
export type VectorFunction = (call: Call, evaluator: Evaluator) => Column[];

/** A function that gives a scalar at each step. */
export type ScalarFunction = (call: Call, evaluator: Evaluator) => Float64Array;
