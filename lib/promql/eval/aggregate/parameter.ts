import type { Aggregation } from "../../ast.ts";
import { formatFloat } from "../../go-float.ts";
import { EvaluationError } from "../error.ts";
import type { Evaluator } from "../evaluator.ts";
import { invalidQuantile } from "../messages.ts";

// What a 64-bit integer has to stay between, as Prometheus draws the line for floats.
const LARGEST = 2 ** 63 - 1024;
const SMALLEST = -(2 ** 63);

/** The parameter of an aggregation at each step. */
export interface Parameter {
  readonly values: Float64Array;
  readonly least: number;
  readonly greatest: number;
  readonly hasNaN: boolean;
}

/** Evaluates the parameter that the operator needs. Errors: `EvaluationError` where there is none. */
export function parameterOf(node: Aggregation, evaluator: Evaluator): Parameter {
  if (node.parameter === undefined) throw new EvaluationError(`${node.operator} needs a parameter`);
  const values = evaluator.scalar(node.parameter);
  let least = Infinity;
  let greatest = -Infinity;
  let hasNaN = false;
  for (const value of values) {
    if (Number.isNaN(value)) hasNaN = true;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { values, least, greatest, hasNaN };
}

/** Checks a number of series; `false` where no step keeps any. Errors: `EvaluationError` for NaN and for what is no 64-bit integer. */
export function checkCount({ least, greatest, hasNaN }: Parameter): boolean {
  if (greatest < 1 && !hasNaN) return false;
  if (hasNaN) throw new EvaluationError("Parameter value is NaN");
  if (least <= SMALLEST) throw new EvaluationError(`Scalar value ${formatFloat(least)} underflows int64`);
  if (greatest >= LARGEST) throw new EvaluationError(`Scalar value ${formatFloat(greatest)} overflows int64`);
  return true;
}

/** Checks a ratio, warning of one beyond -1 to 1; `false` where no step keeps any. Errors: `EvaluationError` for NaN. */
export function checkRatio({ least, greatest, hasNaN }: Parameter, node: Aggregation, evaluator: Evaluator): boolean {
  if (hasNaN) throw new EvaluationError("Ratio value is NaN");
  if (least === 0 && greatest === 0) return false;
  const warn = (value: number, cap: number): void => {
    const message = `ratio value should be between -1 and 1, got ${formatFloat(value)}, capping to ${cap}`;
    evaluator.annotations.warn(message, node.parameter?.source);
  };
  if (greatest > 1) warn(greatest, 1);
  if (least < -1) warn(least, -1);
  return true;
}

/** Warns of quantiles that are none. */
export function checkQuantile({ least, greatest, hasNaN }: Parameter, node: Aggregation, evaluator: Evaluator): void {
  const warn = (value: number): void => {
    evaluator.annotations.warn(invalidQuantile(value), node.parameter?.source);
  };
  if (hasNaN) warn(NaN);
  if (greatest > 1 && !maskedByNaN(greatest, hasNaN)) warn(greatest);
  if (least < 0 && !maskedByNaN(least, hasNaN)) warn(least);
}

/** Among Prometheus' parameters a NaN hides the extremes, but for infinite ones. */
function maskedByNaN(extreme: number, hasNaN: boolean): boolean {
  return hasNaN && Number.isFinite(extreme);
}
