import type { Aggregation } from "../../ast.ts";
import { Labels } from "../../data/labels.ts";
import { ABSENT } from "../../data/series.ts";
import { Column } from "../column.ts";
import { getOrMake } from "../get-or-make.ts";
import { labelSelection } from "../names.ts";

/** The columns that one result is made of, in the order they came. */
export interface Group {
  readonly labels: Labels;
  readonly members: Column[];
}

/** What `by (...)` or `without (...)` leaves of a label set; without either, nothing. */
export function groupLabels(grouping: Aggregation["grouping"]): (labels: Labels) => Labels {
  if (grouping === undefined) return () => Labels.empty;
  return labelSelection(grouping.mode === "by", grouping.labels);
}

/** Puts columns into groups, in the order in which each group first comes up. */
export function groupColumns(columns: readonly Column[], grouping: Aggregation["grouping"]): Group[] {
  const labelsOf = groupLabels(grouping);
  const groups = new Map<string, Group>();
  for (const column of columns) {
    const labels = labelsOf(column.labels);
    getOrMake(groups, labels.key, () => ({ labels, members: [] })).members.push(column);
  }
  return [...groups.values()];
}

/** The column of a group's result, to be filled in by `fill`; `undefined` where no step has a sample then. */
export function groupResult(group: Group, steps: number, fill: (output: Column) => void): Column | undefined {
  const output = new Column(group.labels, steps);
  fill(output);
  const last = output.kinds.findLastIndex((kind) => kind !== ABSENT);
  if (last === -1) return undefined;
  // As in Prometheus, it is the last step that says whether the name is still to be dropped.
  output.dropName = group.members.some((member) => member.dropName && member.kinds[last] !== ABSENT);
  return output;
}
