import { parseDuration } from "../../core/duration.ts";
import { renderIssue } from "../../core/issue.ts";
import {
  type AlertTestSource,
  type ExpressionTestSource,
  type RuleTestSource,
  readRuleTestFile,
} from "../../core/rules-test-read.ts";
import { documentsOf, readDocument } from "./documents.ts";
import { readStartTime } from "./start-time.ts";

/** An expectation about the firing alerts of one name. Units: milliseconds. */
export interface AlertTest {
  /** Since the start of the test. */
  readonly evalTime: number;
  readonly alertname: string;
  readonly expected: AlertTestSource["exp_alerts"];
}

/** An expectation about an expression. Units: milliseconds. */
export interface ExpressionTest {
  readonly expression: string;
  /** Since the start of the test. */
  readonly evalTime: number;
  readonly expected: ExpressionTestSource["exp_samples"];
}

/** A group of input series with what is expected of the rules over them. Units: milliseconds. */
export interface UnitTest {
  /** As written; tests without a name are told apart by their place. */
  readonly name: string;
  readonly index: number;
  /** Line of the file, counted from 1. */
  readonly line: number;
  /** Between two values of an input series. */
  readonly interval: number;
  readonly start: number;
  readonly input: RuleTestSource["input_series"];
  readonly alerts: readonly AlertTest[];
  readonly expressions: readonly ExpressionTest[];
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalURL: string;
}

/** A file of unit tests in promtool's format. Units: milliseconds. */
export interface UnitTestFile {
  /** Patterns, as written. */
  readonly ruleFiles: readonly string[];
  readonly evaluationInterval: number;
  readonly groupOrder: readonly string[];
  /** Floats are equal when they are neighbours. */
  readonly fuzzy: boolean;
  readonly tests: readonly UnitTest[];
  /** Documents after the first one, which nobody reads. */
  readonly ignoredDocuments: number;
}

/** A file, or everything that is wrong with it, a line each. */
export type ReadTestFile =
  | { readonly ok: true; readonly value: UnitTestFile }
  | { readonly ok: false; readonly errors: readonly string[] };

const MINUTE = 60_000;

/** Reads a file of unit tests as promtool does: unknown and duplicate keys are refused, PromQL is not read yet. */
export function readTestFile(text: string, path: string): ReadTestFile {
  const [first, ...more] = documentsOf(text);
  const read = readDocument(first?.text ?? "", (document) => readRuleTestFile(document, path));
  if (!read.ok) return { ok: false, errors: read.issues.map(renderIssue) };
  const { value } = read;
  const evaluationInterval = lengthOf(value.evaluation_interval) || MINUTE;
  const errors: string[] = [];
  const repeated = value.group_eval_order.find((name, index, all) => all.indexOf(name) < index);
  if (repeated !== undefined) errors.push(`group name repeated in evaluation order: ${repeated}`);
  const tests = value.tests.map((test, index) => {
    const start = test.start_timestamp === undefined ? 0 : readStartTime(test.start_timestamp);
    if (start === undefined) {
      errors.push(`${path}:${test.line}: cannot parse ${JSON.stringify(test.start_timestamp)} to a valid timestamp`);
    }
    return testOf(test, index, start ?? 0, evaluationInterval);
  });
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      ruleFiles: value.rule_files,
      evaluationInterval,
      groupOrder: value.group_eval_order,
      fuzzy: value.fuzzy_compare ?? false,
      tests,
      ignoredDocuments: more.length + (read.isCut ? 1 : 0),
    },
  };
}

/** How a test is called where it has no name. */
export function titleOf(test: UnitTest): string {
  return test.name === "" ? `unnamed#${test.index}` : test.name;
}

function testOf(source: RuleTestSource, index: number, start: number, evaluationInterval: number): UnitTest {
  return {
    name: source.name ?? "",
    index,
    line: source.line,
    interval: lengthOf(source.interval) || evaluationInterval,
    start,
    input: source.input_series,
    alerts: source.alert_rule_test.map((test) => ({
      evalTime: lengthOf(test.eval_time),
      alertname: test.alertname,
      expected: test.exp_alerts,
    })),
    expressions: source.promql_expr_test.map((test) => ({
      expression: test.expr,
      evalTime: lengthOf(test.eval_time),
      expected: test.exp_samples,
    })),
    externalLabels: source.external_labels ?? {},
    externalURL: source.external_url ?? "",
  };
}

function lengthOf(duration: string | undefined): number {
  return duration === undefined ? 0 : (parseDuration(duration) ?? 0);
}
