import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { systems } from "../../stacks/index.ts";
import { factOf } from "../../stacks/support/fact.ts";
import { readStack } from "../../stacks/support/stack.ts";
import type { Promtool } from "../support/find-promtool.ts";
import { failuresOf } from "../support/mends.ts";
import { describeWithPromtool, findPromtool } from "../support/promtool.ts";

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

function promtool(): Promtool {
  const found = findPromtool();
  if (found === undefined) throw new Error("no promtool: this stands inside describeWithPromtool");
  return found;
}

for (const { name, facts, mends, files } of stacks) {
  describeWithPromtool(`mends of ${name}`, () => {
    it.each(mends.map((mend) => [mend.defect, mend] as const))("%s", async (defect, mend) => {
      expect(await failuresOf(promtool(), mend, facts, files, join(folder, name, defect))).toEqual([]);
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
