import type { Duration } from "../core/quantity.ts";
import type { Receiver } from "./receiver.ts";

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
  readonly notify?: readonly Receiver[];
}
