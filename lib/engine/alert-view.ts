import type { Labels } from "../promql/data/labels.ts";
import type { SampleValue } from "../promql/eval/result.ts";
import { expandText } from "./alert-labels.ts";
import type { AlertCondition, AlertState } from "./alert-state.ts";
import type { AlertTrack } from "./alert-track.ts";
import type { AlertingRun } from "./alerting-run.ts";
import type { ScheduledRule } from "./schedule.ts";

/** An alert after one evaluation. Moments in milliseconds, `undefined` where there is none. */
export interface AlertView {
  readonly rule: ScheduledRule;
  readonly state: AlertState;
  /** Labels of the alert, `alertname` included. */
  readonly labels: Labels;
  /** Expanded when they are first asked for; those of the last evaluation that gave a sample. Empty ones are kept. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Of the last sample. */
  readonly value: SampleValue;
  readonly activeAt: number;
  readonly firedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  readonly keepFiringSince: number | undefined;
}

/** The alert of a track after the evaluation of a step; `undefined` where there is none. */
export function alertView(run: AlertingRun, track: AlertTrack, step: number): AlertView | undefined {
  const condition = track.conditionAt(step);
  return condition === undefined ? undefined : new View(run, track, step, condition);
}

class View implements AlertView {
  readonly rule: ScheduledRule;
  readonly state: AlertState;
  readonly labels: Labels;
  readonly value: SampleValue;
  readonly activeAt: number;
  readonly firedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  readonly keepFiringSince: number | undefined;
  private readonly expand: () => AlertView["annotations"];
  private expanded: AlertView["annotations"] | undefined;

  constructor(run: AlertingRun, track: AlertTrack, step: number, condition: AlertCondition) {
    const sample = track.sampleAt(step);
    this.rule = run.scheduled;
    this.labels = track.labels;
    this.value = sample?.value ?? Number.NaN;
    this.state = condition.state;
    this.activeAt = condition.activeAt;
    this.firedAt = condition.firedAt;
    this.resolvedAt = condition.resolvedAt;
    this.keepFiringSince = condition.keepFiringSince;
    this.expand = () => {
      if (sample === undefined) return {};
      const { templates } = run.context;
      const moment = run.momentOf(sample.step);
      const texts = Object.entries(run.rule.annotations ?? {});
      return Object.fromEntries(
        texts.map(([name, text]) => [
          name,
          expandText(templates, run.rule.alert, text, sample.labels, sample.value, moment),
        ]),
      );
    };
  }

  get annotations(): AlertView["annotations"] {
    this.expanded ??= this.expand();
    return this.expanded;
  }
}
