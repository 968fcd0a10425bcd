/**
 * PromQL as Prometheus 3.15 reads, checks and evaluates it: without Node and without dependencies, for browsers too.
 * @module
 */
export type {
  Aggregation,
  AtModifier,
  Binary,
  Call,
  Duration,
  DurationOperand,
  DurationOperation,
  Expression,
  Matcher,
  Matching,
  MatrixSelector,
  NumberLiteral,
  Paren,
  SourceRange,
  StringLiteral,
  Subquery,
  Unary,
  VectorSelector,
} from "./ast.ts";
export { Labels } from "./data/labels.ts";
export { Series } from "./data/series.ts";
export { MemoryStorage, type Storage } from "./data/storage.ts";
export { PromqlError } from "./error.ts";
export { EvaluationError } from "./eval/error.ts";
export type { Settings } from "./eval/evaluator.ts";
export { instantQuery, type QueryOptions, type QueryRange, rangeQuery } from "./eval/query.ts";
export type {
  InstantResult,
  MatrixSeries,
  Point,
  RangeResult,
  Remarks,
  SampleValue,
  VectorSample,
} from "./eval/result.ts";
export { AGGREGATIONS, FUNCTIONS } from "./functions.ts";
export type { FloatHistogram } from "./histogram/float-histogram.ts";
export { parse } from "./parse.ts";
export { pretty } from "./pretty.ts";
export { print } from "./print.ts";
export { typeOf } from "./typecheck.ts";
