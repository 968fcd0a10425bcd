import type { AlertState } from "../engine/alert-state.ts";
import type { RuleGroup } from "../engine/rule.ts";
import { runRules } from "../engine/run-rules.ts";
import type { AlertHistory } from "../engine/timeline.ts";
import { FLOAT, type Series } from "../promql/data/series.ts";
import type { MemoryStorage } from "../promql/data/storage.ts";
import { type AlertInstance, type Behaviour, FIRING, INACTIVE, PENDING, type RecordedSeries } from "./specification.ts";
import { storeWorld } from "./stored-world.ts";
import { evaluationTime, type World } from "./world.ts";

/** What rules do on a world. Unlike those of a specification, instances have all labels, those of the rule included. */
export interface Observation extends Behaviour {
  /** Evaluations that failed, in Prometheus' words. */
  readonly failures: readonly string[];
  /** The series of the world, and what the rules wrote. */
  readonly storage: MemoryStorage;
}

const STATES: Readonly<Record<AlertState, number>> = { inactive: INACTIVE, pending: PENDING, firing: FIRING };

/**
 * Evaluates a rule group over a world, as Prometheus does. `written` is what other rules recorded before.
 */
export function observe(group: RuleGroup, world: World, written: readonly Series[] = []): Observation {
  const { evaluations, start, ranges } = world;
  const { missed } = evaluations;
  const storage = storeWorld(world);
  for (const series of written) storage.add(series);
  const inputs = world.series.length + written.length;
  const { interval } = evaluations;
  const timeline = runRules({
    storage,
    groups: [group],
    start,
    end: evaluationTime(world, evaluations.count - 1),
    interval,
    options: { ranges },
    ...(missed === undefined ? {} : { missed: (time: number) => missed.has((time - start) / interval) }),
  });
  const alerts = new Map<number, AlertInstance[]>();
  for (const { rule, index } of timeline.rules) if (rule.kind === "alerting") alerts.set(index, []);
  for (const history of timeline.histories()) {
    const labels = Object.fromEntries(history.labels.entries());
    alerts.get(history.rule.index)?.push({ labels, states: statesOf(history, world) });
  }
  const failures = timeline.failures.map(({ message }) => message);
  return { alerts, recorded: recordedOf(storage, inputs, world, group.queryOffset ?? 0), failures, storage };
}

function statesOf({ changes }: AlertHistory, { start, evaluations }: World): Uint8Array {
  const states = new Uint8Array(evaluations.count);
  for (const [position, { time, condition }] of changes.entries()) {
    const state = condition === undefined ? INACTIVE : STATES[condition.state];
    const next = changes[position + 1]?.time;
    const from = (time - start) / evaluations.interval;
    const to = next === undefined ? evaluations.count : (next - start) / evaluations.interval;
    states.fill(state, from, to);
  }
  return states;
}

function recordedOf(storage: MemoryStorage, inputs: number, world: World, offset: number): readonly RecordedSeries[] {
  const { evaluations, start } = world;
  const recorded: RecordedSeries[] = [];
  let position = 0;
  for (const series of storage.all()) {
    if (position++ < inputs) continue;
    const { metricName } = series.labels;
    if (metricName === "ALERTS" || metricName === "ALERTS_FOR_STATE") continue;
    const values = new Float64Array(evaluations.count).fill(Number.NaN);
    for (let index = 0; index < series.length; index++) {
      const at = ((series.timestamps[index] as number) + offset - start) / evaluations.interval;
      if (series.kindAt(index) === FLOAT) values[at] = series.values[index] as number;
    }
    const labels = Object.fromEntries(series.labels.entries().filter(([name]) => name !== "__name__"));
    recorded.push({ record: metricName, labels, values });
  }
  return recorded;
}
