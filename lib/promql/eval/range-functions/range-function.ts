import type { Call } from "../../ast.ts";
import type { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import type { RangeSeries, RangeVector } from "../range-vector.ts";
import type { RangeNotes } from "./range-notes.ts";

/** One call of a range function for one series at all steps. */
export interface RangeCall {
  readonly call: Call;
  readonly evaluator: Evaluator;
  readonly vector: RangeVector;
  readonly series: RangeSeries;
  readonly notes: RangeNotes;
  /** The scalar arguments in order, the range vector left out; a value for each step. */
  readonly parameters: readonly Float64Array[];
}

/** Writes the result of a range function for one series into `output`, at each step that has one. */
export type RangeFunction = (input: RangeCall, output: Column) => void;
