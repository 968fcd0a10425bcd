import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleTestCommand } from "../../scripts/bundle-test-command.ts";
import { isFullRun } from "../support/promtool.ts";
import { run } from "../support/run.ts";
import { filesBelow, variant, workFolder } from "./models.ts";

const ROOT = join(import.meta.dirname, "../..");

// Building takes as long as all other tests of the command line, which run in-process.
const built = isFullRun ? mkdtempSync(join(tmpdir(), "burnline-built-")) : "";

// Plain Node runs the build, as it does after `npm install burnline`.
beforeAll(async () => {
  if (!isFullRun) return;
  const options = ["-p", join(ROOT, "tsconfig.build.json"), "--noCheck", "--declaration", "false"];
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { code, output } = await run(process.execPath, [tsc, ...options, "--outDir", join(built, "dist")]);
  expect(code, output).toBe(0);
  await bundleTestCommand(join(built, "dist"));
  cpSync(join(ROOT, "package.json"), join(built, "package.json"));
  symlinkSync(join(ROOT, "node_modules"), join(built, "node_modules"), "dir");
});

afterAll(() => {
  if (isFullRun) rmSync(built, { recursive: true, force: true });
});

interface Left {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the built command in a folder; its streams apart. */
function burnline(folder: string, args: readonly string[], nodeOptions: readonly string[] = []): Promise<Left> {
  const main = join(built, "dist/lib/cli/main.js");
  return new Promise((done) => {
    execFile(process.execPath, [...nodeOptions, main, ...args], { cwd: folder }, (error, out, errors) => {
      done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, out, error: errors });
    });
  });
}

describe.runIf(isFullRun)("the burnline command, built (only with BURNLINE_REQUIRE_TOOLS=1)", () => {
  it("writes a model's output and exits 0, then finds nothing to change", async () => {
    const folder = workFolder();
    const first = await burnline(folder, ["synth", "first.yaml", "--out", "out"]);
    expect(first).toMatchObject({ code: 0, error: "" });
    expect(Object.keys(filesBelow(folder))).toContain("out/rules/checkout/api.availability.rules.yml");
    const second = await burnline(folder, ["synth", "first.yaml", "--out", "out", "--check", "--json"]);
    expect(second).toMatchObject({ code: 0, error: "" });
    expect(JSON.parse(second.out)).toMatchObject({ check: true, systems: [{ system: "checkout", files: [] }] });
  });

  it("exits 1 for a difference, 2 for a refused model, without a stack trace or a file", async () => {
    const folder = workFolder();
    variant(folder, "wrong.yaml", "99.9%", "100%");
    const differs = await burnline(folder, ["synth", "first.yaml", "--check"]);
    const refused = await burnline(folder, ["synth", "wrong.yaml"]);
    expect([differs.code, refused.code]).toEqual([1, 2]);
    expect([differs.error, refused.out]).toEqual(["", ""]);
    expect(refused.error).toMatch(/^error: wrong\.yaml:\d+:\d+ .*\]\n$/s);
    expect(refused.error).not.toContain("    at ");
    expect(Object.keys(filesBelow(folder))).toEqual(["first.yaml", "wrong.yaml"]);
  });

  it("exits 2 for an unknown option and suggests the near one", async () => {
    const left = await burnline(workFolder(), ["synth", "first.yaml", "--chek"]);
    expect(left).toMatchObject({ code: 2, out: "" });
    expect(left.error).toContain("did you mean --check? [option-unknown]");
  });

  it("says how to load TypeScript where this Node cannot", async () => {
    const folder = workFolder();
    writeFileSync(join(folder, "model.ts"), "export const answer: number = 42;\n");
    const left = await burnline(folder, ["check", "model.ts"]);
    const loads = "typescript" in process.features && process.features.typescript !== false;
    expect(left).toMatchObject({ code: 2, out: "" });
    expect(left.error).toContain(loads ? "[model-without-system]" : "install tsx and run");
  });

  it("proves a model, and has the entry of worker processes", async () => {
    const left = await burnline(workFolder(), ["prove", "first.yaml", "--alert", "ApiDown"]);
    expect(left).toMatchObject({ code: 0, error: "", out: expect.stringContaining("1 system, 1 alert: ") });
    expect(existsSync(join(built, "dist/lib/cli/prove-worker.js"))).toBe(true);
  });

  it("exits 2, not 1, when burnline itself fails", async () => {
    const folder = workFolder();
    const shape = 'name: "a", severities: {}, prometheus: {}, services: [null], dependencies: [], runs: []';
    writeFileSync(join(folder, "model.mjs"), `export default { ${shape} };\n`);
    const left = await burnline(folder, ["check", "model.mjs"]);
    expect(left).toMatchObject({ code: 2, out: "" });
    expect(left.error).toContain("a defect of burnline");
  });

  it("does not complain when nobody reads its output to the end", async () => {
    const main = join(built, "dist/lib/cli/main.js");
    const { code, output } = await run("sh", ["-c", `"${process.execPath}" "${main}" --help | true`]);
    expect([code, output]).toEqual([0, ""]);
  });

  // Wall time depends on what else the machine does; user CPU time hardly. Alone it takes 0.2 s; loading Ajv, cdk8s or
  // TypeScript by mistake would double it.
  // 0.4 s on an idle machine, a quarter of it for Grafana's SDK; the rest is room for a busy one, whose seconds hold less.
  it("takes less than 1.2 s of computing for one model", async () => {
    const folder = workFolder();
    const script = 'process.on("exit", () => console.error(process.cpuUsage().user / 1e6))';
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const left = await burnline(
        folder,
        ["synth", "first.yaml"],
        ["--import", `data:text/javascript,${encodeURIComponent(script)}`],
      );
      times.push(Number(left.error));
    }
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(Math.min(...times)).toBeLessThan(1.2);
  });
});
