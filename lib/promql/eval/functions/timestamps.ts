import type { VectorSelector } from "../../ast.ts";
import { ABSENT } from "../../data/series.ts";
import { finished } from "../binary/results.ts";
import { Column } from "../column.ts";
import type { Evaluator, Lookup, VectorFunction } from "../evaluator.ts";
import { labelsWithoutName } from "../names.ts";
import { argumentAt } from "./argument.ts";
import { namelessColumn } from "./result-columns.ts";

/** `timestamp(v)`: of a plain selector the time of each sample itself, of anything else the time of the evaluation. */
export const timestamp: VectorFunction = (call, evaluator) => {
  const argument = argumentAt(call, 0);
  if (argument.type === "vector") {
    const lookups = evaluator.lookups(withoutOffset(argument));
    return ofSamples(lookups, evaluator, ({ series }, index) => series.timestamps[index] as number);
  }
  const { start, step: length } = evaluator.steps;
  const results = evaluator.vector(argument).map((column) => {
    const result = namelessColumn(column, evaluator);
    for (let step = 0; step < column.kinds.length; step++) {
      if (column.kinds[step] !== ABSENT) result.setFloat(step, (start + step * length) / 1_000);
    }
    return result;
  });
  return finished(results, evaluator);
};

/** `start_timestamp(v)`: when each sample of a plain selector began to count; empty unless start timestamps are in use. */
export const startTimestamp: VectorFunction = (call, evaluator) => {
  const argument = argumentAt(call, 0);
  if (argument.type === "vector" && evaluator.settings.startTimestamps) {
    return ofSamples(evaluator.lookups(withoutOffset(argument)), evaluator, startOf);
  }
  // Evaluated nonetheless: what the argument has to say is said.
  if (argument.type !== "vector") evaluator.vector(argument);
  return [];
};

function startOf({ series }: Lookup, index: number): number {
  return series.starts?.[index] ?? 0;
}

/** With `@` Prometheus looks at that very moment here, whatever the offset. */
function withoutOffset(selector: VectorSelector): VectorSelector {
  if (selector.at === undefined || selector.offset === undefined) return selector;
  const { offset: _, ...bare } = selector;
  return bare;
}

function ofSamples(
  lookups: readonly Lookup[],
  evaluator: Evaluator,
  milliseconds: (lookup: Lookup, index: number) => number,
): Column[] {
  const results = lookups.map((lookup) => {
    const labels = labelsWithoutName(lookup.series.labels, evaluator);
    const result = new Column(labels, evaluator.steps.count, true);
    for (let step = 0; step < lookup.found.length; step++) {
      const index = lookup.found[step] as number;
      if (index >= 0) result.setFloat(step, milliseconds(lookup, index) / 1_000);
    }
    return result;
  });
  return finished(results, evaluator);
}
