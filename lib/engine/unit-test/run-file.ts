import { compileUnanchored, type UnanchoredRegexp } from "../../promql/re2/compile.ts";
import type { EvaluatedTest } from "./alert-checks.ts";
import { CoverageTable } from "./coverage.ts";
import { PatternError } from "./glob-pattern.ts";
import { openOrders } from "./group-order.ts";
import { loadGroups, RuleFiles, resolveRuleFiles } from "./load-rules.ts";
import { folderOf } from "./paths.ts";
import type { FileResult, TestResult, Warning } from "./result.ts";
import type { LoadedGroup, RuleSourceOptions } from "./rule-source.ts";
import { runTest } from "./run-test.ts";
import { readTestFile, titleOf, type UnitTest, type UnitTestFile } from "./test-file.ts";
import type { TestFiles } from "./test-files.ts";

/** How unit tests are run; all of it as promtool does by default. */
export interface RunOptions extends RuleSourceOptions {
  /** Only tests whose name one of these RE2 expressions matches; all of them where there are none. */
  readonly run?: readonly string[];
  /** Keep metric names until the end of a query. */
  readonly delayedNameRemoval?: boolean;
  /** Takes what each test left behind. */
  readonly onEvaluated?: (name: string, evaluated: EvaluatedTest) => void;
}

/** Runs files of unit tests in promtool's format; rule files are read once, and coverage adds up over all files. */
export class UnitTests {
  readonly coverage = new CoverageTable();
  private readonly files: TestFiles;
  private readonly options: RunOptions;
  private readonly ruleFiles: RuleFiles;
  private readonly run: UnanchoredRegexp | undefined;

  /** Errors: `SyntaxError` for an expression in `run` that RE2 refuses. */
  constructor(files: TestFiles, options: RunOptions = {}) {
    this.files = files;
    this.options = options;
    this.ruleFiles = new RuleFiles(files, options);
    this.run =
      options.run === undefined || options.run.length === 0 ? undefined : compileUnanchored(options.run.join("|"));
  }

  /** Runs the tests of one file. */
  runFile(path: string): FileResult {
    let text: string;
    try {
      text = this.files.read(path);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return refused(path, [`${path}: ${error.message}`]);
    }
    const read = readTestFile(text, path);
    if (!read.ok) return refused(path, read.errors);
    try {
      const { paths, empty } = resolveRuleFiles(this.files, folderOf(path), read.value.ruleFiles);
      return this.runTests(path, read.value, paths, empty);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return refused(path, [error.message]);
    }
  }

  private runTests(
    path: string,
    file: UnitTestFile,
    ruleFiles: readonly string[],
    empty: readonly string[],
  ): FileResult {
    const warnings: Warning[] = [
      ...empty.map((pattern) => warning("glob-empty", `no file match pattern ${pattern}`)),
      ...fileWarnings(file),
    ];
    const tests = file.tests.filter(({ name }) => this.run === undefined || this.run.matches(name));
    const loaded = loadGroups(this.ruleFiles, ruleFiles);
    if (loaded.ok) {
      for (const cut of loaded.cut)
        warnings.push(warning("document-ignored", `only the first document of ${cut} is read`));
      warnings.push(...ruleWarnings(file, tests, loaded.groups));
      this.coverage.add(loaded.groups);
    }
    const results: TestResult[] = tests.map((test) => {
      if (!loaded.ok) return unread(test, loaded.errors);
      const result = runTest(test, this.contextOf(file, loaded.groups, test));
      this.coverage.count(loaded.groups, test);
      return result;
    });
    return {
      file: path,
      passed: results.every(({ passed }) => passed),
      errors: [],
      tests: results,
      warnings,
      ruleFiles,
    };
  }

  private contextOf(file: UnitTestFile, groups: readonly LoadedGroup[], test: UnitTest) {
    const { onEvaluated, delayedNameRemoval = false } = this.options;
    const context = { file, groups, delayedNameRemoval };
    if (onEvaluated === undefined) return context;
    return { ...context, onEvaluated: (evaluated: EvaluatedTest) => onEvaluated(titleOf(test), evaluated) };
  }
}

function refused(file: string, errors: readonly string[]): FileResult {
  return { file, passed: false, errors, tests: [], warnings: [], ruleFiles: [] };
}

function unread(test: UnitTest, errors: readonly string[]): TestResult {
  return { name: titleOf(test), line: test.line, passed: false, errors, checks: [], warnings: [], duration: 0 };
}

function warning(code: Warning["code"], message: string): Warning {
  return { code, message };
}

function fileWarnings({ tests, ignoredDocuments }: UnitTestFile): readonly Warning[] {
  const found: Warning[] = [];
  if (tests.length === 0) found.push(warning("tests-empty", "the file has no tests"));
  if (ignoredDocuments > 0) {
    found.push(warning("document-ignored", "only the first document of the tests is read"));
  }
  for (const test of tests) {
    if (test.alerts.length + test.expressions.length > 0) continue;
    found.push(warning("checks-empty", `the test ${titleOf(test)} at line ${test.line} expects nothing`));
  }
  return found;
}

function ruleWarnings(
  file: UnitTestFile,
  tests: readonly UnitTest[],
  groups: readonly LoadedGroup[],
): readonly Warning[] {
  const names = new Set(
    groups.flatMap(({ group }) => group.rules.flatMap((rule) => (rule.kind === "alerting" ? [rule.alert] : []))),
  );
  const asked = new Set(tests.flatMap(({ alerts }) => alerts.map(({ alertname }) => alertname)));
  const unknown = [...asked].filter((name) => name !== "" && !names.has(name));
  const open = openOrders(
    groups.map(({ group }) => group),
    file.groupOrder,
  );
  return [
    ...unknown.map((name) => warning("alert-unknown", `no rule raises the alert ${name}, which a test asks for`)),
    ...open.map(({ reader, writer }) =>
      warning(
        "order-by-chance",
        `group ${reader} reads what group ${writer} writes, and group_eval_order does not order them: ` +
          "promtool evaluates them in an order of chance, here it is that of the files",
      ),
    ),
  ];
}
