import type { Binary } from "../../ast.ts";
import { isSetOperator } from "../../operators.ts";
import { valueType } from "../../value-type.ts";
import type { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { combineSets } from "./sets.ts";
import { vectorScalar } from "./vector-scalar.ts";
import { vectorVector } from "./vector-vector.ts";

/**
 * Evaluates a binary expression of which at least one operand is an instant vector. At a single step the columns come in the
 * order of the left operand, or of the many side. Errors: `EvaluationError` where matching is ambiguous.
 */
export function evaluateBinary(node: Binary, evaluator: Evaluator): Column[] {
  if (isSetOperator(node.operator)) return combineSets(node, evaluator);
  if (valueType(node.left) === "scalar") return vectorScalar(node, evaluator, true);
  if (valueType(node.right) === "scalar") return vectorScalar(node, evaluator, false);
  return vectorVector(node, evaluator);
}
