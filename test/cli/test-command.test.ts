import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { describeWithPromtool, isFullRun, promtool } from "../support/promtool.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const ROOT = join(import.meta.dirname, "../..");
const FIXTURES = join(ROOT, "test/fixtures/unit-tests");

/** A file of tests that says in its first lines what promtool makes of it. */
interface Fixture {
  readonly name: string;
  readonly path: string;
  readonly verdict: string;
  readonly args: readonly string[];
}

const fixtures: readonly Fixture[] = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(".test.yml"))
  .map((name) => {
    const path = join(FIXTURES, name);
    const text = readFileSync(path, "utf8");
    const args = /^# args: (.*)$/m.exec(text)?.[1]?.split(" ") ?? [];
    return { name, path, verdict: /^# verdict: (.*)$/m.exec(text)?.[1] ?? "", args };
  });

const generated = readdirSync(join(ROOT, "rules"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.yml"))
  .map((name) => join("rules", name));

async function burnline(args: readonly string[], folder = ROOT) {
  const terminal = recordedTerminal({ folder });
  const code = await run(["test", ...args], terminal);
  return { code, ...terminal.said };
}

describe("burnline test", () => {
  it("has fixtures for every feature, two fifths of them for what must fail", () => {
    expect(fixtures.length).toBeGreaterThan(120);
    const failing = fixtures.filter(({ verdict }) => verdict === "fail").length;
    expect(failing).toBeGreaterThan(0.4 * fixtures.length);
  });

  it.each(fixtures)("has promtool's verdict on $name: $verdict", async ({ path, verdict, args }) => {
    const { code, error } = await burnline([...args, path]);
    expect([code, error.includes("error:")]).toEqual([verdict === "pass" ? 0 : 1, false]);
  });

  it.skipIf(!isFullRun)("passes all generated tests of this repository", async () => {
    const { code, out } = await burnline(["rules"]);
    expect([code, out.match(/ {2}SUCCESS/g)?.length]).toEqual([0, generated.length]);
  });

  it("exits with 2 for a file that is not there, and for an expression that RE2 refuses", async () => {
    expect(await burnline(["nowhere.test.yml"])).toMatchObject({
      code: 2,
      error: expect.stringContaining("[test-missing]"),
    });
    const wrong = await burnline(["--run", "(?=a)", FIXTURES]);
    expect(wrong).toMatchObject({ code: 2, error: expect.stringContaining("[pattern-invalid]") });
  });

  it("fails of warnings and of rules out of reach with --strict alone", async () => {
    const path = join(FIXTURES, "alert-unknown.test.yml");
    const strict = await burnline(["--strict", path]);
    expect(strict.code).toBe(1);
    expect(strict.error).toContain("no check reaches the rule TargetDown");
    expect((await burnline([path])).code).toBe(0);
  });

  it("shows what was expected beside what came, and the values around", async () => {
    const { out } = await burnline(["alerts-label-wrong.test.yml"], FIXTURES);
    expect(out).toMatch(/- instance: "b"\n +\+ instance: "a"/);
    expect(out).toMatch(/> {2}3m {4}1 firing {3}up\{instance="a", job="api"\} 0/);
    expect(out).toMatch(/ 2m {4}1 pending /);
  });

  it("shows the table of rules with --coverage", async () => {
    const { out } = await burnline(["--coverage", "alerts-fire.test.yml"], FIXTURES);
    expect(out).toMatch(/^TargetDown +rules\/base.rules.yml:6 +1 +2 +0$/m);
    expect(out).toContain("1 of 4 rules are reached");
  });

  it("dumps all samples with --debug", async () => {
    const { error } = await burnline(["--debug", "samples-infinite.test.yml"], FIXTURES);
    expect(error).toContain("DEBUG:   m => +Inf@0 -Inf@60");
  });
});

describe("burnline test --json", () => {
  it("is one document with files, tests, checks, warnings and coverage", async () => {
    const { code, out } = await burnline(["--json", "alerts-label-wrong.test.yml", "fuzzy.test.yml"], FIXTURES);
    const document: unknown = JSON.parse(out);
    expect(code).toBe(1);
    expect(document).toMatchObject({
      passed: false,
      summary: { files: 2, failedFiles: 1, tests: 2, failedTests: 1, checks: 3, failedChecks: 1 },
      files: [
        {
          file: "alerts-label-wrong.test.yml",
          ruleFiles: ["rules/base.rules.yml"],
          tests: [{ name: "unnamed#0", line: 4, checks: [{ kind: "alert", evalTime: 180_000, passed: false }] }],
        },
        { file: "fuzzy.test.yml", passed: true },
      ],
      coverage: expect.arrayContaining([expect.objectContaining({ name: "TargetDown", firing: 1, reached: true })]),
    });
  });
});

describe("burnline test in a folder", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "burnline-test-"));
    writeFileSync(join(folder, "a.test.yaml"), 'tests: [{ name: "<&>", promql_expr_test: [{ expr: "1" }] }]');
    writeFileSync(join(folder, "b.yml"), "tests: [");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("finds the files that are called tests", async () => {
    const { code, out } = await burnline([], folder);
    expect([code, out.match(/Unit Testing: {2}.*/g)]).toEqual([1, ["Unit Testing:  a.test.yaml"]]);
  });

  it("writes JUnit XML that is well-formed, and no other file", async () => {
    await burnline(["--junit", "out.xml"], folder);
    const xml = readFileSync(join(folder, "out.xml"), "utf8");
    expect(xml).toContain('<testsuite name="a.test.yaml" tests="1" failures="1" errors="0"');
    expect(xml).toContain('<testcase name="&lt;&amp;&gt;"');
    expect(readdirSync(folder).sort()).toEqual(["a.test.yaml", "b.yml", "out.xml"]);
  });

  it("exits with 2 where JUnit XML cannot be written", async () => {
    expect(await burnline(["--junit", "no/out.xml"], folder)).toMatchObject({ code: 2 });
  });
});

/** A handful in the inner loop: promtool takes a quarter of a second for each. */
const compared = isFullRun ? fixtures : fixtures.filter((_, index) => index % 20 === 0);

describeWithPromtool("the verdict of promtool", () => {
  it.concurrent.each(compared)(
    "on $name is what the file says: $verdict",
    async ({ path, verdict, args }) => {
      expect((await promtool(["test", "rules", ...args], [path])).ok).toBe(verdict === "pass");
    },
    60_000,
  );

  it.concurrent.each(isFullRun ? generated : generated.slice(0, 1))(
    "on %s is to pass",
    async (path) => {
      expect((await promtool(["test", "rules"], [join(ROOT, path)])).ok).toBe(true);
    },
    60_000,
  );
});
