import { existsSync, rmSync, writeFileSync } from "node:fs";
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

const RULES = "out/rules/checkout/api.availability.rules.yml";
const TEST = "out/rules/checkout/api.availability.test.yml";

describe("burnline synth", () => {
  it("writes the rules, manifests and documents of a model, and a table of them", async () => {
    const folder = workFolder();
    const { code, out, error } = await burnline(folder, "synth", "first.yaml", "--out", "out");
    expect([code, error]).toEqual([0, ""]);
    const files = filesBelow(folder);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([RULES, "out/stacks/checkout/manifests/rules.yaml", "out/stacks/checkout/ASSUMPTIONS.md"]),
    );
    const written = Object.keys(files).filter((path) => path.startsWith("out/")).length;
    const [headings, row, counts] = out.split("\n");
    expect(headings?.split(/ {2,}/)).toEqual([
      "system",
      "objectives",
      "rules",
      "alerts",
      "findings",
      "assumptions",
      "samples/evaluation",
      "time",
    ]);
    expect(row).toMatch(/^checkout +2 +\d+ +\d+ +0 +0 +[\d,]+ +\d+ ms$/);
    expect(counts).toBe(`${written} files in out: ${written} created`);
  });

  it("tells with --cost what each objective reads: 2 rows of objectives, 120 evaluations an hour, and as much in all", async () => {
    const folder = workFolder();
    const { out } = await burnline(folder, "synth", "first.yaml", "--out", "out", "--cost");
    const rows = [...out.matchAll(/^checkout\.api\.(\S+) +([\d,]+) +([\d,]+)$/gm)].map(
      ([, part, evaluation, hour]) => ({
        part,
        evaluation: Number(evaluation?.replaceAll(",", "")),
        hour: Number(hour?.replaceAll(",", "")),
      }),
    );
    expect(rows.map(({ part }) => part).sort()).toEqual(["availability", "latency", "targets"]);
    for (const { evaluation, hour } of rows) expect(hour).toBe(evaluation * 120);
    const json = JSON.parse((await burnline(folder, "synth", "first.yaml", "--out", "out", "--json")).out);
    const sum = rows.reduce((total, { evaluation }) => total + evaluation, 0);
    expect(json.systems[0].samplesPerEvaluation).toBe(sum);
    expect(json.systems[0].costs).toHaveLength(3);
    expect((await burnline(folder, "synth", "first.yaml", "--out", "out")).out).not.toContain("samples/hour");
  });

  it("counts what it writes: as many rules and alerts as the files have", async () => {
    const folder = workFolder();
    const { out } = await burnline(folder, "synth", "first.yaml", "--json");
    const rules = Object.entries(filesBelow(folder)).filter(([path]) => path.endsWith(".rules.yml"));
    const count = (key: string) => rules.reduce((total, [, text]) => total + text.split(`- ${key}: `).length - 1, 0);
    expect(JSON.parse(out)).toMatchObject({
      folder: ".",
      check: false,
      systems: [
        {
          system: "checkout",
          objectives: 2,
          alerts: count("alert"),
          rules: count("alert") + count("record"),
          findings: [],
          assumptions: 0,
          samplesPerEvaluation: expect.any(Number),
          milliseconds: expect.any(Number),
          unchanged: 0,
        },
      ],
    });
    expect(count("alert")).toBeGreaterThan(5);
  });

  it("changes nothing the second time, and says so", async () => {
    const folder = workFolder();
    await burnline(folder, "synth", "first.yaml");
    const before = filesBelow(folder);
    const { out } = await burnline(folder, "synth", "first.yaml");
    expect(out).toMatch(/\d+ files in \.: \d+ unchanged\n$/);
    expect(filesBelow(folder)).toEqual(before);
  });

  it("writes promtool tests with --tests only, and leaves earlier ones alone without it", async () => {
    const folder = workFolder();
    await burnline(folder, "synth", "first.yaml", "--out", "out");
    expect(existsSync(join(folder, TEST))).toBe(false);
    await burnline(folder, "synth", "first.yaml", "--out", "out", "--tests");
    const tested = filesBelow(folder);
    expect(tested[TEST]).toContain("rule_files:");
    await burnline(folder, "synth", "first.yaml", "--out", "out");
    expect(filesBelow(folder)).toEqual(tested);
  });

  it("with --only brings one kind up to date and neither touches nor forgets the others", async () => {
    const folder = workFolder();
    await burnline(folder, "synth", "first.yaml", "--out", "out", "--tests");
    const before = filesBelow(join(folder, "out"));
    variant(folder, "second.yaml", "99.9%", "99.5%");
    const { code } = await burnline(folder, "synth", "second.yaml", "--out", "out", "--only", "tests");
    const after = filesBelow(join(folder, "out"));
    expect(code).toBe(0);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed).toEqual(["rules/checkout/api.availability.test.yml"]);
  });

  it("refuses a kind that no file has and names the near one", async () => {
    const folder = workFolder();
    const { code, error } = await burnline(folder, "synth", "first.yaml", "--only", "ruels");
    expect(code).toBe(2);
    expect(error).toContain("did you mean rules? [option-value-unknown]");
    expect(Object.keys(filesBelow(folder))).toEqual(["first.yaml"]);
  });

  it("removes what it wrote and no longer produces, and nothing else", async () => {
    const folder = workFolder();
    await burnline(folder, "synth", "first.yaml", "--out", "out");
    writeFileSync(join(folder, "out/rules/checkout/own.rules.yml"), "groups: []\n");
    variant(folder, "fewer.yaml", / {6}latency: \{[\s\S]*$/, "");
    const { out } = await burnline(folder, "synth", "fewer.yaml", "--out", "out");
    // The rules of the objective, and the pages of its two alerts.
    expect(out).toContain("3 removed");
    expect(existsSync(join(folder, "out/rules/checkout/api.latency.rules.yml"))).toBe(false);
    expect(existsSync(join(folder, "out/rules/checkout/own.rules.yml"))).toBe(true);
  });

  it("writes nothing when one of several models is refused, and tells of every one", async () => {
    const folder = workFolder();
    variant(folder, "wrong.yaml", "99.9%", "100%");
    writeFileSync(join(folder, "broken.yaml"), "system: [\n");
    const { code, out, error } = await burnline(folder, "synth", "first.yaml", "wrong.yaml", "broken.yaml");
    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(/^error: wrong\.yaml:\d+:\d+ services\.api\.objectives\.availability/m);
    expect(error).toMatch(/^error: broken\.yaml:\d+:\d+: .*\[yaml-syntax\]$/m);
    expect(error).not.toContain("    at ");
    expect(Object.keys(filesBelow(folder))).toEqual(["broken.yaml", "first.yaml", "wrong.yaml"]);
  });

  it("writes nothing of any system when a foreign file is in the way of one", async () => {
    const folder = workFolder();
    variant(folder, "other.yaml", "system: checkout", "system: other");
    await burnline(folder, "synth", "first.yaml", "--out", "out");
    const foreign = join(folder, RULES);
    rmSync(join(folder, "out/stacks"), { recursive: true });
    writeFileSync(foreign, "groups: []\n");
    const before = filesBelow(folder);
    const { code, error } = await burnline(folder, "synth", "other.yaml", "first.yaml", "--out", "out");
    expect(code).toBe(2);
    expect(error).toContain("[foreign-file]");
    expect(filesBelow(folder)).toEqual(before);
  });

  it("refuses two systems of one name", async () => {
    const folder = workFolder();
    variant(folder, "again.yaml", "99.9%", "99.5%");
    const { code, error } = await burnline(folder, "synth", "first.yaml", "again.yaml");
    expect(code).toBe(2);
    expect(error).toContain("found checkout, also in first.yaml");
  });

  it("takes the systems that --system names, and refuses others", async () => {
    const folder = workFolder();
    variant(folder, "other.yaml", "system: checkout", "system: other");
    const one = await burnline(folder, "synth", "first.yaml", "other.yaml", "--system", "other", "--json");
    expect(JSON.parse(one.out)).toMatchObject({ systems: [{ system: "other" }] });
    expect(existsSync(join(folder, "rules/checkout"))).toBe(false);
    const none = await burnline(folder, "synth", "first.yaml", "--system", "chekout");
    expect(none).toMatchObject({ code: 2, error: expect.stringContaining("expected checkout") });
  });
});
