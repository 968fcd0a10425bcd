import { BurnlineError } from "../core/issue.ts";
import type { Warning } from "../engine/unit-test/result.ts";
import { UnitTests } from "../engine/unit-test/run-file.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { issue, refusal } from "./refuse.ts";
import { paintFor, type Terminal } from "./terminal.ts";
import { coverageText, coverageWarnings } from "./test-coverage.ts";
import { debugText } from "./test-debug.ts";
import { diskFiles, testFilesOf } from "./test-disk.ts";
import { testJson } from "./test-json.ts";
import { junitText } from "./test-junit.ts";
import { featuresOf } from "./test-options.ts";
import { allWarnings, fileText, totalText, warningText } from "./test-text.ts";
import type { Outcome } from "./test-watch.ts";
import { writeWhole } from "./write-whole.ts";

/** `burnline test`: unit tests of rules, in promtool's format and with its verdict. */
export const test: Command = {
  arguments: "[FILE...]",
  description: [
    "Runs unit tests of Prometheus rules: the files of `promtool test rules`, with the verdict of promtool 3.15.",
    "",
    "FILE is a file of tests, or a folder that stands for every *.test.yml and *.test.yaml below it. Without FILE, this",
    "folder is searched; node_modules, vendor and hidden folders are left out. Rule files may be PrometheusRule objects.",
    "Exits 0 when all tests pass, 1 when a file fails, malformed ones included, and 2 for wrong use of the command line.",
    "",
    "A verdict differs from promtool's in two cases only: promtool stops queries beyond 10,000 samples, and it evaluates",
    "groups in an order of chance where group_eval_order leaves it open; here it is the order of the files.",
  ],
  options: {
    run: { value: "REGEX", help: "only tests whose name matches, as RE2 reads it", repeatable: true },
    strict: { help: "warnings fail too, and so does a rule that no check reaches" },
    coverage: { help: "also a table of all rules and the checks that reach them" },
    diff: { help: "of failures, show only what differs" },
    junit: { value: "FILE", help: "also write the results as JUnit XML" },
    watch: { help: "run again when a file changes; q or Ctrl-C ends" },
    debug: { help: "also all samples that each test left, on stderr" },
    "ignore-unknown-fields": { help: "leave out keys of rule files that Prometheus does not know" },
    "enable-feature": {
      value: "LIST",
      help: "features of promtool: promql-delayed-name-removal, ...",
      repeatable: true,
    },
  },
  examples: [
    "burnline test rules/checkout/*.test.yml",
    "burnline test --coverage --strict",
    "burnline test --watch rules",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (!args.has("watch")) return runOnce(args, terminal).code;
  const { watchTests } = await import("./test-watch.ts");
  return watchTests(() => runOnce(args, terminal), terminal);
}

/** Runs every file once and reports it. Errors: BurnlineError for a command line that cannot be used. */
export function runOnce(args: Arguments, terminal: Terminal): Outcome {
  const began = performance.now();
  const { found, missing } = testFilesOf(terminal.folder, args.positionals);
  if (missing.length > 0) {
    throw new BurnlineError(missing.map((path) => issue("test-missing", path, "there is no such file")));
  }
  if (found.length === 0) {
    throw refusal("test-missing", "", "there are no tests here", {
      expected: "files called *.test.yml or *.test.yaml",
    });
  }
  const features = featuresOf(args.values("enable-feature"));
  const json = args.has("json");
  const paint = paintFor(terminal);
  const strict = args.has("strict");
  const tests = unitTests(args, terminal, features);
  const results = found.map((file) => {
    const result = tests.runFile(file);
    if (!json) terminal.out(`${fileText(result, { paint, diff: args.has("diff") })}\n`);
    return result;
  });
  const asked = strict || json || args.has("coverage");
  const coverage = asked ? tests.coverage.rows() : [];
  const warnings: readonly Warning[] = [
    ...features.unknown.map((name): Warning => ({ code: "feature-unknown", message: `unknown feature ${name}` })),
    ...(strict || json ? coverageWarnings(coverage) : []),
  ];
  const warned = warnings.length + results.reduce((sum, result) => sum + allWarnings(result).length, 0);
  const passed = results.every((result) => result.passed) && !(strict && warned > 0);
  if (json) terminal.out(`${JSON.stringify(testJson(results, coverage, warnings, passed), null, 2)}\n`);
  else {
    if (args.has("coverage")) terminal.out(coverageText(coverage));
    terminal.out(totalText(results, performance.now() - began, paint));
    for (const warning of warnings) terminal.error(`${warningText(warning, paint)}\n`);
    if (strict && warned > 0)
      terminal.error(`${warned} ${warned === 1 ? "warning fails" : "warnings fail"} with --strict\n`);
  }
  const junit = args.value("junit");
  if (junit !== undefined) writeWhole(terminal.folder, junit, junitText(results, new Date()));
  return { code: passed ? 0 : 1, files: [...found, ...results.flatMap(({ ruleFiles }) => ruleFiles)] };
}

function unitTests(args: Arguments, terminal: Terminal, features: ReturnType<typeof featuresOf>): UnitTests {
  const { unknown: _, ...enabled } = features;
  const debug = args.has("debug");
  try {
    return new UnitTests(diskFiles(terminal.folder), {
      ...enabled,
      run: args.texts("run"),
      ignoreUnknownFields: args.has("ignore-unknown-fields"),
      ...(debug ? { onEvaluated: (name, evaluated) => terminal.error(debugText(name, evaluated)) } : {}),
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusal("pattern-invalid", "--run", "not a regular expression of RE2", { found: error.message });
  }
}
