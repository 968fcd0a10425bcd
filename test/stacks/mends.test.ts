import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bundle } from "../../lib/compile/bundle.ts";
import { compile } from "../../lib/compile/compile.ts";
import { ALERT_LABELS, IDENTITY_LABELS } from "../../lib/model/conventions.ts";
import type { System } from "../../lib/model/system.ts";
import { systems } from "../../stacks/index.ts";
import { factOf } from "../../stacks/support/fact.ts";
import type { Mend, OurClaim } from "../../stacks/support/mend.ts";
import { comparisonFailures, emitted } from "../../stacks/support/mend-objects.ts";
import { readStack } from "../../stacks/support/stack.ts";
import type { Promtool } from "../support/find-promtool.ts";
import { allHold, failuresOf, notRefused, prepareMend } from "../support/mends.ts";
import { describeWithPromtool, findPromtool, isFullRun } from "../support/promtool.ts";
import { DEMONSTRATED } from "./defects.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stacks = await Promise.all(
  systems.map(async (system) => ({ ...(await readStack(root, system.name)), bundle: once(system) })),
);

/** Compiled by the first test that needs it, so that one system that does not compile fails alone. */
function once(system: System): () => Bundle {
  let bundle: Bundle | undefined;
  return () => {
    bundle ??= compile(system).bundle;
    return bundle;
  };
}

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "burnline-mends-"));
});

afterAll(() => rm(folder, { recursive: true }));

/** Labels that a rule sets; claims may name those of the series too. */
const RULE_LABELS: readonly string[] = [...ALERT_LABELS, ...IDENTITY_LABELS];

function claims(mend: Mend): readonly Extract<OurClaim, { alert: string }>[] {
  return mend.demonstrations.flatMap(({ ours }) => ours.filter((claim) => "alert" in claim));
}

function promtool(): Promtool {
  const found = findPromtool();
  if (found === undefined) throw new Error("no promtool: this stands inside describeWithPromtool");
  return found;
}

/** promtool takes seconds for the demonstrations of all systems: the inner loop has those of one. */
const INNER_LOOP: ReadonlySet<string> = new Set(["alecs"]);

for (const { name, facts, mends, bundle } of stacks) {
  const inner = isFullRun || INNER_LOOP.has(name);
  const title = inner ? `mends of ${name}` : `mends of ${name} (skipped, BURNLINE_REQUIRE_TOOLS=1 runs them)`;
  (inner ? describeWithPromtool : describe.skip)(title, () => {
    let held = false;

    beforeAll(async () => {
      const prepare = (mend: Mend) => prepareMend(mend, facts, bundle().ruleFiles, join(folder, name, mend.defect));
      held = await allHold(promtool(), await Promise.all(mends.map(prepare)));
    });

    // Where all of them held together, nothing is left but the rules that promtool must refuse.
    it.each(mends.map((mend) => [mend.defect, mend] as const))("%s", async (defect, mend) => {
      const own = join(folder, name, defect);
      const failures = held
        ? await notRefused(promtool(), await prepareMend(mend, facts, bundle().ruleFiles, own))
        : await failuresOf(promtool(), mend, facts, bundle().ruleFiles, own);
      expect(failures).toEqual([]);
    });
  });

  describe(`what the mends of ${name} say`, () => {
    const defects = mends.map((mend) => mend.defect);

    it("has each defect once", () => {
      expect(defects).toEqual([...new Set(defects)]);
    });

    it("has every defect that was demonstrated when the document was read", () => {
      expect(DEMONSTRATED[name]?.filter((defect) => !defects.includes(defect))).toEqual([]);
    });

    it.each(mends.map((mend) => [mend.defect, mend] as const))(
      "%s names facts, rules and series that exist",
      (defect, mend) => {
        for (const id of mend.facts) expect(factOf(facts, id).id).toBe(id);
        const rules = bundle().ruleFiles.flatMap((file) => file.groups.flatMap((group) => group.rules));
        for (const alert of mend.ours) expect(rules).toContainEqual(expect.objectContaining({ alert }));
        // A claim that an alert stays silent would hold of an alert that does not exist.
        for (const { alert, labels } of claims(mend)) {
          const own = Object.fromEntries(Object.entries(labels).filter(([label]) => RULE_LABELS.includes(label)));
          expect(rules).toContainEqual(expect.objectContaining({ alert, labels: expect.objectContaining(own) }));
        }
        const shown = mend.demonstrations.some((demonstration) => demonstration.ours.length > 0);
        expect(shown || (mend.objects?.comparisons ?? []).length > 0).toBe(true);
        const named = [...mend.demonstrations, ...(mend.objects?.comparisons ?? [])];
        for (const demonstration of named) expect(demonstration.name.startsWith(defect)).toBe(true);
      },
    );
  });

  const ofObjects = mends.flatMap(({ defect, objects }) => (objects === undefined ? [] : [[defect, objects] as const]));
  if (ofObjects.length === 0) continue;
  // No promtool is needed: the simulation and the reachability are our own. Days of loads take seconds all the same.
  describe.skipIf(!inner)(`objects of the ${title}`, () => {
    it.each(ofObjects)("%s fails as the document has it, and holds as it is emitted", (_, objects) => {
      expect(comparisonFailures(objects, emitted(bundle().parts))).toEqual([]);
    });
  });
}
