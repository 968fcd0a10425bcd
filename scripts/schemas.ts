/**
 * `npm run schemas`: what Kubernetes and the operators say that their objects look like, from their Go modules, put outside the
 * tree: documents as they are published, strict JSON Schemas of them for kubeconform, and the pods by which Kubernetes tests
 * its own Pod Security admission. Made once for each version of this file and of what makes schemas.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadAll } from "js-yaml";
import type { Json } from "../lib/core/json.ts";
import { SchemaSet } from "../lib/manifests/schemas/schema-set.ts";
import { MODULES, schemasFolder } from "../test/support/schemas.ts";

const folder = schemasFolder();
if (!existsSync(folder)) {
  mkdirSync(dirname(folder), { recursive: true });
  // Made beside its place and moved there, so that an interrupted run leaves nothing that looks finished.
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const { module, sum, take, unlisted } of MODULES) {
    const source = download(module, sum, unlisted === true);
    for (const [from, to] of take) cpSync(join(source, from), join(unfinished, to), { recursive: true });
  }
  writeSchemas(unfinished);
  // What a module cache holds is read-only, and so would be what is copied from it.
  spawnSync("chmod", ["-R", "u+w", unfinished]);
  renameSync(unfinished, folder);
}
process.stdout.write(`${folder}\n`);

/** The folder of a module, whose content has to be what it was when its sum was written down. */
function download(module: string, sum: string, unlisted: boolean): string {
  const empty = mkdtempSync(join(tmpdir(), "burnline-module-"));
  // The checksum database does not know this module; the sum that stands here does.
  const env = unlisted ? { ...process.env, GONOSUMDB: module.split("@")[0] } : process.env;
  const { status, stdout, stderr, error } = spawnSync("go", ["mod", "download", "-json", module], {
    cwd: empty,
    env,
    encoding: "utf8",
  });
  rmSync(empty, { recursive: true });
  if (status !== 0) fail(`${module} cannot be had: ${error?.message ?? stderr}${stdout}`);
  const answer: { readonly Dir?: string; readonly Sum?: string } = JSON.parse(stdout);
  if (answer.Sum !== sum) fail(`${module} is not what it was: ${answer.Sum} instead of ${sum}`);
  return answer.Dir ?? fail(`${module} has no folder`);
}

function writeSchemas(root: string): void {
  const schemas = new SchemaSet();
  for (const file of readdirSync(join(root, "openapi")).sort()) {
    const text = readFileSync(join(root, "openapi", file), "utf8");
    const documents = file.endsWith(".json") ? [JSON.parse(text)] : loadAll(text);
    for (const document of documents) schemas.add(document as Json);
  }
  mkdirSync(join(root, "json"));
  for (const kind of schemas.kinds) {
    const [apiVersion = "", name = ""] = kind.split(" ");
    // The name that kubeconform makes of `{{.ResourceKind}}{{.KindSuffix}}`, which leaves out all but the head of a group.
    const [group = "", version] = apiVersion.split("/");
    const suffix = version === undefined ? group : `${group.split(".")[0]}-${version}`;
    const path = join(root, "json", `${name.toLowerCase()}-${suffix}.json`);
    writeFileSync(path, JSON.stringify(schemas.schemaOf(kind)));
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
