import { type Given, settle } from "../core/assumed.ts";

/** Who answers for what, and how quickly: the escalation matrix of a system with the people behind it. */
export interface Escalation {
  readonly levels: readonly EscalationLevel[];
  readonly trees?: readonly DecisionTree[];
  readonly contacts?: readonly Contact[];
  /** Where people talk during an incident: `#alcs-incidents`. */
  readonly channel?: string;
  /** Where users read about it. */
  readonly statusPage?: string;
}

/** A row of the escalation matrix. */
export interface EscalationLevel {
  /** What severities name as their `priority`, or escalation steps as their `level`: `P1`, `High`, `L2`. */
  readonly name: string;
  readonly title?: string;
  readonly criteria?: readonly string[];
  /** Time to the first answer, in the words of the documents: `< 1 hour`, `Next business day`. */
  readonly responds?: string;
  /** Who is told, in words. */
  readonly told?: string;
  /** Why no severity and no step has this level; needed where none has. */
  readonly withoutAlert?: string;
}

/** Questions that lead from what is seen to who is told. */
export interface DecisionTree {
  readonly name: string;
  readonly branches: readonly DecisionBranch[];
}

/** One branch of a decision tree: an alert of the system, or something that only a person sees. */
export interface DecisionBranch {
  /** An alert with its severity, so that the branch has the threshold and the receivers of the rule; or words. */
  readonly when: { readonly alert: string; readonly severity: string } | string;
  readonly then: string;
}

/** Somebody to call. */
export interface Contact {
  readonly role: string;
  /** Number, address or page; absent until the owners fill it in. */
  readonly reach?: string;
  /** Not of the organisation: a provider's support. */
  readonly outside?: boolean;
}

/** Declares the escalation of a system. */
export function escalation(spec: Given<Escalation>): Escalation {
  return settle<Escalation>(spec);
}
