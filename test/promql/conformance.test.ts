import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROMQLTEST } from "../../scripts/promqltest/profile.ts";
import { runScript } from "../../scripts/promqltest/run.ts";

const SCRIPTS = join(import.meta.dirname, "..", "..", "..", "shared", "promqltest");

function run(script: string): string {
  const { passed, failures } = runScript("a.test", script, PROMQLTEST);
  return [`${passed} passed`, ...failures.map(({ line, got }) => `line ${line}: ${got}`)].join("\n");
}

describe("a script of the promqltest language", () => {
  it("passes where the result is the expected one, within a millionth", () => {
    expect(run("load 1m\n  up 1 3\n\neval instant at 1m up * 1.0000001\n  {} 3\n")).toBe("1 passed");
  });

  it("fails on another value, also where only the third digit differs", () => {
    expect(run("load 1m\n  up 1 3\n\neval instant at 1m up\n  up 3.01\n")).toMatch(/^0 passed\nline 4: 3 /);
  });

  it.each([
    ["a series too many", "eval instant at 0 vector(1)", /also \{\} 1/],
    ["a series that is missing", "eval instant at 0 vector(1)\n  {} 1\n  up 1", /no such series/],
    ["a vector instead of a scalar", "eval instant at 0 vector(1)\n  1", /a vector/],
    [
      "an error that nobody expects",
      "eval instant at 0 label_replace(vector(1), `a`, `b`, `c`, `(`)\n  {} 1",
      /the error/,
    ],
    ["no error where one is expected", "eval instant at 0 vector(1)\n  expect fail", /none/],
    ["no warning where one is expected", "eval instant at 0 vector(1)\n  expect warn\n  {} 1", /none/],
    ["another string", 'eval instant at 0 "a"\n  expect string "b"', /"a"/],
    ["another order", "eval instant at 0 sort(vector(1))\n  expect ordered\n  up 1\n  {} 1", /it at 1/],
    ["a value at a step that has none", "eval range from 0 to 1m step 1m vector(1)\n  {} 1 _", /1@60000/],
    ["a command that is none", "evaluate this", /invalid/],
  ])("fails on %s", (_, script, got) => {
    const { passed, failed, failures } = runScript("a.test", script, PROMQLTEST);
    expect([passed, failed]).toEqual([0, 1]);
    expect(failures[0]?.got).toMatch(got);
  });

  it("goes on after a command that cannot be read", () => {
    expect(run("eval instant at 0 (\n  1\n\neval instant at 0 1\n  1")).toMatch(/^1 passed\nline 1: /);
  });

  it("expects NaN and infinity exactly, and nothing else in their place", () => {
    const script =
      "eval range from 0 to 1m step 1m vector(0) / 0\n  {} NaN NaN\n\neval instant at 0 vector(1) / 0\n  {} Inf";
    expect(run(script)).toBe("2 passed");
    expect(run("eval instant at 0 vector(1) / 0\n  {} NaN")).toMatch(/^0 passed/);
  });

  it("also evaluates with @ and as a range, and fails when one of these gives something else", () => {
    // A subquery that is cut at the time of the query would show other samples at any other time.
    expect(run("load 1m\n  up 1x10\n\neval instant at 5m sum_over_time(up[5m:1m])\n  {} 5")).toBe("1 passed");
  });
});

const available = existsSync(SCRIPTS);
if (!available) process.stderr.write(`\nSKIPPED: Prometheus' own scripts are not in ${SCRIPTS}\n\n`);

describe.skipIf(!available)("Prometheus' own scripts", () => {
  const files = available ? readdirSync(SCRIPTS).filter((name) => name.endsWith(".test")) : [];
  it.each(files)("%s passes without a failure", (file) => {
    const { passed, failures } = runScript(file, readFileSync(join(SCRIPTS, file), "utf8"), PROMQLTEST);
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  });
});
