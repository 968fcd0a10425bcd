import type { Expression } from "../promql/ast.ts";
import { Labels } from "../promql/data/labels.ts";
import { PromqlError } from "../promql/error.ts";
import { EvaluationError } from "../promql/eval/error.ts";
import { instantQuery } from "../promql/eval/query.ts";
import type { VectorSample } from "../promql/eval/result.ts";
import { parse } from "../promql/parse.ts";
import type { ParseOptions } from "../promql/parse-options.ts";
import type { RunContext } from "./run-context.ts";
import type { ScheduledRule } from "./schedule.ts";
import { StorageAsOf } from "./storage-as-of.ts";

/** What a query in a template gives while a rule is evaluated at `time`. Errors: `EvaluationError` with Prometheus' words. */
export function queryAsOf(
  context: RunContext,
  reader: ScheduledRule,
  time: number,
  text: string,
): readonly VectorSample[] {
  const storage = new StorageAsOf(context.writer, { turn: reader.turn, now: time });
  const result = instantQuery(storage, parsed(text, context.options), time, context.options);
  switch (result.type) {
    case "vector":
      return result.samples;
    case "scalar":
      return [{ labels: Labels.empty, value: result.value }];
    default:
      throw new EvaluationError("rule result is not a vector or scalar");
  }
}

function parsed(text: string, options: ParseOptions): Expression {
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    const { line, column } = error.position;
    throw new EvaluationError(`${line}:${column}: parse error: ${error.detail}`);
  }
}
