import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { filesBelow, variant, workFolder } from "./models.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

async function burnline(folder: string, ...args: readonly string[]) {
  const terminal = recordedTerminal({ folder });
  const code = await run(args, terminal);
  return { code, ...terminal.said };
}

/** A folder in which the output of `first.yaml` lies. */
async function synthesized(): Promise<string> {
  const folder = workFolder();
  await burnline(folder, "synth", "first.yaml");
  return folder;
}

describe("burnline synth --check", () => {
  it("is content where everything is up to date", async () => {
    const folder = await synthesized();
    const { code, out } = await burnline(folder, "synth", "first.yaml", "--check");
    expect(code).toBe(0);
    expect(out).toMatch(/^no differences\n/);
  });

  it("shows each alert's threshold before and after, then the files, writes nothing and exits 1", async () => {
    const folder = await synthesized();
    variant(folder, "second.yaml", "99.9%", "99.5%");
    const before = filesBelow(folder);
    const { code, out } = await burnline(folder, "synth", "second.yaml", "--check");
    expect(code).toBe(1);
    // Workbook: 14.4 times the budget; the budget grows from 0.1 % to 0.5 %.
    expect(out).toMatch(/^ {2}ApiAvailabilityBudgetBurn \(critical, .*5m\)\n {4}threshold {2}0\.0144 -> 0\.072$/m);
    expect(out).not.toContain("ApiLatency");
    expect(out.indexOf("changed  rules/checkout/api.availability.rules.yml")).toBeGreaterThan(out.indexOf("threshold"));
    expect(filesBelow(folder)).toEqual(before);
  });

  it("shows a changed wait and a changed severity in words", async () => {
    const folder = await synthesized();
    variant(folder, "second.yaml", "down: { after: 5m, severity: critical }", "down: { after: 9m, severity: warning }");
    const { code, out } = await burnline(folder, "synth", "second.yaml", "--check");
    expect(code).toBe(1);
    expect(out).toMatch(/^ {4}severity +critical -> warning$/m);
    expect(out).toMatch(/^ {4}for +5m -> 9m$/m);
  });

  it("lists alerts that came and went, one a line", async () => {
    const folder = await synthesized();
    variant(folder, "second.yaml", "latency: {", "slowness: {");
    const { out } = await burnline(folder, "synth", "second.yaml", "--check");
    expect(out).toMatch(/^ {2}\+ ApiSlowness\w+ \(.*\): added/m);
    expect(out).toMatch(/^ {2}- ApiLatency\w+ \(.*\): removed/m);
    expect(out).toMatch(/^ {2}created {2}rules\/checkout\/api\.slowness\.rules\.yml$/m);
    expect(out).toMatch(/^ {2}removed {2}rules\/checkout\/api\.latency\.rules\.yml$/m);
  });

  it("says the same to programs", async () => {
    const folder = await synthesized();
    variant(folder, "second.yaml", "99.9%", "99.5%");
    const { code, out } = await burnline(folder, "synth", "second.yaml", "--check", "--json");
    expect(code).toBe(1);
    const changed = JSON.parse(out);
    expect(changed.systems[0].files).toContainEqual({
      path: "rules/checkout/api.availability.rules.yml",
      kind: "changed",
    });
    expect(changed.systems[0].alertChanges[0]).toMatchObject({
      alert: "ApiAvailabilityBudgetBurn",
      severity: "critical",
      kind: "changed",
      differences: expect.arrayContaining([{ field: "threshold", before: "0.0144", after: "0.072" }]),
    });
  });

  it("counts the whole model as new where nothing lies", async () => {
    const folder = workFolder();
    const { code, out } = await burnline(folder, "synth", "first.yaml", "--check");
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}\+ ApiAvailabilityBudgetBurn \(critical/m);
    expect(Object.keys(filesBelow(folder))).toEqual(["first.yaml"]);
  });

  it("shows by name a file that differs although no alert does", async () => {
    const folder = await synthesized();
    const path = "stacks/checkout/ASSUMPTIONS.md";
    writeFileSync(join(folder, path), "edited\n");
    const { code, out } = await burnline(folder, "synth", "first.yaml", "--check");
    expect(code).toBe(1);
    expect(out).toContain("checkout: 0 alerts differ, 1 file differs");
    expect(out).toContain(`changed  ${path}`);
  });

  it("says when a rule file on the disk is none any more", async () => {
    const folder = await synthesized();
    const path = "rules/checkout/api.availability.rules.yml";
    writeFileSync(join(folder, path), "groups: 7\n");
    const { code, out } = await burnline(folder, "synth", "first.yaml", "--check");
    expect(code).toBe(1);
    expect(out).toContain(`${path}:1:9`);
    expect(out).toMatch(/^ {2}\+ ApiAvailabilityBudgetBurn/m);
  });

  it("colours what goes red and what comes green, on a terminal only", async () => {
    const folder = await synthesized();
    variant(folder, "second.yaml", "latency: {", "slowness: {");
    const terminal = recordedTerminal({ folder, colour: true });
    await run(["synth", "second.yaml", "--check"], terminal);
    expect(terminal.said.out).toContain("\u001b[32m+\u001b[0m ApiSlowness");
    expect(terminal.said.out).toContain("\u001b[31m-\u001b[0m ApiLatency");
    const { out } = await burnline(folder, "synth", "second.yaml", "--check");
    expect(out).not.toContain("\u001b[");
  });
});
