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
  /** What must never happen, in words: evaluations that fail, and values recorded as NaN. */
  readonly failures: readonly string[];
  /** The series of the world, and what the rules wrote. */
  readonly storage: MemoryStorage;
}

const STATES: Readonly<Record<AlertState, number>> = { inactive: INACTIVE, pending: PENDING, firing: FIRING };

/** What Prometheus writes of alerts themselves. */
const ALERT_SERIES: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/**
 * Evaluates a rule group over a world, as Prometheus does. `before` is what other rules have recorded.
 */
export function observe(group: RuleGroup, world: World, before: readonly Series[] = []): Observation {
  const { evaluations, start, ranges } = world;
  const { missed } = evaluations;
  const storage = storeWorld(world);
  for (const series of before) storage.add(series);
  const inputs = world.series.length + before.length;
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
    const states = statesOf(history, world);
    alerts.get(history.rule.index)?.push({
      labels,
      states,
      // Few ask for it, and some worlds have a month of evaluations.
      get values() {
        return valuesOf(history, world);
      },
    });
  }
  const written = [...storage.all()].slice(inputs).filter(({ labels }) => !ALERT_SERIES.has(labels.metricName));
  return {
    alerts,
    recorded: written.map((series) => recordedOf(series, world, group.queryOffset ?? 0)),
    failures: [
      ...timeline.failures.map(({ message }) => `the evaluation fails: ${message}`),
      ...written.flatMap(notNumbers),
    ],
    storage,
  };
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

/** Values of a recorded series; those that are no floats, NaN or native histograms, are left out. */
function valuesOf({ valueAt }: AlertHistory, world: World): Float64Array {
  const values = new Float64Array(world.evaluations.count).fill(Number.NaN);
  for (let index = 0; index < values.length; index++) {
    const value = valueAt(evaluationTime(world, index));
    if (typeof value === "number") values[index] = value;
  }
  return values;
}

function recordedOf(series: Series, { evaluations, start }: World, offset: number): RecordedSeries {
  const values = new Float64Array(evaluations.count).fill(Number.NaN);
  for (let index = 0; index < series.length; index++) {
    const at = ((series.timestamps[index] as number) + offset - start) / evaluations.interval;
    if (series.kindAt(index) === FLOAT) values[at] = series.values[index] as number;
  }
  const labels = Object.fromEntries(series.labels.entries().filter(([name]) => name !== "__name__"));
  return { record: series.labels.metricName, labels, values };
}

/** NaN poisons every longer window, and cannot be told from nothing in a column of values. */
function notNumbers(series: Series): readonly string[] {
  for (let index = 0; index < series.length; index++) {
    if (series.kindAt(index) === FLOAT && Number.isNaN(series.values[index])) {
      return [`${series.labels.metricName} is recorded as NaN`];
    }
  }
  return [];
}
