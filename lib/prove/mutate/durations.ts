import { formatDuration } from "../../core/duration.ts";
import { type ExpressionMutation, type ExpressionOperator, quoted } from "./expression-mutation.ts";

/** Windows of ranges and subqueries: one step longer and shorter, half, twice. */
export const windowMutations: ExpressionOperator = ({ node, put }, { interval }) => {
  if (node.type !== "matrix" && node.type !== "subquery") return [];
  const { range } = node;
  if (typeof range !== "number") return [];
  const step = node.type === "subquery" && typeof node.step === "number" ? node.step : interval;
  const inner = quoted(node.type === "matrix" ? node.selector : node.expression);
  return lengths(range, [range + step, range - step, range / 2, range * 2]).map(
    (length): ExpressionMutation => ({
      operator: "window",
      description: `window ${formatDuration(range)} of ${inner} becomes ${formatDuration(length)}`,
      expression: put({ ...node, range: length }),
    }),
  );
};

/** Steps of subqueries: half, twice. */
export const stepMutations: ExpressionOperator = ({ node, put }) => {
  if (node.type !== "subquery" || typeof node.step !== "number") return [];
  const { step } = node;
  return lengths(step, [step / 2, step * 2]).map(
    (length): ExpressionMutation => ({
      operator: "step",
      description: `step ${formatDuration(step)} of ${quoted(node.expression)} becomes ${formatDuration(length)}`,
      expression: put({ ...node, step: length }),
    }),
  );
};

/** Selectors: an evaluation later; those with an offset without it, and with half and twice of it. */
export const offsetMutations: ExpressionOperator = ({ node, put }, { interval }) => {
  if (node.type !== "vector") return [];
  const { offset, ...current } = node;
  if (offset === undefined) {
    return [
      {
        operator: "offset",
        description: `offset ${formatDuration(interval)} is added to ${quoted(node)}`,
        expression: put({ ...node, offset: interval }),
      },
    ];
  }
  if (typeof offset !== "number") return [];
  return [
    {
      operator: "offset",
      description: `offset ${formatDuration(offset)} is left out of ${quoted(node)}`,
      expression: put(current),
    },
    ...lengths(offset, [offset / 2, offset * 2]).map(
      (length): ExpressionMutation => ({
        operator: "offset",
        description: `offset of ${quoted(node)} becomes ${formatDuration(length)}`,
        expression: put({ ...node, offset: length }),
      }),
    ),
  ];
};

function lengths(original: number, candidates: readonly number[]): readonly number[] {
  const whole = candidates.map(Math.round).filter((length) => length > 0 && length !== original);
  return [...new Set(whole)];
}
