import { Labels } from "../promql/data/labels.ts";
import { FLOAT } from "../promql/data/series.ts";
import { Column } from "../promql/eval/column.ts";
import type { AlertCondition } from "./alert-state.ts";
import type { AlertTrack } from "./alert-track.ts";
import type { Block } from "./block.ts";
import { type AlertingRule, labelsSetBy } from "./rule.ts";
import type { ScheduledRule } from "./schedule.ts";
import type { Output } from "./series-output.ts";

const STATE_LABEL = "alertstate";

/** Whose alerts they are. */
export interface AlertOwner {
  readonly scheduled: ScheduledRule;
  readonly rule: AlertingRule;
}

/** The series by which alerts are known to queries, `ALERTS` and `ALERTS_FOR_STATE`, at the steps of a block. */
export function* alertSeries(owner: AlertOwner, tracks: ReadonlySet<AlertTrack>, block: Block): Iterable<Output> {
  // Alerts that differ in this label alone have one series of `ALERTS`.
  const mayShare = [...tracks].some((track) => track.labels.get(STATE_LABEL) !== "");
  const shared = new Map<string, Column>();
  for (const track of tracks) {
    const active = [...stretches(track, block)].filter(([condition]) => condition.state !== "inactive");
    const first = active[0]?.[1] ?? block.to;
    const last = active.at(-1)?.[2] ?? block.to;
    const span = mayShare ? block : { from: first, to: last };
    for (const column of columnsOf(owner, track, active, span)) {
      const known = mayShare ? shared.get(column.labels.key) : undefined;
      if (known !== undefined) unite(known, column);
      else if (mayShare) shared.set(column.labels.key, column);
      else yield { from: span.from, column };
    }
  }
  for (const column of shared.values()) yield { from: block.from, column };
}

/** The labels of `ALERTS_FOR_STATE` for an alert: a label of the rule that an alert lost stands there as it is written. */
export function forStateLabels(owner: AlertOwner, labels: Labels | undefined): Labels {
  return seriesLabels(owner, labels, "ALERTS_FOR_STATE");
}

type Stretch = readonly [condition: AlertCondition, from: number, to: number];

function columnsOf(owner: AlertOwner, track: AlertTrack, active: readonly Stretch[], span: Block): readonly Column[] {
  const columns = new Map<string, Column>();
  const fill = (name: string, from: number, to: number, value: number): void => {
    let column = columns.get(name);
    if (column === undefined) {
      column = new Column(columnLabels(owner, track.labels, name), span.to - span.from);
      columns.set(name, column);
    }
    column.values.fill(value, from - span.from, to - span.from);
    column.kinds.fill(FLOAT, from - span.from, to - span.from);
  };
  for (const [condition, from, to] of active) {
    fill(condition.state, from, to, 1);
    fill("", from, to, Math.floor(condition.activeAt / 1_000));
  }
  // The time since when it is active is written last.
  return [...columns].sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : 0)).map(([, column]) => column);
}

/** The conditions of an alert within a block, each with the steps at which it holds. */
function* stretches(track: AlertTrack, block: Block): Iterable<Stretch> {
  const { changes } = track;
  let index = changes.length - 1;
  while (index > 0 && (changes[index]?.step ?? 0) > block.from) index--;
  for (; index < changes.length; index++) {
    const change = changes[index];
    if (change?.condition === undefined) continue;
    const from = Math.max(change.step, block.from);
    const to = Math.min(changes[index + 1]?.step ?? block.to, block.to);
    if (from < to) yield [change.condition, from, to];
  }
}

function columnLabels(owner: AlertOwner, labels: Labels, state: string): Labels {
  if (state === "") return forStateLabels(owner, labels);
  return seriesLabels(owner, labels, "ALERTS").with(STATE_LABEL, state);
}

function seriesLabels(owner: AlertOwner, labels: Labels | undefined, name: string): Labels {
  const set = Object.entries(labelsSetBy(owner.scheduled.group, owner.rule));
  const own = labels?.entries() ?? [];
  return Labels.from([...set, ...own, ["__name__", name], ["alertname", owner.rule.alert]]);
}

function unite(into: Column, from: Column): void {
  for (let step = 0; step < from.kinds.length; step++)
    if (from.kinds[step] === FLOAT) into.setFloat(step, from.floatAt(step));
}
