import { formatDuration } from "../core/duration.ts";
import type {
  AlertContext,
  AlertShape,
  Check,
  FileResult,
  SampleShape,
  TestResult,
  Warning,
} from "../engine/unit-test/result.ts";
import { columns, grouped } from "./table.ts";
import type { Paint } from "./terminal.ts";
import { alertDiff, type DiffLine, sampleDiff } from "./test-diff.ts";
import { labelsText, valueText } from "./test-value.ts";

/** How failures are shown. */
export interface Showing {
  readonly paint: Paint;
  /** Only what differs, line by line. */
  readonly diff: boolean;
}

/** Series of a rule that are shown for one evaluation. */
const SHOWN_SERIES = 5;

/** What came of one file, in the form that promtool has it. */
export function fileText(result: FileResult, showing: Showing): string {
  const { paint } = showing;
  const lines = [`Unit Testing:  ${result.file}`, ...allWarnings(result).map((one) => warningText(one, paint))];
  if (result.passed) lines.push(paint.good("  SUCCESS"));
  else {
    lines.push(paint.bad("  FAILED:"));
    for (const error of result.errors) lines.push(indented(error, 4));
    for (const test of result.tests) if (!test.passed) lines.push(...testLines(result.file, test, showing));
  }
  return `${lines.join("\n")}\n`;
}

/** The last line of a run: how much was tested, and what failed. Units: milliseconds. */
export function totalText(results: readonly FileResult[], duration: number, paint: Paint): string {
  const tests = results.flatMap((result) => result.tests);
  const checks = tests.flatMap((test) => test.checks);
  const count = (all: readonly { readonly passed: boolean }[], what: string): string => {
    const failed = all.filter(({ passed }) => !passed).length;
    return `${grouped(all.length)} ${what}${all.length === 1 ? "" : "s"}${failed === 0 ? "" : ` (${failed} failed)`}`;
  };
  const text = [count(results, "file"), count(tests, "test"), count(checks, "check")].join(", ");
  const paintText = results.every(({ passed }) => passed) ? paint.good : paint.bad;
  return `${paintText(text)} in ${(duration / 1_000).toFixed(2)} s\n`;
}

/** A line for a warning. */
export function warningText({ code, message }: Warning, paint: Paint): string {
  return paint.warn(`  WARNING: ${message} [${code}]`);
}

/** The warnings of a file and of its tests. */
export function allWarnings({ warnings, tests }: FileResult): readonly Warning[] {
  return [...warnings, ...tests.flatMap((test) => test.warnings)];
}

/** Why a test failed, without colours, a paragraph for each reason. */
export function failureTexts(test: TestResult, showing: Showing): readonly string[] {
  const failed = test.checks.filter(({ passed }) => !passed);
  return [...failed.map((check) => checkLines(check, showing).join("\n")), ...test.errors];
}

function testLines(file: string, test: TestResult, showing: Showing): readonly string[] {
  const { paint } = showing;
  const title = paint.bold(`    ${test.name}`) + paint.dim(` (${file}:${test.line})`);
  return [title, ...failureTexts(test, showing).flatMap((text) => [indented(text, 6), ""])].slice(0, -1);
}

function checkLines(check: Check, showing: Showing): readonly string[] {
  const time = formatDuration(check.evalTime);
  if (check.kind === "alert") {
    return [
      `alertname: ${check.alertname}, time: ${time}`,
      ...sides(
        check.expected.map(alertLines),
        check.got.map(alertLines),
        alertDiff(check.expected, check.got),
        showing,
      ),
      ...check.context.flatMap((context) => contextLines(context, check.evalTime, showing.paint)),
    ];
  }
  const title = `expr: ${JSON.stringify(check.expression)}, time: ${time}`;
  if (check.error !== undefined) return [`${title}, err: ${check.error}`];
  return [
    title,
    ...sides(
      check.expected.map(sampleLines),
      check.got.map(sampleLines),
      sampleDiff(check.expected, check.got),
      showing,
    ),
  ];
}

/** What is expected and what came, beside each other where they are short, and what differs. */
function sides(
  expected: readonly (readonly string[])[],
  got: readonly (readonly string[])[],
  diff: readonly DiffLine[],
  { paint, diff: onlyDiff }: Showing,
): readonly string[] {
  const shown = diff.filter(({ sign }) => sign !== "=");
  const differences = ["  diff (- expected, + got):", ...shown.map((line) => diffText(line, paint))];
  if (onlyDiff) return differences;
  return [...sideBySide(listed(expected), listed(got)), ...(shown.length === 0 ? [] : differences)];
}

function diffText({ sign, text }: DiffLine, paint: Paint): string {
  const line = `    ${sign} ${text}`;
  return sign === "-" ? paint.bad(line) : paint.good(line);
}

/** Width up to which two texts stand beside each other. */
const WIDEST = 60;

function sideBySide(expected: readonly string[], got: readonly string[]): readonly string[] {
  if ([...expected, ...got].some((line) => line.length > WIDEST)) {
    const list = (title: string, lines: readonly string[]) => [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
    return [...list("exp", expected), ...list("got", got)];
  }
  const rows = Array.from({ length: Math.max(expected.length, got.length) }, (_, index) => [
    expected[index] ?? "",
    got[index] ?? "",
  ]);
  return columns([["exp:", "got:"], ...rows]).map((line) => `  ${line}`);
}

function listed(items: readonly (readonly string[])[]): readonly string[] {
  return items.length === 0 ? ["nothing"] : items.flat();
}

function alertLines({ labels, annotations }: AlertShape): readonly string[] {
  return [labelsText(labels), ...annotations.map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`)];
}

function sampleLines({ labels, value }: SampleShape): readonly string[] {
  return [`${labelsText(labels)} ${valueText(value)}`];
}

function contextLines({ place, expression, moments }: AlertContext, evalTime: number, paint: Paint): readonly string[] {
  const rows = moments.flatMap(({ time, samples, alerts }, index) => {
    const last = (moments[index + 1]?.time ?? Number.POSITIVE_INFINITY) > evalTime && time <= evalTime;
    const states = ["firing", "pending"].flatMap((one) => {
      const count = alerts.filter((alert) => alert.state === one).length;
      return count === 0 ? [] : [`${count} ${one}`];
    });
    const state = states.length === 0 ? "inactive" : states.join(", ");
    return [[last ? ">" : " ", formatDuration(time), state, samplesText(samples)]];
  });
  return [
    paint.dim(`  ${place}: ${expression}`),
    ...columns([[" ", "time", "alerts", "values of the expression"], ...rows]).map((line) => paint.dim(`  ${line}`)),
  ];
}

function samplesText(samples: AlertContext["moments"][number]["samples"]): string {
  if (typeof samples === "string") return `error: ${samples}`;
  if (samples.length === 0) return "none";
  const shown = samples.slice(0, SHOWN_SERIES).map(({ labels, value }) => `${labels} ${valueText(value)}`);
  const more = samples.length > SHOWN_SERIES ? [`${samples.length - SHOWN_SERIES} more`] : [];
  return [...shown, ...more].join("; ");
}

function indented(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => `${" ".repeat(width)}${line}`.trimEnd())
    .join("\n");
}
