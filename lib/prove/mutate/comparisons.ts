import type { ComparisonOperator } from "../../promql/ast.ts";
import { isComparison } from "../../promql/operators.ts";
import { type ExpressionMutation, type ExpressionOperator, quoted } from "./expression-mutation.ts";

const COMPARISONS: readonly ComparisonOperator[] = [">", ">=", "<", "<=", "==", "!="];

/** Comparisons: every other operator, the comparison left out, `bool` left out. */
export const comparisonMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "binary" || !isComparison(node.operator)) return [];
  const mutation = (description: string, replacement: typeof node | typeof node.left): ExpressionMutation => ({
    operator: "comparison",
    description: `${description} in ${quoted(node)}`,
    expression: put(replacement),
  });
  const { bool, ...filtering } = node;
  return [
    ...COMPARISONS.filter((operator) => operator !== node.operator).map((operator) =>
      mutation(`${node.operator} becomes ${operator}`, { ...node, operator }),
    ),
    mutation(`${node.operator} and what it compares with are left out`, node.left),
    ...(bool === true ? [mutation("`bool` is left out", filtering)] : []),
  ];
};
