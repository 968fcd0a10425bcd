import type { Matcher, MatchOperator } from "../../promql/ast.ts";
import { insideBraces } from "../../promql/print-selector.ts";
import type { ExpressionMutation, ExpressionOperator } from "./expression-mutation.ts";

const NEGATED: Readonly<Record<MatchOperator, MatchOperator>> = { "=": "!=", "!=": "=", "=~": "!~", "!~": "=~" };

/** Matchers: each left out, turned into its opposite, and with another value. */
export const matcherMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "vector") return [];
  const { name = "the selector", matchers } = node;
  return matchers.flatMap((matcher) => {
    const written = text(matcher);
    const others = (replacement: readonly Matcher[]): ExpressionMutation["expression"] =>
      put({ ...node, matchers: matchers.flatMap((one) => (one === matcher ? replacement : [one])) });
    const mutation = (description: string, replacement: readonly Matcher[]): ExpressionMutation => ({
      operator: "matcher",
      description: `${written} of ${name} ${description}`,
      expression: others(replacement),
    });
    const replaced = (changed: Matcher): ExpressionMutation => mutation(`becomes ${text(changed)}`, [changed]);
    return [
      mutation("is left out", []),
      replaced({ ...matcher, op: NEGATED[matcher.op] }),
      ...otherValues(matcher).map((value) => replaced({ ...matcher, value })),
    ];
  });
};

/** Patterns that match a little less (each alternative, the optional end, the free end left out), and other values. */
function otherValues({ op, value }: Matcher): readonly string[] {
  if (op === "=" || op === "!=") return [`${value}-other`];
  const alternatives = value.split("|");
  if (alternatives.length > 1 && !value.includes("(")) {
    return alternatives.map((dropped) => alternatives.filter((one) => one !== dropped).join("|"));
  }
  const optional = /^(.+)\([^()]*\)\?$/.exec(value)?.[1];
  if (optional !== undefined) return [optional, `${value}-other`];
  const open = /^(.*)\.\*$/.exec(value)?.[1];
  if (open !== undefined) return [open, `other-${value}`];
  const any = /^(.*[^\\])\.$/.exec(value)?.[1];
  return any === undefined ? [`${value}-other`] : [`${any}0`, `${value}-other`];
}

function text(matcher: Matcher): string {
  return insideBraces({ type: "vector", matchers: [matcher] }).join("");
}
