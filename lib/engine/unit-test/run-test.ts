import { formatDuration } from "../../core/duration.ts";
import { PromqlError } from "../../promql/error.ts";
import type { QueryOptions } from "../../promql/eval/query.ts";
import { nameOf } from "../rule.ts";
import { runRules } from "../run-rules.ts";
import type { ScheduledRule } from "../schedule.ts";
import type { Timeline } from "../timeline.ts";
import { checkAlerts, type EvaluatedTest } from "./alert-checks.ts";
import { expandAsPromtool } from "./expand-template.ts";
import { checkExpression } from "./expression-checks.ts";
import { type LoadedInput, loadInput } from "./input-series.ts";
import { ENGINE_LANGUAGE, parseErrorText } from "./promtool-engine.ts";
import type { Check, TestResult, Warning } from "./result.ts";
import type { LoadedGroup } from "./rule-source.ts";
import { capWarnings } from "./sample-cap.ts";
import { titleOf, type UnitTest, type UnitTestFile } from "./test-file.ts";

/** What the tests of one file share. */
export interface TestContext {
  readonly file: UnitTestFile;
  readonly groups: readonly LoadedGroup[];
  /** Keep metric names until the end of a query. */
  readonly delayedNameRemoval: boolean;
  /** Takes what an evaluated test left, for those who want to look at all of its series. */
  readonly onEvaluated?: (evaluated: EvaluatedTest) => void;
}

type Outcome = Pick<TestResult, "errors" | "checks" | "warnings">;

/** Evaluates the rules over the input of a test and compares what came of it with what is expected, as promtool does. */
export function runTest(test: UnitTest, context: TestContext): TestResult {
  const began = performance.now();
  const { errors, checks, warnings } = outcomeOf(test, context);
  return {
    name: titleOf(test),
    line: test.line,
    passed: errors.length === 0 && checks.every(({ passed }) => passed),
    errors,
    checks,
    warnings,
    duration: performance.now() - began,
  };
}

function outcomeOf(test: UnitTest, context: TestContext): Outcome {
  const { evaluationInterval: interval } = context.file;
  const latest = Math.max(0, ...[...test.alerts, ...test.expressions].map(({ evalTime }) => evalTime));
  const end = test.start + Math.floor(latest / interval) * interval;
  let input: LoadedInput;
  try {
    input = loadInput(test, end);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return failed([parseErrorText(error)]);
  }
  const nameless = test.alerts.find(({ alertname }) => alertname === "");
  if (nameless !== undefined) {
    const time = formatDuration(nameless.evalTime);
    return failed([`an item under alert_rule_test misses required attribute alertname at eval_time ${time}`]);
  }
  if (input.errors.length > 0) return failed(input.errors);
  const unevaluable = context.groups.flatMap((group) => group.unevaluable);
  if (unevaluable.length > 0) return failed(unevaluable);
  return evaluated(test, context, input, end);
}

function evaluated(test: UnitTest, context: TestContext, input: LoadedInput, end: number): Outcome {
  const { file, groups, delayedNameRemoval } = context;
  const { storage } = input;
  const interval = file.evaluationInterval;
  const options: QueryOptions = { ...ENGINE_LANGUAGE, subqueryStep: interval, delayedNameRemoval };
  const timeline = runRules({
    storage,
    groups: groups.map(({ group }) => group),
    start: test.start,
    end,
    interval,
    order: file.groupOrder,
    options,
    expandTemplate: expandAsPromtool,
    externalLabels: test.externalLabels,
    externalURL: test.externalURL,
  });
  const all: EvaluatedTest = { test, timeline, storage, options, placeOf: (rule) => placeOf(groups, rule) };
  context.onEvaluated?.(all);
  const failure = timeline.failures[0];
  const warnings = [...inputWarnings(input), ...capWarnings(all, interval)];
  const isReached = (evalTime: number): boolean =>
    failure === undefined || Math.floor(evalTime / interval) * interval < failure.time - test.start;
  const checks: Check[] = byTime(test.alerts)
    .filter(({ evalTime }) => isReached(evalTime))
    .map((wanted) => checkAlerts(all, wanted));
  if (failure !== undefined) return { errors: failureTexts(test, timeline, failure.time), checks, warnings };
  const over = { storage, start: test.start, options, fuzzy: file.fuzzy };
  for (const wanted of test.expressions) checks.push(checkExpression(over, wanted));
  return { errors: [], checks, warnings };
}

function failed(errors: readonly string[]): Outcome {
  return { errors, checks: [], warnings: [] };
}

/** The rules that failed at the first moment at which one did: there promtool ends the test. */
function failureTexts(test: UnitTest, timeline: Timeline, time: number): readonly string[] {
  return timeline.failures
    .filter((failure) => failure.time === time)
    .map(
      ({ rule, message }) => `rule: ${nameOf(rule.rule)}, time: ${formatDuration(time - test.start)}, err: ${message}`,
    );
}

function byTime<T extends { readonly evalTime: number }>(tests: readonly T[]): readonly T[] {
  return [...tests].sort((a, b) => a.evalTime - b.evalTime);
}

function inputWarnings({ unseen }: LoadedInput): readonly Warning[] {
  if (unseen === 0) return [];
  const many = unseen === 1 ? "the last input series is" : `the last ${unseen} input series are`;
  const message = `${many} not loaded: an empty line or a comment in the series before ends the input of promtool`;
  return [{ code: "input-unseen", message }];
}

/** Where a rule stands, as `file:line`. */
export function placeOf(groups: readonly LoadedGroup[], { group, index }: ScheduledRule): string {
  const loaded = groups.find((one) => one.group === group);
  if (loaded === undefined) return "";
  return `${loaded.file}:${loaded.lines()[index] ?? 0}`;
}
