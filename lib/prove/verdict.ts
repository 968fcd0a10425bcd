import type { AlertOrigin } from "../rules/derived.ts";
import type { ObligationId } from "./obligation.ts";

/** What came of an obligation. `NOT COVERED` always says why. */
export type Verdict = "PROVED" | "REFUTED" | "NOT COVERED";

/** The verdict on one obligation. Plain data: proofs are made in worker threads. */
export interface ObligationResult {
  readonly obligation: ObligationId;
  readonly verdict: Verdict;
  /** One sentence each: what was shown, with its numbers; what went wrong; or why nothing was shown. */
  readonly says: readonly string[];
  /** Worlds that were run for it; 0 where it follows from the rules as they are written. */
  readonly worlds: number;
  readonly counterexample?: Counterexample;
  /**
   * Of what is refuted on a world: the `rules`, which do something else than the model says, or the `model`, which says what
   * the obligation forbids.
   */
  readonly refutes?: "rules" | "model";
}

/** Series on which rules do not do what the model says, and what they do instead. */
export interface Counterexample {
  /** One sentence that says what went wrong. */
  readonly says: string;
  /** A promtool unit test, to be pasted below `tests:`, that fails on these rules. */
  readonly test: string;
  readonly series: readonly { readonly series: string; readonly values: string }[];
  /** Units: seconds. */
  readonly scrapeInterval: number;
  /** Units: seconds. */
  readonly evaluationInterval: number;
  /** The evaluations around the first difference. */
  readonly timeline: readonly Moment[];
}

/** One evaluation of a timeline. */
export interface Moment {
  /** Units: seconds after the first evaluation. */
  readonly at: number;
  /** Value of the alert's expression, or of the recording that differs; absent where there is none. */
  readonly value?: number;
  readonly threshold?: number;
  readonly expected: string;
  readonly found: string;
}

/** Everything that was shown of one alert. */
export interface AlertProof {
  readonly alert: string;
  /** Labels that the rule sets. */
  readonly labels: Readonly<Record<string, string>>;
  readonly group: string;
  readonly owner: string;
  readonly part: string;
  readonly kind: AlertOrigin["kind"];
  readonly results: readonly ObligationResult[];
  /** How it fires and resolves just beyond its threshold, for a chart. */
  readonly chart?: Chart;
}

/** A timeline to draw: value against threshold, and the state of the alert. */
export interface Chart {
  /** Units: seconds from the first evaluation to the first point. */
  readonly from: number;
  /** Units: seconds between two points. */
  readonly interval: number;
  readonly unit: string;
  readonly threshold: number;
  readonly values: readonly (number | null)[];
  /** 0 inactive, 1 pending, 2 firing. */
  readonly states: readonly number[];
}

/** What was shown of an objective over its whole window. */
export interface ObjectiveProof {
  readonly owner: string;
  readonly objective: string;
  readonly results: readonly ObligationResult[];
}

/** What was shown of one system. */
export interface SystemProof {
  readonly system: string;
  readonly alerts: readonly AlertProof[];
  readonly objectives: readonly ObjectiveProof[];
  readonly bundle: readonly ObligationResult[];
}
