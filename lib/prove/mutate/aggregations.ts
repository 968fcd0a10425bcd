import type { Expression } from "../../promql/ast.ts";
import { type ExpressionMutation, type ExpressionOperator, quoted } from "./expression-mutation.ts";

const OPERATORS: readonly string[] = ["sum", "avg", "max", "min", "count"];

/** The label of the scrape that every series has, so that keeping it by mistake goes unnoticed on a single target. */
const KEPT_BY_MISTAKE = "instance";

/** Aggregations: each other operator, and what is aggregated without any. */
export const aggregationMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "aggregation" || node.parameter !== undefined) return [];
  const mutation = (description: string, replacement: Expression): ExpressionMutation => ({
    operator: "aggregation",
    description: `${description} in ${quoted(node)}`,
    expression: put(replacement),
  });
  return [
    ...OPERATORS.filter((operator) => operator !== node.operator).map((operator) =>
      mutation(`${node.operator} becomes ${operator}`, { ...node, operator }),
    ),
    mutation(`${node.operator} is left out`, node.expression),
  ];
};

/** Labels of aggregations: each left out, one too many, all left out, `by` and `without` taken for each other. */
export const groupingMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "aggregation") return [];
  const { grouping, ...ungrouped } = node;
  const mode = grouping?.mode ?? "by";
  const labels = grouping?.labels ?? [];
  const mutation = (description: string, replacement: Expression): ExpressionMutation => ({
    operator: "grouping",
    description: `${description} ${quoted(node)}`,
    expression: put(replacement),
  });
  const keeping = (kept: readonly string[]): Expression => ({ ...node, grouping: { mode, labels: kept } });
  return [
    ...(labels.includes(KEPT_BY_MISTAKE)
      ? []
      : [mutation(`${KEPT_BY_MISTAKE} is added to`, keeping([...labels, KEPT_BY_MISTAKE]))]),
    ...(labels.length > 1
      ? labels.map((label) => mutation(`${label} is left out of`, keeping(labels.filter((one) => one !== label))))
      : []),
    ...(grouping === undefined
      ? []
      : [
          mutation(`${mode} is left out of`, ungrouped),
          mutation(`${mode} becomes ${mode === "by" ? "without" : "by"} in`, {
            ...node,
            grouping: { mode: mode === "by" ? "without" : "by", labels },
          }),
        ]),
  ];
};
