import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleTestCommand } from "../scripts/bundle-test-command.ts";
import { isFullRun } from "./support/promtool.ts";
import { run } from "./support/run.ts";

const ROOT = join(import.meta.dirname, "..");
const BIN = join(ROOT, "node_modules", ".bin");

let folder = "";
let tarball = "";

/** Runs a program that has to succeed, and shows what it said when it does not. */
async function must(command: string, args: readonly string[]): Promise<string> {
  const { code, output } = await run(command, args);
  expect(code, `${command} ${args.join(" ")}\n${output}`).toBe(0);
  return output;
}

beforeAll(async () => {
  if (!isFullRun) return;
  folder = await mkdtemp(join(tmpdir(), "burnline-package-"));
  const stage = join(folder, "stage");
  await mkdir(stage);
  // Types are checked by `npm run typecheck`; here only what is published matters.
  await must(join(BIN, "tsc"), ["-p", join(ROOT, "tsconfig.build.json"), "--noCheck", "--outDir", join(stage, "dist")]);
  await bundleTestCommand(join(stage, "dist"));
  for (const name of await readdir(ROOT)) {
    if (/^(?:package\.json|README\.md|LICENSE|schema)$/.test(name))
      await cp(join(ROOT, name), join(stage, name), { recursive: true });
  }
  await must("npm", ["pack", stage, "--ignore-scripts", "--silent", "--pack-destination", folder]);
  tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "no tarball");
}, 60_000);

afterAll(async () => {
  if (folder !== "") await rm(folder, { recursive: true, force: true });
});

/** Unpacks the package into a project that has only the named packages besides it. */
async function project(name: string, packages: readonly string[]): Promise<string> {
  const modules = join(folder, name, "node_modules");
  await mkdir(join(modules, "burnline"), { recursive: true });
  await must("tar", ["-xzf", tarball, "-C", join(modules, "burnline"), "--strip-components=1"]);
  for (const dependency of packages) {
    await mkdir(dirname(join(modules, dependency)), { recursive: true });
    await symlink(join(ROOT, "node_modules", dependency), join(modules, dependency), "dir");
  }
  return join(folder, name);
}

// Packing takes as long as a quarter of all other tests, and changes of rules and models do not touch it.
if (!isFullRun)
  process.stderr.write("\nSKIPPED: tests of the npm package, which run with BURNLINE_REQUIRE_TOOLS=1\n\n");

describe.runIf(isFullRun)("the published package (only with BURNLINE_REQUIRE_TOOLS=1)", () => {
  it("has types that every ESM resolver finds", async () => {
    await must(join(BIN, "attw"), [
      tarball,
      "--profile",
      "esm-only",
      "--no-definitely-typed",
      "--no-color",
      "--no-emoji",
    ]);
  });

  it("pleases publint", async () => {
    await must(join(BIN, "publint"), ["run", tarball, "--strict"]);
  });

  it("holds the build, the schema and nothing else", async () => {
    const files = (await must("tar", ["-tzf", tarball])).trim().split("\n");
    expect(files).toContain("package/dist/lib/index.js");
    expect(
      files.filter((file) => !/^package\/(?:dist\/lib\/|schema\/|package\.json$|README\.md$|LICENSE$)/.test(file)),
    ).toEqual([]);
  });

  it("loads without its optional peers", async () => {
    const home = await project("bare", ["js-yaml", "ajv", "@grafana/grafana-foundation-sdk"]);
    await writeFile(
      join(home, "main.mjs"),
      'import * as burnline from "burnline";\nif (Object.keys(burnline).length === 0) process.exit(1);\n',
    );
    await must(process.execPath, [join(home, "main.mjs")]);
  });

  it("loads its entries for cdk8s and Pulumi beside these", async () => {
    const peers = ["cdk8s", "constructs", "@pulumi/pulumi", "@pulumi/kubernetes"];
    const home = await project("full", ["js-yaml", "ajv", "@grafana/grafana-foundation-sdk", ...peers]);
    await writeFile(
      join(home, "main.mjs"),
      'import * as cdk8s from "burnline/cdk8s";\nimport * as pulumi from "burnline/pulumi";\nif (!cdk8s.BurnlineChart || !pulumi.BurnlineSystem) process.exit(1);\n',
    );
    await must(process.execPath, [join(home, "main.mjs")]);
  });
});
