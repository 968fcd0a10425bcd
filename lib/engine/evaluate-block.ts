import { ABSENT } from "../promql/data/series.ts";
import type { Column } from "../promql/eval/column.ts";
import { type Block, type Failures, timeOf } from "./block.ts";
import { evaluateRule } from "./evaluate.ts";
import type { RunContext } from "./run-context.ts";
import type { ScheduledRule } from "./schedule.ts";

/**
 * What the expression of a rule gives at the steps of a block, from its first step on; failed steps are noted, and there
 * is nothing at those that were missed.
 */
export function evaluateBlock(
  context: RunContext,
  scheduled: ScheduledRule,
  block: Block,
  failures: Failures,
): readonly Column[] {
  const { rule, steps, offset, missed } = scheduled;
  if (missed !== undefined && !missed.subarray(block.from, block.to).includes(0)) return [];
  const moments = { start: timeOf(steps, block.from) - offset, step: steps.step, count: block.to - block.from };
  const storage = context.storageFor(scheduled, block);
  const evaluated = evaluateRule(storage, rule.expression, moments, context.options);
  for (const [step, message] of evaluated.failures) {
    if (missed?.[block.from + step] !== 1) failures.fail(block.from + step, message);
  }
  return missed === undefined ? evaluated.columns : withoutMissed(evaluated.columns, missed, block.from);
}

/** All steps are evaluated at once, so what was found at missed ones is taken away afterwards. */
function withoutMissed(columns: readonly Column[], missed: Uint8Array, from: number): readonly Column[] {
  for (const { kinds } of columns) {
    for (let step = 0; step < kinds.length; step++) if (missed[from + step] === 1) kinds[step] = ABSENT;
  }
  return columns.filter((column) => !column.isEmpty);
}
