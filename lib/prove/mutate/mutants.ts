import { nameOf, type Rule, type RuleGroup } from "../../engine/rule.ts";
import type { Expression } from "../../promql/ast.ts";
import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import { print } from "../../promql/print.ts";
import { typeOf } from "../../promql/typecheck.ts";
import { aggregationMutations, groupingMutations } from "./aggregations.ts";
import { arithmeticMutations, matchingMutations, operandMutations, setOperatorMutations } from "./binaries.ts";
import { comparisonMutations } from "./comparisons.ts";
import { offsetMutations, stepMutations, windowMutations } from "./durations.ts";
import type { ExpressionOperator, MutationScope } from "./expression-mutation.ts";
import { functionMutations } from "./functions.ts";
import { knownValues } from "./known-values.ts";
import { matcherMutations } from "./matchers.ts";
import type { Mutant, Mutation } from "./mutant.ts";
import { normalForm } from "./normal-form.ts";
import { numberMutations } from "./numbers.ts";
import { ruleFieldMutations } from "./rule-fields.ts";
import { seriesMutations } from "./series.ts";
import { sitesOf, withoutParens } from "./sites.ts";

const OPERATORS: readonly ExpressionOperator[] = [
  comparisonMutations,
  numberMutations,
  arithmeticMutations,
  operandMutations,
  setOperatorMutations,
  matchingMutations,
  functionMutations,
  windowMutations,
  stepMutations,
  offsetMutations,
  matcherMutations,
  seriesMutations,
  aggregationMutations,
  groupingMutations,
];

/** Prometheus' default (https://prometheus.io/docs/prometheus/latest/configuration/configuration/). Units: milliseconds. */
const DEFAULT_INTERVAL = 60_000;

/**
 * Every mutant of a rule group: one fault in one rule each, all of them rules that Prometheus loads, no two of them alike
 * and none like the original.
 */
export function mutantsOf(group: RuleGroup): readonly Mutant[] {
  const scope = scopeOf(group);
  const seen = new Map<string, number>();
  return group.rules.flatMap((rule, index) => {
    const name = nameOf(rule);
    const occurrence = (seen.get(name) ?? 0) + 1;
    seen.set(name, occurrence);
    const place = `${group.name}/${occurrence === 1 ? name : `${name}#${occurrence}`}`;
    return numbered(mutationsOf(rule, scope), place, group.name, index);
  });
}

function numbered(mutations: readonly Mutation[], place: string, group: string, index: number): readonly Mutant[] {
  const counts = new Map<string, number>();
  return mutations.map((mutation) => {
    const number = (counts.get(mutation.operator) ?? 0) + 1;
    counts.set(mutation.operator, number);
    return { ...mutation, id: `${place}/${mutation.operator}/${number}`, group, index };
  });
}

/** Every fault that one rule can have, each once, without those that change nothing ({@link normalForm}). */
export function mutationsOf(rule: Rule, scope: MutationScope): readonly Mutation[] {
  const forms = new Set([normalForm({ ...rule, expression: withoutParens(rule.expression) }, scope.knowledge)]);
  return faultsOf(rule, scope).filter(({ rule: mutated }) => {
    if (mutated === undefined) return true;
    const form = normalForm(mutated, scope.knowledge);
    const isNew = !forms.has(form);
    forms.add(form);
    return isNew;
  });
}

/** Every fault that leaves a rule which Prometheus loads. */
export function faultsOf(original: Rule, scope: MutationScope): readonly Mutation[] {
  const rule: Rule = { ...original, expression: withoutParens(original.expression) };
  const sites = sitesOf(rule.expression);
  const inExpression = OPERATORS.flatMap((operator) =>
    sites
      .flatMap((site) => operator(site, scope))
      .filter(({ expression }) => isValid(expression))
      .map(({ expression, ...mutation }): Mutation => ({ ...mutation, rule: { ...rule, expression } })),
  );
  return [...inExpression, ...ruleFieldMutations(rule, scope.interval)];
}

/** What mutations of the rules of a group need to know. */
export function scopeOf(group: RuleGroup): MutationScope {
  return {
    interval: group.interval ?? DEFAULT_INTERVAL,
    recorded: group.rules.filter((rule) => rule.kind === "recording").map((rule) => rule.record),
    knowledge: knownValues(group),
  };
}

/** True for what Prometheus loads as the expression of a rule. */
function isValid(expression: Expression): boolean {
  try {
    parse(print(expression));
    const type = typeOf(expression);
    return type === "vector" || type === "scalar";
  } catch (error) {
    if (error instanceof PromqlError) return false;
    throw error;
  }
}
