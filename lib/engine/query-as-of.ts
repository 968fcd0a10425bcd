import { Labels } from "../promql/data/labels.ts";
import { EvaluationError } from "../promql/eval/error.ts";
import { instantQuery } from "../promql/eval/query.ts";
import type { VectorSample } from "../promql/eval/result.ts";
import type { RunContext } from "./run-context.ts";
import type { ScheduledRule } from "./schedule.ts";
import { StorageAsOf } from "./storage-as-of.ts";

/** What a query in a template gives while a rule is evaluated at `time`. Errors: as `instantQuery`. */
export function queryAsOf(
  context: RunContext,
  reader: ScheduledRule,
  time: number,
  text: string,
): readonly VectorSample[] {
  const storage = new StorageAsOf(context.writer, { turn: reader.turn, now: time });
  const result = instantQuery(storage, text, time, context.options);
  switch (result.type) {
    case "vector":
      return result.samples;
    case "scalar":
      return [{ labels: Labels.empty, value: result.value }];
    default:
      throw new EvaluationError("rule result is not a vector or scalar");
  }
}
