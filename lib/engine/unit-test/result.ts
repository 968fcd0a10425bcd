import type { SampleValue } from "../../promql/eval/result.ts";

/** Labels as pairs, by name; an expectation may have empty ones, which nothing equals. */
export type LabelPairs = readonly (readonly [name: string, value: string])[];

/** A firing alert, expected or found. */
export interface AlertShape {
  readonly labels: LabelPairs;
  readonly annotations: LabelPairs;
}

/** A sample, expected or found. */
export interface SampleShape {
  readonly labels: LabelPairs;
  readonly value: SampleValue;
}

/** What an alerting rule saw at one evaluation, to explain why its alerts are what they are. */
export interface AlertMoment {
  /** Since the start of the test. Units: milliseconds. */
  readonly time: number;
  /** The samples of the expression; an error in Prometheus' words where it has none. */
  readonly samples: readonly { readonly labels: string; readonly value: SampleValue }[] | string;
  /** The alerts after the evaluation. */
  readonly alerts: readonly { readonly labels: string; readonly state: string }[];
}

/** The evaluations around the moment of a check, for one rule of the name. */
export interface AlertContext {
  /** As `file:line`. */
  readonly place: string;
  readonly expression: string;
  readonly moments: readonly AlertMoment[];
}

/** One expectation and what came of it. Units: milliseconds. */
export type Check =
  | {
      readonly kind: "alert";
      readonly alertname: string;
      readonly evalTime: number;
      readonly passed: boolean;
      readonly expected: readonly AlertShape[];
      readonly got: readonly AlertShape[];
      /** Only of a check that failed. */
      readonly context: readonly AlertContext[];
    }
  | {
      readonly kind: "expression";
      readonly expression: string;
      readonly evalTime: number;
      readonly passed: boolean;
      /** Prometheus' words, where the expression or what is expected cannot be read or evaluated. */
      readonly error: string | undefined;
      readonly expected: readonly SampleShape[];
      readonly got: readonly SampleShape[];
    };

/** Something that promtool does not see. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

/** Kinds of warnings, as `docs/test.md` explains them. */
export type WarningCode =
  | "alert-unknown"
  | "glob-empty"
  | "tests-empty"
  | "checks-empty"
  | "input-unseen"
  | "document-ignored"
  | "order-by-chance"
  | "sample-cap"
  | "feature-unknown"
  | "rule-unreached";

/** What came of one test. */
export interface TestResult {
  readonly name: string;
  readonly line: number;
  readonly passed: boolean;
  /** What kept the test from being evaluated, a message each; checks that were not reached are left out. */
  readonly errors: readonly string[];
  readonly checks: readonly Check[];
  readonly warnings: readonly Warning[];
  /** Units: milliseconds. */
  readonly duration: number;
}

/** What came of one file. */
export interface FileResult {
  readonly file: string;
  readonly passed: boolean;
  /** What is wrong with the file itself. */
  readonly errors: readonly string[];
  readonly tests: readonly TestResult[];
  readonly warnings: readonly Warning[];
  /** The rule files that it named, also those that could not be read. */
  readonly ruleFiles: readonly string[];
}
