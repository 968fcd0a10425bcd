import type { Labels } from "../../lib/promql/data/labels.ts";
import type { LoadedSeries } from "../../lib/promql/notation/load.ts";
import type { SequenceValue } from "../../lib/promql/notation/sequence-value.ts";

/** Which kinds of lines `expect` knows. */
export type ExpectKind = "ordered" | "fail" | "warn" | "no_warn" | "info" | "no_info";

/** Tells whether a message is the expected one. */
export interface MessageMatch {
  readonly matches: (message: string) => boolean;
  readonly text: string;
}

/** A series that a result must have. */
export interface ExpectedSeries {
  /** From 1, in the order of the lines. */
  readonly position: number;
  readonly labels: Labels;
  readonly values: readonly SequenceValue[];
}

/** What an evaluation must give. */
export interface Expectation {
  readonly lines: Readonly<Record<ExpectKind, readonly MessageMatch[]>>;
  readonly scalar: SequenceValue | undefined;
  readonly string: string;
  readonly series: ReadonlyMap<string, ExpectedSeries>;
  /** As the script has it, for people. */
  readonly text: string;
}

/** Removes all series. */
export interface ClearCommand {
  readonly kind: "clear";
}

/** Stores series, one value each `step` milliseconds. */
export interface LoadCommand {
  readonly kind: "load";
  readonly line: number;
  readonly step: number;
  /** Also store classic histograms as native ones with custom buckets. */
  readonly customBuckets: boolean;
  readonly series: readonly LoadedSeries[];
}

/** Evaluates an expression. Units: milliseconds. */
export interface EvalCommand {
  readonly kind: "eval";
  readonly line: number;
  readonly expr: string;
  readonly range: boolean;
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** Not repeated as a range query: the result is a string or a range vector. */
  readonly once: boolean;
  readonly expectation: Expectation;
}

/** A command that cannot be read. */
export interface BrokenCommand {
  readonly kind: "broken";
  readonly line: number;
  readonly text: string;
  readonly problem: string;
  /** Whether it would have been an evaluation. */
  readonly evaluation: boolean;
}

export type Command = ClearCommand | LoadCommand | EvalCommand | BrokenCommand;
