import type { Steps } from "../promql/eval/steps.ts";
import type { ScheduledRule } from "./schedule.ts";

/** Some successive evaluations of a rule: the steps `[from, to)` of its schedule. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** The moment of an evaluation. Units: milliseconds. */
export function timeOf(steps: Steps, step: number): number {
  return steps.start + step * steps.step;
}

/** Something that went wrong while a rule was evaluated. */
export interface RuleFailure {
  readonly rule: ScheduledRule;
  /** Moment of the evaluation. Units: milliseconds. */
  readonly time: number;
  /** Prometheus' words. */
  readonly message: string;
}

/** Which evaluations of one rule gave nothing, since they failed or were missed, and everything that went wrong in the others. */
export class Failures {
  private readonly messages = new Map<number, string>();
  private readonly rule: ScheduledRule;
  private steps: Uint8Array | undefined;

  constructor(rule: ScheduledRule) {
    this.rule = rule;
    this.steps = rule.missed?.slice();
  }

  /** The evaluation gave nothing: no sample is written, and nothing that was written before is marked as ended. */
  fail(step: number, message: string): void {
    this.steps ??= new Uint8Array(this.rule.steps.count);
    this.steps[step] = 1;
    this.report(step, message);
  }

  /** One sample of the evaluation was lost. As Prometheus does, the last problem of an evaluation is kept. */
  report(step: number, message: string): void {
    this.messages.set(step, message);
  }

  get list(): readonly RuleFailure[] {
    const { rule } = this;
    return [...this.messages].map(([step, message]) => ({ rule, time: timeOf(rule.steps, step), message }));
  }

  /** The evaluation failed, or there was none. */
  failed(step: number): boolean {
    return this.steps !== undefined && this.steps[step] === 1;
  }
}
