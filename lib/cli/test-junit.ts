import type { FileResult, TestResult } from "../engine/unit-test/result.ts";
import { paintFor } from "./terminal.ts";
import { failureTexts } from "./test-text.ts";

/** The results as JUnit XML, in the form that promtool writes: a suite for each file, a case for each test. */
export function junitText(results: readonly FileResult[], now: Date): string {
  const suites = results.flatMap((result) => suiteLines(result, now));
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join("\n");
}

function suiteLines(result: FileResult, now: Date): readonly string[] {
  const failures = result.tests.filter(({ passed }) => !passed).length;
  const name = attribute("name", result.file);
  const counts = `tests="${result.tests.length}" failures="${failures}" errors="${result.errors.length}"`;
  const time = `timestamp="${now.toISOString().slice(0, 19)}"`;
  const errors = result.errors.flatMap((error) => [
    '    <testcase name="">',
    ...reasonLines("error", error),
    "    </testcase>",
  ]);
  return [`  <testsuite ${name} ${counts} ${time}>`, ...errors, ...result.tests.flatMap(caseLines), "  </testsuite>"];
}

function caseLines(test: TestResult): readonly string[] {
  const head = `${attribute("name", test.name)} time="${(test.duration / 1_000).toFixed(3)}"`;
  if (test.passed) return [`    <testcase ${head}/>`];
  const reasons = failureTexts(test, { paint: paintFor({ colour: false }), diff: false });
  return [`    <testcase ${head}>`, ...reasons.flatMap((reason) => reasonLines("failure", reason)), "    </testcase>"];
}

function reasonLines(kind: "error" | "failure", text: string): readonly string[] {
  const message = attribute("message", text.split("\n")[0] ?? "");
  return [`      <${kind} ${message}>${escaped(text)}</${kind}>`];
}

function attribute(name: string, value: string): string {
  return `${name}="${escaped(value).replaceAll("\n", "&#10;")}"`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // XML has no way to write most control characters.
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
