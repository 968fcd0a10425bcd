/** What a recording of somebody else's rules has to be, over the window of an objective. */
export type RecordedQuantity = "budgetRemaining" | "goodRatio" | "errorRatio";

/** An alert that somebody else wrote, and the promise that it has to watch. */
export interface AlertExpectation<S extends string = string> {
  readonly alert: string;
  /** Labels that tell it from others of its name: those that the rule sets. */
  readonly labels: Readonly<Record<string, string>>;
  /** `service/objective`. */
  readonly objective: string;
  /**
   * It fires exactly when one of the objective's alerts of this severity has to; `absence`: when the objective's series are
   * missing although its targets answer, or its targets are lost.
   */
  readonly fires: S | "absence";
}

/** A recording that somebody else wrote, and what it has to be. */
export interface RecordingExpectation {
  readonly record: string;
  /** Labels that tell it from others of its name. */
  readonly labels: Readonly<Record<string, string>>;
  /** `service/objective`. */
  readonly objective: string;
  readonly is: RecordedQuantity;
}

/** What a rule of somebody else has to do for this model; `burnline prove --rules` judges it. */
export type Expectation<S extends string = string> = AlertExpectation<S> | RecordingExpectation;

/** Expects an alert of somebody else's rules to fire exactly when those of one severity, or of absence, have to. */
export function expectAlert<const S extends string>(
  alert: string,
  given: { readonly labels?: AlertExpectation["labels"]; readonly objective: string; readonly fires: S | "absence" },
): AlertExpectation<S> {
  return { alert, labels: {}, ...given };
}

/** Expects a recording of somebody else's rules to be the budget that is left, or a share of events, of an objective. */
export function expectRecording(
  record: string,
  given: {
    readonly labels?: RecordingExpectation["labels"];
    readonly objective: string;
    readonly is: RecordedQuantity;
  },
): RecordingExpectation {
  return { record, labels: {}, ...given };
}
