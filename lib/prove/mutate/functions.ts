import type { Call, Expression } from "../../promql/ast.ts";
import { type ExpressionMutation, type ExpressionOperator, quoted } from "./expression-mutation.ts";

/** Functions that are taken for one another. */
const CONFUSED: Readonly<Record<string, readonly string[]>> = {
  rate: ["increase", "irate", "delta"],
  increase: ["rate", "irate", "delta"],
  sum_over_time: ["avg_over_time", "max_over_time", "count_over_time"],
  avg_over_time: ["sum_over_time", "max_over_time", "last_over_time"],
  max_over_time: ["min_over_time", "avg_over_time", "last_over_time"],
  min_over_time: ["max_over_time", "avg_over_time", "last_over_time"],
  count_over_time: ["sum_over_time", "max_over_time"],
  changes: ["resets", "delta"],
  clamp_min: ["clamp_max"],
  histogram_count: ["histogram_sum"],
};

/** Functions: each one that is taken for it, and what it is applied to without it. */
export const functionMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "call") return [];
  const mutation = (description: string, replacement: Expression): ExpressionMutation => ({
    operator: "function",
    description: `${description} in ${quoted(node)}`,
    expression: put(replacement),
  });
  const inner = argumentOf(node);
  return [
    ...(CONFUSED[node.function] ?? []).map((other) =>
      mutation(`${node.function} becomes ${other}`, { ...node, function: other }),
    ),
    ...(inner === undefined ? [] : [mutation(`${node.function} is left out`, inner)]),
  ];
};

/** What a call is applied to, as an instant vector. */
function argumentOf(node: Call): Expression | undefined {
  const argument = node.arguments.find(({ type }) => type !== "number" && type !== "string");
  if (argument?.type === "matrix") return argument.selector;
  if (argument?.type === "subquery") return argument.expression;
  return argument;
}
