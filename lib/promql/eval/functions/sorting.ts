import type { Call } from "../../ast.ts";
import { compareLabels } from "../../data/labels.ts";
import { finished } from "../binary/results.ts";
import type { Column } from "../column.ts";
import type { Evaluator, VectorFunction } from "../evaluator.ts";
import { isInstant } from "../steps.ts";
import { vectorOf } from "./argument.ts";
import { sortedAsGo } from "./go-sort.ts";
import { isNaturallyBefore } from "./natural-order.ts";
import { floatsOf, relabelled } from "./result-columns.ts";

const INEFFECTIVE = "sort is ineffective for range queries since results are always ordered by labels";

/** `sort(v)`: the floats from small to large, NaN last. */
export const sort: VectorFunction = byValue((a, b) => a < b);

/** `sort_desc(v)`: the floats from large to small, NaN last. */
export const sortDescending: VectorFunction = byValue((a, b) => a > b);

/** `sort_by_label(v, labels...)`: by label values in natural order, then by all labels. */
export const sortByLabel: VectorFunction = byLabels(false);

/** `sort_by_label_desc(v, labels...)`: as `sort_by_label`, the other way round. */
export const sortByLabelDescending: VectorFunction = byLabels(true);

function byValue(isBefore: (a: number, b: number) => boolean): VectorFunction {
  return (call, evaluator) => {
    const columns = vectorOf(call, evaluator).map(floatsOf);
    const results = finished(columns, evaluator);
    return inInstantQuery(call, evaluator, results, (one, other) => {
      const value = other.floatAt(0);
      return Number.isNaN(value) || isBefore(one.floatAt(0), value);
    });
  };
}

function byLabels(descending: boolean): VectorFunction {
  return (call, evaluator) => {
    const names = call.arguments.slice(1).map((name) => evaluator.text(name));
    const columns = vectorOf(call, evaluator).map((column) => relabelled(column, column.labels, column.dropName));
    return inInstantQuery(call, evaluator, columns, (one, other) => {
      for (const name of names) {
        const value = one.labels.get(name);
        const otherValue = other.labels.get(name);
        if (value !== otherValue) return isNaturallyBefore(value, otherValue) !== descending;
      }
      const order = compareLabels(one.labels, other.labels);
      return descending ? order > 0 : order < 0;
    });
  };
}

function inInstantQuery(
  call: Call,
  evaluator: Evaluator,
  columns: Column[],
  isBefore: (one: Column, other: Column) => boolean,
): Column[] {
  if (isInstant(evaluator.steps)) return sortedAsGo(columns, isBefore);
  evaluator.annotations.warn(INEFFECTIVE, call.source);
  return columns;
}
