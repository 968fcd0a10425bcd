import type { Expression } from "../../promql/ast.ts";
import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import type { ParseOptions } from "../../promql/parse-options.ts";
import { print } from "../../promql/print.ts";
import { nameOf, type RuleGroup } from "../rule.ts";

/**
 * What the engine of promtool's unit tests reads: nothing experimental, whatever features are enabled for rule files, and
 * no arithmetic of durations either. Source: `NewLazyLoader` in promql/promqltest/test.go, which gives it no parser.
 */
export const ENGINE_LANGUAGE: ParseOptions = { durationExpressions: false };

/** Expressions that are kept read: tests ask the same of many inputs. */
const CACHED = 1_000;
const cache = new Map<string, Expression>();

/** Reads an expression as that engine does. Errors: `PromqlError`. */
export function parseForEngine(text: string): Expression {
  let expression = cache.get(text);
  if (expression === undefined) {
    expression = parse(text, ENGINE_LANGUAGE);
    if (cache.size >= CACHED) cache.clear();
    cache.set(text, expression);
  }
  return expression;
}

/** What Prometheus says of an expression that it cannot read, in one line. */
export function parseErrorText({ position, detail }: PromqlError): string {
  return `${position.line}:${position.column}: parse error: ${detail}`;
}

/** The rules that promtool loads and then cannot evaluate, since its engine reads less; a message each. */
export function unevaluableRules(group: RuleGroup): readonly string[] {
  return group.rules.flatMap((rule) => {
    try {
      parseForEngine(print(rule.expression));
      return [];
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      return [`rule: ${nameOf(rule)}, time: 0s, err: ${parseErrorText(error)}`];
    }
  });
}
