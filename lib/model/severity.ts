import type { Duration } from "../core/quantity.ts";
import type { Receiver } from "./receiver.ts";
import type { TimeInterval } from "./time-interval.ts";

/**
 * One severity of a system: the word that its rules use, mapped to the level that its escalation uses.
 * The mapping has no default: documents that use two vocabularies must be reconciled by their owner.
 */
export interface Severity {
  /** Level of the escalation matrix: `P0`, `Critical`, `L1`. Label `priority` of every alert of this severity. */
  readonly priority: string;
  /** 0 is the most urgent. Orders severities, so that a stricter threshold cannot have the milder one. */
  readonly rank: number;
  readonly acknowledgeWithin?: Duration;
  readonly resolveWithin?: Duration;
  /** Who is told at once. A system in which one severity has receivers needs them for each severity that it uses. */
  readonly notify?: readonly Receiver[];
  /** Hours in which they are told; what still fires is told when these begin. Default: always. */
  readonly during?: readonly TimeInterval[];
  /** How long until they are told again while nothing changes: the runbook's cooldown. @default 4 h */
  readonly repeatEvery?: Duration;
  /** Who is told later, when it still fires. */
  readonly escalation?: readonly EscalationStep[];
}

/** A later step of an escalation: after this time somebody else is told too. */
export interface EscalationStep {
  /** Level of the step: `L2`. */
  readonly level: string;
  /** Since the first notification. */
  readonly after: Duration;
  /** Role: `Senior Engineer`. */
  readonly who: string;
  /** What a person has to find first, where time alone does not decide: `customers are impacted`. */
  readonly when?: string;
  /** Told by Alertmanager while the alert still fires; a step without is taken by people. */
  readonly notify?: readonly Receiver[];
}
