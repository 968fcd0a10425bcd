import type { ArithmeticOperator, Binary, Expression, SetOperator } from "../../promql/ast.ts";
import { isSetOperator } from "../../promql/operators.ts";
import { type ExpressionMutation, type ExpressionOperator, quoted } from "./expression-mutation.ts";
import type { MutationOperator } from "./mutant.ts";

const SET_OPERATORS: readonly SetOperator[] = ["and", "or", "unless"];

/** The operator that is taken for another one: the inverse. */
const CONFUSED: Readonly<Partial<Record<Binary["operator"], ArithmeticOperator>>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "/",
};

/** Set operators: each other one, and each side alone. */
export const setOperatorMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "binary" || !isSetOperator(node.operator)) return [];
  const mutation = mutationOf("set-operator", put);
  return [
    ...SET_OPERATORS.filter((operator) => operator !== node.operator).map((operator) =>
      mutation(`${node.operator} becomes ${operator} in ${quoted(node)}`, { ...node, operator }),
    ),
    mutation(`${quoted(node.left)} is left out of its ${node.operator}`, node.right),
    mutation(`${quoted(node.right)} is left out of its ${node.operator}`, node.left),
  ];
};

/** Arithmetic: the inverse operator, and each operand alone. */
export const arithmeticMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "binary") return [];
  const confused = CONFUSED[node.operator];
  if (confused === undefined) return [];
  const mutation = mutationOf("arithmetic", put);
  return [
    mutation(`${node.operator} becomes ${confused} in ${quoted(node)}`, { ...node, operator: confused }),
    mutation(`${quoted(node.left)} ${node.operator} is left out`, node.right),
    mutation(`${node.operator} ${quoted(node.right)} is left out`, node.left),
  ];
};

/** Operands whose order matters (numerator and denominator): swapped, and each one in both places. */
export const operandMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "binary" || (node.operator !== "/" && node.operator !== "-")) return [];
  const { left, right } = node;
  const mutation = mutationOf("operands", put);
  const swapped = mutation(`the operands of ${quoted(node)} are swapped`, { ...node, left: right, right: left });
  if (left.type === "number" || right.type === "number") return [swapped];
  return [
    swapped,
    mutation(`${quoted(right)} is replaced by ${quoted(left)}`, { ...node, right: left }),
    mutation(`${quoted(left)} is replaced by ${quoted(right)}`, { ...node, left: right }),
  ];
};

/** `on (...)` and `ignoring (...)`: left out, each taken for the other, each label left out. */
export const matchingMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "binary" || node.matching === undefined) return [];
  const { matching, ...unmatched } = node;
  const mutation = mutationOf("matching", put);
  const written = `${matching.mode} (${matching.labels.join(", ")})`;
  const other = matching.mode === "on" ? "ignoring" : "on";
  return [
    mutation(`${written} is left out of ${quoted(node)}`, unmatched),
    // Without labels, `ignoring ()` is the same as nothing at all.
    ...(matching.labels.length === 0
      ? []
      : [
          mutation(`${written} becomes ${other} in ${quoted(node)}`, {
            ...node,
            matching: { ...matching, mode: other },
          }),
        ]),
    ...matching.labels.map((label) =>
      mutation(`${label} is left out of ${written} in ${quoted(node)}`, {
        ...node,
        matching: { ...matching, labels: matching.labels.filter((one) => one !== label) },
      }),
    ),
  ];
};

function mutationOf(
  operator: MutationOperator,
  put: (replacement: Expression) => Expression,
): (description: string, replacement: Expression) => ExpressionMutation {
  return (description, replacement) => ({ operator, description, expression: put(replacement) });
}
