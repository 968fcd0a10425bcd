import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { architectureViolations } from "./support/architecture.ts";

const ROOT = join(import.meta.dirname, "..");
const DEPENDENCIES = ["@grafana/grafana-foundation-sdk", "js-yaml", "ajv"];

function libSources(): ReadonlyMap<string, string> {
  const files = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" });
  const paths = files.filter((file) => file.endsWith(".ts")).map((file) => `lib/${file.replaceAll("\\", "/")}`);
  return new Map(paths.sort().map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}

describe("the layering of lib", () => {
  it("holds", () => {
    const sources = libSources();
    expect(sources.size).toBeGreaterThan(20);
    expect(architectureViolations(sources, DEPENDENCIES)).toEqual([]);
  });

  it("allows for exactly the dependencies that the package declares", () => {
    const manifest: unknown = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(manifest).toMatchObject({
      dependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, expect.any(String)])),
    });
    expect(Object.keys((manifest as { dependencies: object }).dependencies).sort()).toEqual([...DEPENDENCIES].sort());
  });
});

/** A tree without fault, into which each case below puts one. */
const SOUND: Readonly<Record<string, string>> = {
  "lib/core/a.ts": "export const a = 1;",
  "lib/promql/b.ts": 'import { a } from "../core/a.ts";\nimport { load } from "js-yaml";',
  "lib/model/c.ts": 'import type { B } from "../promql/b.ts";',
  "lib/rules/d.ts": 'import { c } from "../model/c.ts";',
  "lib/routes/e.ts": 'import { c } from "../model/c.ts";',
  "lib/compile/bundle.ts": 'export type { A } from "../core/a.ts";',
  "lib/compile/f.ts": 'import { d } from "../rules/d.ts";\nimport { e } from "../routes/e.ts";',
  "lib/prove/g.ts": 'import { f } from "../compile/f.ts";',
  "lib/targets/files/h.ts": 'import { x } from "node:fs";\nimport type { A } from "../../compile/bundle.ts";',
  "lib/targets/cdk8s/index.ts": 'import { Chart } from "cdk8s";\nimport { Construct } from "constructs";',
  "lib/targets/pulumi/index.ts": 'import * as pulumi from "@pulumi/pulumi";',
  "lib/cli/main.ts": 'import { g } from "../prove/g.ts";\nimport process from "node:process";',
  "lib/index.ts": 'export { a } from "./core/a.ts";',
};

const BROKEN: readonly (readonly [what: string, path: string, text: string, violation: string])[] = [
  ["an import upwards", "lib/core/x.ts", 'import "../model/c.ts";', "lib/core/x.ts: imports upwards, lib/model/c.ts"],
  ["a type import upwards", "lib/core/x.ts", 'import type { C } from "../model/c.ts";', "imports upwards"],
  ["an inline type import upwards", "lib/core/x.ts", 'export type X = import("../model/c.ts").C;', "imports upwards"],
  ["a re-export upwards", "lib/promql/x.ts", 'export { c } from "../model/c.ts";', "imports upwards"],
  ["a dynamic import upwards", "lib/promql/x.ts", 'const c = await import("../model/c.ts");', "imports upwards"],
  ["an import of the package itself", "lib/cli/x.ts", 'import "../index.ts";', "imports upwards"],
  ["neighbours in one layer", "lib/rules/x.ts", 'import "../routes/e.ts";', "imports its neighbour lib/routes/e.ts"],
  ["prove and targets", "lib/prove/x.ts", 'import "../targets/files/h.ts";', "imports its neighbour"],
  ["targets and prove", "lib/targets/x.ts", 'import "../prove/g.ts";', "imports its neighbour"],
  ["a target that knows the model", "lib/targets/x.ts", 'import "../model/c.ts";', "instead of the bundle"],
  ["a target that compiles", "lib/targets/x.ts", 'import "../compile/f.ts";', "instead of the bundle"],
  ["a missing file", "lib/core/x.ts", 'import "./y.ts";', "lib/core/y.ts, which is no source file"],
  ["cdk8s elsewhere", "lib/compile/x.ts", 'import "cdk8s";', "lib/compile/x.ts: imports cdk8s"],
  ["cdk8s-plus elsewhere", "lib/targets/files/x.ts", 'import "cdk8s-plus-28";', "imports cdk8s-plus-28"],
  ["constructs elsewhere", "lib/targets/pulumi/x.ts", 'import type { C } from "constructs";', "imports constructs"],
  ["Pulumi elsewhere", "lib/cli/x.ts", 'import "@pulumi/kubernetes";', "imports @pulumi/kubernetes"],
  ["Node in the core", "lib/core/x.ts", 'import { join } from "node:path";', "imports node:path"],
  ["Node by its old name", "lib/core/x.ts", 'import { join } from "path";', "imports path, which is no dependency"],
  ["an undeclared dependency", "lib/core/x.ts", 'import "left-pad";', "imports left-pad, which is no dependency"],
  ["a barrel", "lib/core/index.ts", 'export { a } from "./a.ts";', "lib/core/index.ts: a barrel"],
  ["an export of everything", "lib/core/x.ts", 'export * from "./a.ts";', "lib/core/x.ts: export *"],
  ["an export of all types", "lib/core/x.ts", 'export type * from "./a.ts";', "lib/core/x.ts: export *"],
  ["a folder of its own", "lib/utils/x.ts", "", "lib/utils/x.ts: in no folder of the layering"],
  ["a long file", "lib/core/x.ts", "\n".repeat(301), "lib/core/x.ts: 301 lines"],
];

describe("the check of the layering", () => {
  const sound = Object.entries(SOUND);

  it("finds nothing in a sound tree", () => {
    expect(architectureViolations(new Map(sound), DEPENDENCIES)).toEqual([]);
  });

  it.each(BROKEN)("finds %s", (_, path, text, violation) => {
    const found = architectureViolations(new Map([...sound, [path, text]]), DEPENDENCIES);
    expect(found).toEqual([expect.stringContaining(violation)]);
  });

  it("finds cycles, of types too, and reports each once", () => {
    const cyclic = new Map([
      ["lib/core/a.ts", 'import type { B } from "./b.ts";'],
      ["lib/core/b.ts", 'import { C } from "./c.ts";'],
      ["lib/core/c.ts", 'export type { A } from "./a.ts";'],
      ["lib/core/self.ts", 'import "./self.ts";'],
    ]);
    expect(architectureViolations(cyclic, DEPENDENCIES)).toEqual([
      "cycle: lib/core/a.ts -> lib/core/b.ts -> lib/core/c.ts -> lib/core/a.ts",
      "cycle: lib/core/self.ts -> lib/core/self.ts",
    ]);
  });
});
