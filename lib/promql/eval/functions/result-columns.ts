import type { Labels } from "../../data/labels.ts";
import { FLOAT } from "../../data/series.ts";
import { finished } from "../binary/results.ts";
import { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { labelsWithoutName } from "../names.ts";

/** An empty column for what a function makes of `source`: the metric name no longer fits. */
export function namelessColumn(source: Column, evaluator: Evaluator): Column {
  const labels = labelsWithoutName(source.labels, evaluator);
  return new Column(labels, evaluator.steps.count, true);
}

/** The same samples under other labels. */
export function relabelled(source: Column, labels: Labels, dropName: boolean): Column {
  const result = new Column(labels, source.kinds.length, dropName);
  result.values.set(source.values);
  result.kinds.set(source.kinds);
  if (source.histograms !== undefined) result.histograms = source.histograms.slice();
  return result;
}

/** Only the floats of a column, under the labels they have. */
export function floatsOf(source: Column): Column {
  const result = new Column(source.labels, source.kinds.length, source.dropName);
  result.values.set(source.values);
  result.kinds.set(
    source.histograms === undefined ? source.kinds : source.kinds.map((kind) => (kind === FLOAT ? kind : 0)),
  );
  return result;
}

/** A function of each float, which may have no result; histograms and metric names are left out. */
export function mapFloats(
  columns: readonly Column[],
  evaluator: Evaluator,
  transform: (value: number, step: number) => number | undefined,
): Column[] {
  const results = columns.map((column) => {
    const result = namelessColumn(column, evaluator);
    const { values, kinds } = column;
    for (let step = 0; step < kinds.length; step++) {
      const made = kinds[step] === FLOAT ? transform(values[step] as number, step) : undefined;
      if (made !== undefined) result.setFloat(step, made);
    }
    return result;
  });
  return finished(results, evaluator);
}
