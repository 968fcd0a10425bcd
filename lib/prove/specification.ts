import type { World } from "./world.ts";

/** What becomes of one instance of an alert at an evaluation. */
export const INACTIVE = 0;
export const PENDING = 1;
export const FIRING = 2;

/** One instance of an alert: the labels that tell it from the others, and its state at each evaluation. */
export interface AlertInstance {
  /** Labels that the instance has from its series; those that the rule sets are left out. */
  readonly labels: Readonly<Record<string, string>>;
  /** {@link INACTIVE}, {@link PENDING} or {@link FIRING} at each evaluation. */
  readonly states: Uint8Array;
  /** What annotations show as its value at each evaluation that gave one, `NaN` at others; absent where nothing is said of it. */
  readonly values?: Float64Array;
}

/** One recorded series: a value at each evaluation, `NaN` where nothing is recorded. */
export interface RecordedSeries {
  readonly record: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Float64Array;
}

/** What a rule group does, or must do, on a world. */
export interface Behaviour {
  /** By index of the alerting rule in its group: the instances that are pending or firing at least once. */
  readonly alerts: ReadonlyMap<number, readonly AlertInstance[]>;
  /** Alerts of which no more is known than how many instances fire at some evaluations: those by index, by that of the rule. */
  readonly counted?: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** Every recorded series that has at least one value. */
  readonly recorded: readonly RecordedSeries[];
}

/**
 * What the model says that a rule group must do on any world: the samples are interpreted by arithmetic, never by PromQL,
 * so that proofs have an expectation from elsewhere.
 */
export interface Specification {
  behaviour(world: World): Behaviour;
}
