import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModels } from "../../lib/cli/load.ts";
import { BurnlineError, type Issue } from "../../lib/core/issue.ts";
import { workFolder } from "./models.ts";

/** A system by its shape, as a module of plain JavaScript may export it. */
const SHAPE = (name: string) =>
  `{ name: "${name}", severities: {}, prometheus: {}, services: [], dependencies: [], runs: [] }`;

async function names(folder: string, ...paths: readonly string[]): Promise<readonly string[]> {
  return (await loadModels(paths, folder)).map(({ system }) => system.name);
}

async function refused(folder: string, ...paths: readonly string[]): Promise<readonly Issue[]> {
  try {
    await loadModels(paths, folder);
  } catch (error) {
    if (error instanceof BurnlineError) return error.issues;
    throw error;
  }
  return [];
}

describe("models of a module", () => {
  it("are its default export, named exports and lists of them, each once", async () => {
    const folder = workFolder();
    writeFileSync(
      join(folder, "models.mjs"),
      `export const a = ${SHAPE("a")};\nexport default a;\nexport const list = [a, ${SHAPE("b")}];\n`,
    );
    expect([...(await names(folder, "models.mjs"))].sort()).toEqual(["a", "b"]);
  });

  it("are nothing else that it exports", async () => {
    const folder = workFolder();
    const others = 'export const target = 1;\nexport const words = ["x"];\nexport const half = { name: "half" };\n';
    writeFileSync(join(folder, "models.mjs"), `${others}export const a = ${SHAPE("a")};\n`);
    writeFileSync(join(folder, "none.mjs"), others);
    expect(await names(folder, "models.mjs")).toEqual(["a"]);
    expect(await refused(folder, "none.mjs")).toMatchObject([{ code: "model-without-system", path: "none.mjs" }]);
  });

  it("are refused in words when the module fails", async () => {
    const folder = workFolder();
    writeFileSync(join(folder, "throws.mjs"), 'throw new Error("no such metric");\n');
    expect(await refused(folder, "throws.mjs")).toMatchObject([
      { code: "model-failed", path: "throws.mjs", found: "Error: no such metric" },
    ]);
  });

  it("without a path are those of stacks/index.ts, which must be there", async () => {
    const repository = join(import.meta.dirname, "../..");
    expect(await names(repository)).toEqual(["alcs", "alecs", "octollm", "freeagentics", "amas"]);
    expect(await refused(workFolder())).toMatchObject([{ code: "model-missing" }]);
  });
});

describe("models in files", () => {
  it("are known by the end of their names", async () => {
    const folder = workFolder();
    writeFileSync(join(folder, "model.toml"), "");
    expect(await names(folder, "first.yaml")).toEqual(["checkout"]);
    expect(await refused(folder, "model.toml", "model")).toMatchObject([
      { code: "model-kind-unknown", found: ".toml" },
      { code: "model-kind-unknown", found: "no extension" },
    ]);
  });

  it("are refused together, each with its own reason", async () => {
    const folder = workFolder();
    writeFileSync(join(folder, "broken.json"), "{");
    const issues = await refused(folder, "nowhere.yaml", "broken.json", "nowhere.mjs", "first.yaml");
    expect(issues.map(({ code, path }) => [code, path.split(":")[0]])).toEqual([
      ["model-unreadable", "nowhere.yaml"],
      ["yaml-syntax", "broken.json"],
      ["model-unreadable", "nowhere.mjs"],
    ]);
  });

  it("are unreadable where a folder has their name", async () => {
    const folder = workFolder();
    expect(await refused(join(folder, ".."), `${folder}.yaml`)).toMatchObject([{ code: "model-unreadable" }]);
  });
});
