import type { Aggregation } from "../../ast.ts";
import type { Labels } from "../../data/labels.ts";
import { ABSENT, FLOAT } from "../../data/series.ts";
import { histogramText } from "../../histogram/print.ts";
import { isReadable } from "../../literals.ts";
import { printNumber } from "../../print-number.ts";
import { quote } from "../../quote.ts";
import { Column } from "../column.ts";
import { EvaluationError } from "../error.ts";
import type { Evaluator } from "../evaluator.ts";
import { getOrMake } from "../get-or-make.ts";
import { groupLabels } from "./grouping.ts";

/**
 * `count_values`: how many samples have each value, the value in a label. Errors: `EvaluationError` for a label name that is
 * empty or no UTF-8.
 */
export function countValues(node: Aggregation, evaluator: Evaluator): Column[] {
  if (node.parameter === undefined) throw new EvaluationError("count_values needs a parameter");
  const label = evaluator.text(node.parameter);
  if (label === "" || !isReadable(label)) throw new EvaluationError(`invalid label name ${quote(label)}`);
  const columns = evaluator.vector(node.expression);
  const { grouping } = node;
  const labelsOf = groupLabels(
    grouping?.mode === "without" ? grouping : { mode: "by", labels: [...(grouping?.labels ?? []), label] },
  );
  const results = new Map<string, Column>();
  const resultOf = (labels: Labels): Column =>
    getOrMake(results, labels.key, () => new Column(labels, evaluator.steps.count));
  for (const column of columns) {
    const ofText = new Map<string, Column>();
    for (let step = 0; step < column.kinds.length; step++) {
      if (column.kinds[step] === ABSENT) continue;
      const text = valueText(column, step);
      let result = ofText.get(text);
      if (result === undefined) {
        result = resultOf(labelsOf(column.labels.with(label, text)));
        ofText.set(text, result);
      }
      result.values[step] = (result.values[step] as number) + 1;
      result.kinds[step] = FLOAT;
    }
  }
  return [...results.values()];
}

function valueText(column: Column, step: number): string {
  const histogram = column.histogramAt(step);
  if (histogram !== undefined) return histogramText(histogram);
  const value = column.floatAt(step);
  return value === Infinity ? "+Inf" : printNumber(value);
}
