import type { Compilation } from "../../compile/compile.ts";
import type { AlertingRule, Rule, RuleGroup } from "../../engine/rule.ts";
import type { Expression } from "../../promql/ast.ts";
import { isComparison } from "../../promql/operators.ts";
import { selectors, walk } from "../../promql/walk.ts";
import type { DerivedAlert, DerivedGroup } from "../../rules/derived.ts";
import { emittedGroups } from "../emitted.ts";

/** A derived group with its rules as they are emitted. */
export interface EmittedGroup {
  readonly group: DerivedGroup;
  readonly rules: RuleGroup["rules"];
}

/** An alert as it was derived, and as it is emitted. */
export interface EmittedAlert {
  readonly group: DerivedGroup;
  readonly derived: DerivedAlert;
  readonly rule: AlertingRule;
}

/** Every group of a compilation, in the order of the model. */
export function emittedOf(compilation: Compilation): readonly EmittedGroup[] {
  const emitted = emittedGroups(compilation);
  return compilation.groups.map((group) => ({ group, rules: emitted.get(group.name)?.rules ?? [] }));
}

/** Every alert of some groups. */
export function alertsIn(groups: readonly EmittedGroup[]): readonly EmittedAlert[] {
  return groups.flatMap(({ group, rules }) =>
    group.rules.flatMap((derived, index) => {
      const rule: Rule | undefined = rules[index];
      return derived.kind === "alert" && rule?.kind === "alerting" ? [{ group, derived, rule }] : [];
    }),
  );
}

/** A comparison with a number. */
interface Compared {
  readonly operator: string;
  readonly value: number;
  /** Names of the series on the other side. */
  readonly reads: readonly string[];
}

/** Every comparison of an expression with a number. */
export function comparisonsIn(expression: Expression): readonly Compared[] {
  const found: Compared[] = [];
  walk(expression, (node) => {
    if (node.type !== "binary" || !isComparison(node.operator) || node.right.type !== "number") return;
    const reads = selectors(node.left).map(({ name }) => name ?? "");
    found.push({ operator: node.operator, value: node.right.value, reads });
  });
  return found;
}
