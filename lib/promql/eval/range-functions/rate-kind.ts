import type { Column } from "../column.ts";
import type { RangeCall } from "./range-function.ts";

/** Which of `rate`, `increase` and `delta` is meant. */
export interface RateKind {
  readonly isCounter: boolean;
  /** A second, not over the range. */
  readonly isRate: boolean;
}

/** Writes the result of one step, if it has one. */
export type StepWriter = (step: number) => void;

/** Makes the writer of one series, for samples of one kind. */
export type RateWriter = (input: RangeCall, kind: RateKind, output: Column) => StepWriter;
