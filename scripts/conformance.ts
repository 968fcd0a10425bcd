/**
 * `npm run conformance -- DIR [--json] [--profile promqltest|prometheus]`: runs every `.test` file below DIR, written in the
 * language of Prometheus' own tests of PromQL, and says which evaluations do not give what they should.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { PROFILES } from "./promqltest/profile.ts";
import { type Outcome, runScript, together } from "./promqltest/run.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, profile: { type: "string", default: "promqltest" } },
});
const [directory] = positionals;
const options = PROFILES[values.profile];
if (directory === undefined || positionals.length > 1 || options === undefined) {
  process.stderr.write("usage: npm run conformance -- DIR [--json] [--profile promqltest|prometheus]\n");
  process.exit(2);
}
const files = scripts(directory);
if (files.length === 0) {
  process.stderr.write(`${directory} has no .test files\n`);
  process.exit(2);
}
const outcomes = files.map((file) => ({ file, ...runScript(file, readFileSync(file, "utf8"), options) }));
const outcome = together(outcomes);
if (values.json) process.stdout.write(`${JSON.stringify(outcome, undefined, 2)}\n`);
else process.stdout.write(report(outcome));
process.exitCode = outcome.failed === 0 ? 0 : 1;

function scripts(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test"))
    .sort()
    .map((name) => join(path, name));
}

function report({ passed, failed, failures }: Outcome): string {
  const lines = failures.map(
    ({ file, line, expr, expected, got }) =>
      `${relative(process.cwd(), file)}:${line}: ${expr}\n    expected ${indented(expected)}\n    got      ${indented(got)}\n`,
  );
  const byFile = outcomes.map(
    (one) => `${relative(directory ?? "", one.file) || one.file}: ${one.passed} passed, ${one.failed} failed\n`,
  );
  return [...lines, ...byFile, `${passed} passed, ${failed} failed\n`].join("");
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n             ");
}
