import { compareText } from "../../promql/data/labels.ts";
import type { MemoryStorage } from "../../promql/data/storage.ts";
import { EvaluationError } from "../../promql/eval/error.ts";
import { instantQuery, type QueryOptions } from "../../promql/eval/query.ts";
import { print } from "../../promql/print.ts";
import type { AlertView } from "../alert-view.ts";
import type { ScheduledRule } from "../schedule.ts";
import type { Timeline } from "../timeline.ts";
import { sameAlerts } from "./equal.ts";
import type { AlertContext, AlertMoment, AlertShape, Check, LabelPairs } from "./result.ts";
import type { AlertTest, UnitTest } from "./test-file.ts";

/** The rules of a test after they have been evaluated. */
export interface EvaluatedTest {
  readonly test: UnitTest;
  readonly timeline: Timeline;
  readonly storage: MemoryStorage;
  readonly options: QueryOptions;
  /** Where a rule stands: `file:line`. */
  readonly placeOf: (rule: ScheduledRule) => string;
}

/** Evaluations before and after the moment of a check that failed, and those at it. */
const AROUND = [-2, -1, 0, 1, 2];

/** Compares the firing alerts of a name with the expected ones, as the last evaluation at or before the moment left them. */
export function checkAlerts(evaluated: EvaluatedTest, wanted: AlertTest): Check {
  const { test, timeline } = evaluated;
  const { alertname, evalTime } = wanted;
  const firing = timeline.alertsAt(alertname, test.start + evalTime).filter(({ state }) => state === "firing");
  const expected = wanted.expected.map(({ exp_labels, exp_annotations }) => ({
    labels: pairsOf({ ...exp_labels, alertname }),
    annotations: pairsOf(exp_annotations),
  }));
  const got = firing.map(shapeOf);
  const passed = sameAlerts(expected, got);
  const context = passed ? [] : contextsOf(evaluated, wanted);
  return { kind: "alert", alertname, evalTime, passed, expected, got, context };
}

function pairsOf(record: Readonly<Record<string, string>>): LabelPairs {
  return Object.entries(record).sort(([a], [b]) => compareText(a, b));
}

function shapeOf({ labels, annotations }: AlertView): AlertShape {
  return { labels: labels.entries(), annotations: pairsOf(annotations) };
}

function contextsOf(evaluated: EvaluatedTest, { alertname, evalTime }: AlertTest): readonly AlertContext[] {
  const { test, timeline, placeOf } = evaluated;
  return timeline.rules
    .filter(({ rule }) => rule.kind === "alerting" && rule.alert === alertname)
    .map((rule) => {
      const { start, step, count } = rule.steps;
      const at = Math.min(count - 1, Math.floor((test.start + evalTime - start) / step));
      const steps = AROUND.map((distance) => at + distance).filter((index) => index >= 0 && index < count);
      const moments = steps.map((index) => momentOf(evaluated, rule, alertname, start + index * step));
      return { place: placeOf(rule), expression: print(rule.rule.expression), moments };
    });
}

function momentOf(
  { test, timeline, storage, options }: EvaluatedTest,
  scheduled: ScheduledRule,
  alertname: string,
  time: number,
): AlertMoment {
  const alerts = timeline.alertsAt(alertname, time).filter(({ rule }) => rule === scheduled);
  return {
    time: time - test.start,
    samples: samplesAt(storage, scheduled, time, options),
    alerts: alerts.map(({ labels, state }) => ({ labels: labels.drop(NAME).toString(), state })),
  };
}

const NAME = new Set(["alertname"]);

function samplesAt(
  storage: MemoryStorage,
  { rule, offset }: ScheduledRule,
  time: number,
  options: QueryOptions,
): AlertMoment["samples"] {
  try {
    const result = instantQuery(storage, rule.expression, time - offset, options);
    if (result.type === "vector") return result.samples.map(({ labels, value }) => ({ labels: `${labels}`, value }));
    return result.type === "scalar" ? [{ labels: "{}", value: result.value }] : `a ${result.type}`;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return error.message;
  }
}
