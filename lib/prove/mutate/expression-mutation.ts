import type { Knowledge } from "../../promql/analysis/knowledge.ts";
import type { Expression } from "../../promql/ast.ts";
import { print } from "../../promql/print.ts";
import type { MutationOperator } from "./mutant.ts";
import type { Site } from "./sites.ts";

/** An expression with one fault in it. */
export interface ExpressionMutation {
  readonly operator: MutationOperator;
  readonly description: string;
  readonly expression: Expression;
}

/** What an operator knows of the rule it works on. Units: milliseconds. */
export interface MutationScope {
  /** Time between two evaluations of the group. */
  readonly interval: number;
  /** Names that the rules of the group record. */
  readonly recorded: readonly string[];
  /** What is known of the values of series. */
  readonly knowledge: Knowledge;
}

/** Makes mutations of one node of an expression. */
export type ExpressionOperator = (site: Site, scope: MutationScope) => readonly ExpressionMutation[];

const LONGEST_QUOTE = 60;

/** An expression in backticks, without the matchers of recorded series and shortened where it is long. */
export function quoted(expression: Expression): string {
  const text = print(expression).replace(/\{objective=[^}]*\}/g, "");
  return `\`${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text}\``;
}
