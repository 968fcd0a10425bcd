import type { TemplateMoment } from "./alert-labels.ts";
import { AlertLabels } from "./alert-labels.ts";
import { AlertSamples } from "./alert-samples.ts";
import { alertSeries } from "./alert-series.ts";
import { type AlertDurations, nextCondition } from "./alert-state.ts";
import type { AlertTrack } from "./alert-track.ts";
import { type Block, Failures, timeOf } from "./block.ts";
import { evaluateBlock } from "./evaluate-block.ts";
import { queryAsOf } from "./query-as-of.ts";
import { type Restore, restoreTracks } from "./restore.ts";
import type { AlertingRule } from "./rule.ts";
import type { RunContext } from "./run-context.ts";
import type { ScheduledRule } from "./schedule.ts";
import { SeriesOutput } from "./series-output.ts";

/** Prometheus restores after the second evaluation: the first may still lack what was scraped and recorded since. */
const EVALUATIONS_BEFORE_RESTORE = 2;

/** An alerting rule in the course of a run. */
export class AlertingRun {
  readonly scheduled: ScheduledRule;
  readonly rule: AlertingRule;
  readonly failures: Failures;
  readonly context: RunContext;
  private readonly samples: AlertSamples;
  private readonly output: SeriesOutput;
  private readonly durations: AlertDurations;
  private readonly restore: Restore | undefined;

  constructor(scheduled: ScheduledRule, rule: AlertingRule, context: RunContext, restore: Restore | undefined) {
    this.scheduled = scheduled;
    this.rule = rule;
    this.context = context;
    this.restore = restore;
    this.failures = new Failures(scheduled);
    this.output = new SeriesOutput(scheduled, context.writer, this.failures);
    this.durations = { hold: rule.for ?? 0, keepFiring: rule.keepFiringFor ?? 0 };
    const labels = new AlertLabels(scheduled, rule, context.templates);
    this.samples = new AlertSamples(labels, this.failures, (step) => this.momentOf(step));
  }

  /** Everything that happened, by alert; an alert that never was more than a sample of a failed step has no changes. */
  get tracks(): Iterable<AlertTrack> {
    return this.samples.tracks.values();
  }

  /** Evaluates the rule at the steps of a block, which must follow those of the last one. */
  run(block: Block): void {
    const { from, to } = block;
    const border = this.restore === undefined ? 0 : stepAfter(EVALUATIONS_BEFORE_RESTORE, this.scheduled);
    if (this.restore === undefined || from >= border) {
      this.evaluate(block, true);
      return;
    }
    this.evaluate({ from, to: Math.min(to, border) }, false);
    if (to < border) return;
    const time = timeOf(this.scheduled.steps, border - 1);
    restoreTracks(this.samples.live, this, { ...this.restore, time, step: border - 1 });
    if (to > border) this.evaluate({ from: border, to }, true);
  }

  /** What templates see at an evaluation. */
  momentOf(step: number): TemplateMoment {
    const time = timeOf(this.scheduled.steps, step);
    return { time, query: (text) => queryAsOf(this.context, this.scheduled, time, text) };
  }

  private evaluate(block: Block, writes: boolean): void {
    this.samples.add(block, evaluateBlock(this.context, this.scheduled, block, this.failures));
    const limit = this.scheduled.group.limit ?? 0;
    if (limit > 0) this.advanceWithin(limit, block);
    else for (const track of this.samples.live) this.advance(track, block);
    this.output.write(block, writes ? alertSeries(this, this.samples.live, block) : []);
    this.samples.forgetTheOver();
  }

  private advance(track: AlertTrack, block: Block): void {
    const { steps } = this.scheduled;
    for (let step = block.from; step < block.to; step++) {
      let present = track.takes(step);
      if (track.condition === undefined && !present) {
        // Nothing can happen before the next sample.
        step = track.steps[track.cursor] ?? block.to;
        if (step >= block.to) return;
        present = true;
      }
      if (this.failures.failed(step)) continue;
      track.become(step, nextCondition(track.condition, timeOf(steps, step), present, this.durations));
    }
  }

  /** With a limit the alerts depend on each other: too many of them, and all of them are forgotten. */
  private advanceWithin(limit: number, block: Block): void {
    for (let step = block.from; step < block.to; step++) {
      if (this.failures.failed(step)) continue;
      const now = timeOf(this.scheduled.steps, step);
      let active = 0;
      for (const track of this.samples.live) {
        const present = track.takes(step);
        if (track.condition === undefined && !present) continue;
        track.become(step, nextCondition(track.condition, now, present, this.durations));
        if (track.condition !== undefined && track.condition.state !== "inactive") active++;
      }
      if (active <= limit) continue;
      this.failures.fail(step, `exceeded limit of ${limit} with ${active} alerts`);
      for (const track of this.samples.live) track.become(step, undefined);
    }
  }
}

/** The step that follows so many evaluations which were not missed. */
function stepAfter(evaluations: number, { missed }: ScheduledRule): number {
  if (missed === undefined) return evaluations;
  let step = 0;
  for (let count = 0; count < evaluations && step < missed.length; step++) if (missed[step] === 0) count++;
  return step;
}
