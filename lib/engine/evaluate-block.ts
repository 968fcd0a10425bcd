import type { Column } from "../promql/eval/column.ts";
import { type Block, type Failures, timeOf } from "./block.ts";
import { evaluateRule } from "./evaluate.ts";
import type { RunContext } from "./run-context.ts";
import type { ScheduledRule } from "./schedule.ts";

/** What the expression of a rule gives at the steps of a block, from its first step on; failed steps are noted. */
export function evaluateBlock(
  context: RunContext,
  scheduled: ScheduledRule,
  block: Block,
  failures: Failures,
): readonly Column[] {
  const { rule, steps, offset } = scheduled;
  const moments = { start: timeOf(steps, block.from) - offset, step: steps.step, count: block.to - block.from };
  const storage = context.storageFor(scheduled, block);
  const evaluated = evaluateRule(storage, rule.expression, moments, context.options);
  for (const [step, message] of evaluated.failures) failures.fail(block.from + step, message);
  return evaluated.columns;
}
