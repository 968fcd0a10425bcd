import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSystem } from "../../lib/compile/read-system.ts";
import { isFullRun } from "../support/promtool.ts";
import { run } from "../support/run.ts";
import { toldBy } from "./told.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const BAD = join(ROOT, "test", "fixtures", "bad");
const MAIN = join(ROOT, "lib", "cli", "main.ts");
const names = readdirSync(BAD)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.replace(/\.yaml$/, ""));

describe("bad models", () => {
  it("are many, and each has the messages that it must give", () => {
    expect(names.length).toBeGreaterThan(45);
    const expected = readdirSync(BAD).filter((name) => name.endsWith(".expected.txt"));
    expect(expected.map((name) => name.replace(/\.expected\.txt$/, ""))).toEqual(names);
  });

  it.each(names)("%s", (name) => {
    const { system, issues } = readSystem(readFileSync(join(BAD, `${name}.yaml`), "utf8"), `${name}.yaml`);
    expect(system).toBeUndefined();
    expect(toldBy(issues)).toBe(readFileSync(join(BAD, `${name}.expected.txt`), "utf8"));
  });
});

/** Starting a process takes a second or two each: one model of every kind of mistake in full runs, one with several in all. */
const onCommandLine = isFullRun
  ? ["yaml-syntax", "catalogue-options", "burn-rate-unreachable", "several-at-once"]
  : ["several-at-once"];

describe.skipIf(!existsSync(MAIN))("bad models on the command line", () => {
  it("end with 2, write nothing, and show no stack", { timeout: 600_000 }, async () => {
    const out = mkdtempSync(join(tmpdir(), "burnline-bad-"));
    try {
      const wrong: string[] = [];
      for (const name of onCommandLine) {
        const target = join(out, name);
        const file = join(BAD, `${name}.yaml`);
        const { code, output } = await run(process.execPath, ["--import", "tsx", MAIN, "synth", file, "--out", target]);
        const told = readFileSync(join(BAD, `${name}.expected.txt`), "utf8").match(/(?<=\[)[a-z-]+(?=\])/g) ?? [];
        if (code !== 2) wrong.push(`${name}: exit code ${code}`);
        if (existsSync(target)) wrong.push(`${name}: wrote files`);
        if (/^\s+at .+:\d+/m.test(output)) wrong.push(`${name}: shows a stack`);
        wrong.push(...told.filter((text) => !output.includes(text)).map((text) => `${name}: does not tell ${text}`));
      }
      expect(wrong).toEqual([]);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
