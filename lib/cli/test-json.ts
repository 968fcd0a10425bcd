import type { RuleCoverage } from "../engine/unit-test/coverage.ts";
import { isReached } from "../engine/unit-test/coverage.ts";
import type { Check, FileResult, LabelPairs, SampleShape, Warning } from "../engine/unit-test/result.ts";
import type { SampleValue } from "../promql/eval/result.ts";
import { valueText } from "./test-value.ts";

/** The one document of `--json`. Times are milliseconds; values are texts, since JSON has no NaN and no histograms. */
export function testJson(
  results: readonly FileResult[],
  coverage: readonly RuleCoverage[],
  warnings: readonly Warning[],
  passed: boolean,
): object {
  const checks = results.flatMap(({ tests }) => tests.flatMap((test) => test.checks));
  return {
    passed,
    summary: {
      files: results.length,
      failedFiles: results.filter((result) => !result.passed).length,
      tests: results.reduce((sum, { tests }) => sum + tests.length, 0),
      failedTests: results.reduce((sum, { tests }) => sum + tests.filter((test) => !test.passed).length, 0),
      checks: checks.length,
      failedChecks: checks.filter((check) => !check.passed).length,
    },
    files: results.map(({ file, passed: ok, errors, warnings: own, ruleFiles, tests }) => ({
      file,
      passed: ok,
      errors,
      warnings: own,
      ruleFiles,
      tests: tests.map((test) => ({ ...test, checks: test.checks.map(checkJson) })),
    })),
    warnings,
    coverage: coverage.map((row) => ({ ...row, reached: isReached(row) })),
  };
}

function checkJson(check: Check): object {
  if (check.kind === "expression") {
    const { error, expected, got, ...rest } = check;
    return {
      ...rest,
      ...(error === undefined ? {} : { error }),
      expected: expected.map(sampleJson),
      got: got.map(sampleJson),
    };
  }
  const { expected, got, context, ...rest } = check;
  const alertJson = ({ labels, annotations }: (typeof got)[number]) => ({
    labels: recordOf(labels),
    annotations: recordOf(annotations),
  });
  return {
    ...rest,
    expected: expected.map(alertJson),
    got: got.map(alertJson),
    context: context.map(({ moments, ...rule }) => ({
      ...rule,
      moments: moments.map(({ time, samples, alerts }) => ({
        time,
        ...(typeof samples === "string" ? { error: samples } : { samples: samples.map(seriesJson) }),
        alerts,
      })),
    })),
  };
}

function seriesJson({ labels, value }: { readonly labels: string; readonly value: SampleValue }): object {
  return { labels, value: valueText(value) };
}

function sampleJson({ labels, value }: SampleShape): object {
  return { labels: recordOf(labels), value: valueText(value) };
}

function recordOf(pairs: LabelPairs): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs);
}
