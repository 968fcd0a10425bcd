import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { modelJson } from "../../lib/cli/model-json.ts";
import { writeOutputs } from "../../lib/cli/output.ts";
import { Progress } from "../../lib/cli/progress.ts";
import { compile } from "../../lib/compile/compile.ts";
import { schemaFiles } from "../../lib/model/schema/generate.ts";
import { filesOf } from "../../lib/targets/files/layout.ts";
import { mergedAlertmanager } from "../../scripts/merged-alertmanager.ts";
import { stackOutputs } from "../../scripts/outputs.ts";
import { updateFiles } from "../../scripts/repository-files.ts";
import { systems } from "../../stacks/index.ts";
import { isFullRun } from "../support/promtool.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const ROOT = join(import.meta.dirname, "../..");
const terminal = recordedTerminal();
// Tests and pictures of five systems take a quarter of a minute; the rest is compared in every run.
const { outputs } = isFullRun ? await stackOutputs(ROOT, terminal) : { outputs: [] };

describe("what follows from the models and is committed", () => {
  it.each(systems.map((system) => [system.name, system] as const))(
    "for %s is what its model says; else run `npm run generate`",
    (_, system) => {
      const files = filesOf(compile(system).bundle);
      const stale = files.filter(({ path, content }) => readFileSync(join(ROOT, path), "utf8") !== content);
      expect(stale.map(({ path }) => path)).toEqual([]);
      expect(files.length).toBeGreaterThan(50);
    },
  );

  it("as schema and validator is what the model's types say", () => {
    expect(updateFiles(ROOT, schemaFiles(), true)).toEqual([]);
  });

  it("as rules/alertmanager.yml is all five systems on one Alertmanager", () => {
    expect(updateFiles(ROOT, [mergedAlertmanager()], true)).toEqual([]);
  });
});

describe.runIf(isFullRun)("all that is committed", () => {
  it.each(outputs.map((output) => [output.system, output] as const))(
    "for %s is what its model and its proofs say; else run `npm run generate`",
    (_, output) => {
      const [report] = writeOutputs(ROOT, [output], true, new Progress(terminal));
      expect(report?.changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([]);
      expect(report?.unchanged).toBe(output.files.length + 1);
    },
  );

  it("has a MENDS.md, a model.json and tests for each system", () => {
    expect(outputs.map(({ system }) => system)).toEqual(systems.map(({ name }) => name));
    for (const { system, files } of outputs) {
      const paths = files.map(({ path }) => path);
      expect(paths).toContain(`stacks/${system}/model.json`);
      expect(existsSync(join(ROOT, `stacks/${system}/mends.ts`))).toBe(paths.includes(`stacks/${system}/MENDS.md`));
      expect(paths.filter((path) => path.endsWith(".test.yml")).length).toBeGreaterThan(0);
    }
  });
});

describe("model.json", () => {
  it.each(systems.map((system) => [system.name, system] as const))(
    "of %s is readable data, PromQL as text",
    (_, system) => {
      const text = modelJson(system);
      expect(JSON.parse(text)).toMatchObject({
        name: system.name,
        prometheus: { evaluationInterval: { unit: "seconds" } },
      });
      expect(text).not.toContain('"type": "binary"');
      const conditions = [...system.services, ...system.dependencies].flatMap((owner) => owner.conditions);
      expect(text.match(/"expression": "/g)?.length ?? 0).toBe(conditions.length);
      expect(text).not.toContain('"samples"');
    },
  );
});
