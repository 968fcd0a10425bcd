import type { Rule } from "../../engine/rule.ts";

/** What is changed in a rule, in the order in which mutants are made. */
export const MUTATION_OPERATORS = [
  "comparison",
  "threshold",
  "factor",
  "arithmetic",
  "operands",
  "set-operator",
  "matching",
  "function",
  "window",
  "step",
  "offset",
  "matcher",
  "series",
  "aggregation",
  "grouping",
  "for",
  "keep-firing-for",
  "name",
  "label",
  "annotation",
  "rule",
] as const;

export type MutationOperator = (typeof MUTATION_OPERATORS)[number];

/** A rule with one fault in it. */
export interface Mutation {
  readonly operator: MutationOperator;
  /** What was changed, in a few words: `` `for` 2m becomes 3m ``. */
  readonly description: string;
  /** The rule with the fault; `undefined` where the fault is that it is not there. */
  readonly rule: Rule | undefined;
}

/** A rule group with one fault in one rule. */
export interface Mutant extends Mutation {
  /** `<group>/<rule>/<operator>/<n>`: the same as long as the rule is. */
  readonly id: string;
  readonly group: string;
  /** Index of the rule in its group. */
  readonly index: number;
}
