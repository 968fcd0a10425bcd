import { compareLabels, type Labels } from "../promql/data/labels.ts";
import type { SampleValue } from "../promql/eval/result.ts";
import type { Steps } from "../promql/eval/steps.ts";
import type { AlertCondition, AlertState } from "./alert-state.ts";
import { type AlertView, alertView } from "./alert-view.ts";
import type { AlertingRun } from "./alerting-run.ts";
import { type RuleFailure, timeOf } from "./block.ts";
import type { ScheduledRule } from "./schedule.ts";

/** A stretch of evaluations. Units: milliseconds. */
export interface Period {
  /** Moment of the first evaluation. */
  readonly from: number;
  /** Moment of the first evaluation after it; `undefined` where it lasts until the end of the run. */
  readonly to: number | undefined;
}

/** All that happened to one alert. */
export interface AlertHistory {
  readonly rule: ScheduledRule;
  /** Labels of the alert, `alertname` included. */
  readonly labels: Labels;
  /** Each change of its condition, with the moment of the evaluation; `undefined` where the alert was forgotten. */
  readonly changes: readonly { readonly time: number; readonly condition: AlertCondition | undefined }[];
  /** When it was in a state. */
  readonly periods: (state: AlertState) => readonly Period[];
  /** Value of the sample that the evaluation at a moment gave for it; `undefined` where that gave none. */
  readonly valueAt: (time: number) => SampleValue | undefined;
}

/** What became of the rules of a run. */
export class Timeline {
  /** All rules in the order of their evaluation. */
  readonly rules: readonly ScheduledRule[];
  /** Everything that went wrong, in the order in which Prometheus would have come upon it. */
  readonly failures: readonly RuleFailure[];
  private readonly runs: readonly AlertingRun[];

  constructor(rules: readonly ScheduledRule[], runs: readonly AlertingRun[], failures: readonly RuleFailure[]) {
    this.rules = rules;
    this.runs = runs;
    this.failures = [...failures].sort((a, b) => a.time - b.time || a.rule.turn - b.rule.turn);
  }

  /**
   * The pending and the firing alerts of all rules of a name (all rules where it is left out), as the last evaluation at
   * or before `time` left them, by labels. Units: milliseconds.
   */
  alertsAt(name: string | undefined, time: number): readonly AlertView[] {
    return this.viewsAt(name, time).filter((alert) => alert.resolvedAt === undefined);
  }

  /** The alerts that are over at `time`, but still kept so that their end can be told. Units: milliseconds. */
  resolvedAlertsAt(name: string | undefined, time: number): readonly AlertView[] {
    return this.viewsAt(name, time).filter((alert) => alert.resolvedAt !== undefined);
  }

  /** Every alert that there was, by rule and then in the order in which they came up. */
  histories(name?: string): readonly AlertHistory[] {
    return this.named(name).flatMap((run) =>
      [...run.tracks]
        .filter((track) => track.changes.length > 0)
        .map((track) => {
          const { steps } = run.scheduled;
          const changes = track.changes.map(({ step, condition }) => ({ time: timeOf(steps, step), condition }));
          return {
            rule: run.scheduled,
            labels: track.labels,
            changes,
            periods: (state: AlertState) => periodsOf(changes, state),
            valueAt: (time: number) => {
              const sample = track.sampleAt(lastStep(steps, time));
              return sample !== undefined && timeOf(steps, sample.step) === time ? sample.value : undefined;
            },
          };
        }),
    );
  }

  private viewsAt(name: string | undefined, time: number): AlertView[] {
    return this.named(name)
      .flatMap((run) => {
        const step = lastStep(run.scheduled.steps, time);
        return [...run.tracks].flatMap((track) => alertView(run, track, step) ?? []);
      })
      .sort((a, b) => compareLabels(a.labels, b.labels));
  }

  private named(name: string | undefined): readonly AlertingRun[] {
    return name === undefined ? this.runs : this.runs.filter((run) => run.rule.alert === name);
  }
}

function lastStep(steps: Steps, time: number): number {
  return Math.min(steps.count - 1, Math.floor((time - steps.start) / steps.step));
}

function periodsOf(changes: AlertHistory["changes"], state: AlertState): readonly Period[] {
  const periods: { from: number; to: number | undefined }[] = [];
  let open: { from: number; to: number | undefined } | undefined;
  for (const { time, condition } of changes) {
    if (condition?.state === state) {
      if (open !== undefined) continue;
      open = { from: time, to: undefined };
      periods.push(open);
    } else if (open !== undefined) {
      open.to = time;
      open = undefined;
    }
  }
  return periods;
}
