import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { workFolder } from "./models.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

async function check(expr: string, ...args: readonly string[]) {
  const folder = workFolder();
  writeFileSync(join(folder, "a.rules.yml"), `groups:\n- name: a\n  rules:\n  - alert: A\n    expr: ${expr}\n`);
  const terminal = recordedTerminal({ folder });
  const code = await run(["check", "--rules", ...(args.length === 0 ? ["a.rules.yml"] : args)], terminal);
  return { code, ...terminal.said };
}

describe("burnline check --rules", () => {
  it("is content with sound rules and exits 0", async () => {
    expect(await check("up == 0")).toMatchObject({ code: 0, out: "1 rules in 1 files: 0 findings\n", error: "" });
  });

  it("shows what should be looked at and exits 1", async () => {
    const { code, out } = await check("a or up > 0");
    expect(code).toBe(1);
    expect(out).toContain(
      "1 rules in 1 files: 1 findings\nwarning: a.rules.yml:4: a, A: this side of `or` has no condition",
    );
  });

  it("shows what can never fire and exits 2", async () => {
    const { code, error } = await check("count(up) == 0");
    expect(code).toBe(2);
    expect(error).toMatch(/^error: a\.rules\.yml:4: a, A: the comparison never holds.*\[expression-never\]\n$/);
  });

  it("prints JSON for programs", async () => {
    const { code, out } = await check("a or up > 0", "a.rules.yml", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ rules: 1, findings: [{ code: "expression-always", level: "warning" }] });
  });

  it("names files that cannot be read, and asks for one", async () => {
    expect(await check("up", "gone.yml")).toMatchObject({
      code: 2,
      error: "error: gone.yml: the rule file cannot be read; found ENOENT [model-unreadable]\n",
    });
    const terminal = recordedTerminal();
    expect(await run(["check", "--rules"], terminal)).toBe(2);
    expect(terminal.said.error).toContain("[model-missing]");
  });
});
