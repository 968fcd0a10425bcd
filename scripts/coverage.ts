/** `npm run coverage [-- --json]`: whether each fact of the five documents is in the generated output, and where not. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Bundle } from "../lib/compile/bundle.ts";
import { compile } from "../lib/compile/compile.ts";
import { systems } from "../stacks/index.ts";
import { readCoverage } from "../stacks/support/coverage.ts";
import { type CoverageResult, checkCoverage } from "../stacks/support/coverage-check.ts";
import { coverageReport, coverageText } from "../stacks/support/coverage-report.ts";
import { comparisonFailures, emitted } from "../stacks/support/mend-objects.ts";
import { readStack, type Stack } from "../stacks/support/stack.ts";
import { searchPromtool } from "../test/support/find-promtool.ts";
import { failuresOf } from "../test/support/mends.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

const promtool = (await searchPromtool()).found;

const results: CoverageResult[] = [];
for (const system of systems) {
  const stack = await readStack(root, system.name);
  const result = checkCoverage(root, stack, readCoverage(root, system.name));
  results.push(await withTests(result, stack, compile(system).bundle));
}
process.stdout.write(values.json ? `${JSON.stringify(coverageReport(results), null, 2)}\n` : coverageText(results));
if (results.some(({ problems, missing }) => problems.length > 0 || missing.length > 0)) process.exitCode = 1;

/** A mended entry counts only while the tests of its defect pass. */
async function withTests(result: CoverageResult, stack: Stack, { ruleFiles, parts }: Bundle): Promise<CoverageResult> {
  const objects = emitted(parts);
  const wrong = stack.mends.filter((mend) => mend.objects && comparisonFailures(mend.objects, objects).length > 0);
  const failed = new Set(wrong.map(({ defect }) => defect));
  if (promtool === undefined) {
    process.stderr.write(
      `SKIPPED: the tests of the ${result.mended.length} mended facts of ${stack.name}: no promtool 3\n`,
    );
    if (process.env.BURNLINE_REQUIRE_TOOLS === "1") process.exitCode = 1;
    return withFailedTests(result, failed);
  }
  const folder = await mkdtemp(join(tmpdir(), "burnline-coverage-"));
  try {
    for (const mend of stack.mends) {
      if (!result.mended.some(({ defect }) => defect === mend.defect)) continue;
      const failures = await failuresOf(promtool, mend, stack.facts, ruleFiles, join(folder, mend.defect));
      if (failures.length > 0) failed.add(mend.defect);
    }
    return withFailedTests(result, failed);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withFailedTests(result: CoverageResult, failed: ReadonlySet<string>): CoverageResult {
  const wrong = result.mended.filter(({ defect }) => failed.has(defect));
  return {
    ...result,
    carried: result.carried.filter((id) => !wrong.some((one) => one.id === id)),
    problems: [...result.problems, ...wrong.map(({ id, defect }) => ({ id, message: `the test of ${defect} fails` }))],
  };
}
