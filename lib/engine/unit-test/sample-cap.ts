import type { Duration, Expression, VectorSelector } from "../../promql/ast.ts";
import type { Series } from "../../promql/data/series.ts";
import type { MemoryStorage } from "../../promql/data/storage.ts";
import { PromqlError } from "../../promql/error.ts";
import { countUntil, matchersOf } from "../../promql/eval/selecting.ts";
import { children, walk } from "../../promql/walk.ts";
import { nameOf } from "../rule.ts";
import type { EvaluatedTest } from "./alert-checks.ts";
import { parseForEngine } from "./promtool-engine.ts";
import type { Warning } from "./result.ts";

/** Samples that the engine of promtool's unit tests holds for one query at most. Source: `MaxSamples` in promql/promqltest/test.go. */
export const PROMTOOL_SAMPLES = 10_000;

/** Rules and expressions of a test for which promtool may stop at its limit of samples, which is not ours. */
export function capWarnings({ test, timeline, storage }: EvaluatedTest, interval: number): readonly Warning[] {
  let stored = 0;
  for (const series of storage.all()) stored += series.length;
  const warnings: Warning[] = [];
  const judge = (what: string, expression: Expression): void => {
    if (stored <= PROMTOOL_SAMPLES && !hasSubquery(expression)) return;
    const held = heldBy(expression, { storage, interval, steps: 1 });
    if (held <= PROMTOOL_SAMPLES) return;
    const message =
      `${what} may hold about ${held} samples at once: promtool stops a query at ${PROMTOOL_SAMPLES}` +
      " and fails the test (query processing would load too many samples into memory), here it goes on";
    warnings.push({ code: "sample-cap", message });
  };
  for (const { rule } of timeline.rules) judge(`rule ${nameOf(rule)}`, rule.expression);
  for (const { expression } of test.expressions) {
    const parsed = parsedOrNothing(expression);
    if (parsed !== undefined) judge(`expr ${JSON.stringify(expression)}`, parsed);
  }
  return warnings;
}

interface Scope {
  readonly storage: MemoryStorage;
  /** Step of a subquery that names none. Units: milliseconds. */
  readonly interval: number;
  /** How many moments are evaluated at once. */
  readonly steps: number;
}

/** About how many samples the engine holds at its worst moment: all results, and of a range those of one series. */
function heldBy(expression: Expression, scope: Scope): number {
  switch (expression.type) {
    case "vector":
      return seriesOf(expression, scope).length * scope.steps;
    case "matrix": {
      const all = seriesOf(expression.selector, scope);
      const longest = Math.max(0, ...all.map((series) => mostWithin(series, known(expression.range))));
      return longest + all.length * scope.steps;
    }
    case "subquery": {
      const step = known(expression.step ?? scope.interval) || scope.interval;
      const steps = Math.ceil(known(expression.range) / step) + scope.steps - 1;
      return heldBy(expression.expression, { ...scope, steps });
    }
    default:
      return children(expression).reduce((sum, child) => sum + heldBy(child, scope), 0);
  }
}

function seriesOf(selector: VectorSelector, { storage }: Scope): readonly Series[] {
  return storage.select(matchersOf(selector));
}

/** Most samples in any window of a length that ends at a sample. */
function mostWithin({ timestamps, length }: Series, range: number): number {
  if (length === 0) return 0;
  if ((timestamps[length - 1] as number) - (timestamps[0] as number) < range) return length;
  let most = 0;
  for (let end = 1, from = 0; end <= length; end++) {
    from = countUntil(timestamps, length, from, (timestamps[end - 1] as number) - range);
    most = Math.max(most, end - from);
  }
  return most;
}

function known(duration: Duration): number {
  return typeof duration === "number" ? duration : 0;
}

function hasSubquery(expression: Expression): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.type === "subquery") found = true;
  });
  return found;
}

function parsedOrNothing(text: string): Expression | undefined {
  try {
    return parseForEngine(text);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return undefined;
  }
}
