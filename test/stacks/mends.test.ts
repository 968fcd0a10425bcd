import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { systems } from "../../stacks/index.ts";
import { factOf } from "../../stacks/support/fact.ts";
import { mendTests, type TextFile } from "../../stacks/support/mend-promtool.ts";
import { readStack } from "../../stacks/support/stack.ts";
import { describeWithPromtool, promtoolCheckRules, promtoolTestRules } from "../support/promtool.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stacks = await Promise.all(
  systems.map(async (system) => ({
    ...(await readStack(root, system.name)),
    files: compile(system).bundle.ruleFiles,
  })),
);

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "burnline-mends-"));
});

afterAll(() => rm(folder, { recursive: true }));

async function write(under: string, files: readonly TextFile[]): Promise<readonly string[]> {
  await mkdir(under, { recursive: true });
  const paths = files.map(({ path }) => join(under, path));
  await Promise.all(files.map(({ content }, index) => writeFile(paths[index] ?? under, content)));
  return paths;
}

for (const { name, facts, mends, files } of stacks) {
  describeWithPromtool(`mends of ${name}`, () => {
    const rules = files.map((file) => ({
      path: `${file.name}.rules.yml`,
      content: toYaml({ groups: file.groups }),
    }));
    const loaded = {
      files: rules.map(({ path }) => path),
      groups: files.flatMap((file) => file.groups.map((group) => group.name)),
    };

    it.each(mends.map((mend) => [mend.defect, mend] as const))("%s", async (defect, mend) => {
      const under = join(folder, name, defect);
      const { tests, refused, rules: documented } = mendTests(mend, facts, loaded);
      await write(under, [...rules, ...documented]);
      const paths = await write(under, tests);
      if (paths.length > 0) expect(await promtoolTestRules(paths)).toMatchObject({ ok: true });
      for (const { message, ...file } of refused) {
        const result = await promtoolCheckRules(await write(under, [file]));
        expect(result).toEqual({ ok: false, output: expect.stringContaining(message) });
      }
    });
  });

  describe(`what the mends of ${name} say`, () => {
    it("has each defect once", () => {
      const defects = mends.map((mend) => mend.defect);
      expect(defects).toEqual([...new Set(defects)]);
    });

    it.each(mends.map((mend) => [mend.defect, mend] as const))(
      "%s names facts, rules and series that exist",
      (defect, mend) => {
        for (const id of mend.facts) expect(factOf(facts, id).id).toBe(id);
        const alerts = files.flatMap((file) => file.groups.flatMap((group) => group.rules));
        for (const alert of mend.ours) expect(alerts).toContainEqual(expect.objectContaining({ alert }));
        expect(mend.demonstrations.some((demonstration) => demonstration.ours.length > 0)).toBe(true);
        for (const demonstration of mend.demonstrations) expect(demonstration.name.startsWith(defect)).toBe(true);
      },
    );
  });
}
