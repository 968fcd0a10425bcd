import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { Json } from "../../lib/core/json.ts";
import { checkManifests } from "../../lib/manifests/check-manifests.ts";
import { type Manifest, manifestOf } from "../../lib/manifests/manifest.ts";
import { readManifests } from "../../lib/manifests/read.ts";

/** Parsed once: the tests make some 150 shops of it. */
const SOUND = JSON.stringify(loadAll(readFileSync(join(import.meta.dirname, "fixtures/sound.yaml"), "utf8")));

/** One change of the sound shop: `["Deployment api", "spec.replicas", 3]`; without a value the field is removed. */
export type Change = readonly [object: string, path: string, value?: Json];

/** The sound shop with some changes, and some more objects. */
export function shop(changes: readonly Change[], more = ""): string {
  const objects: Record<string, Json>[] = JSON.parse(SOUND);
  for (const [name, path, value] of changes) {
    const object = objects.find((one) => `${one.kind} ${(one.metadata as Record<string, Json>).name}` === name);
    if (object === undefined) throw new Error(`the shop has no ${name}`);
    put(object, path.split("."), value);
  }
  const text = objects.map((object) => JSON.stringify(object)).join("\n---\n");
  return more === "" ? text : `${text}\n---\n${more}`;
}

/** What is found of some manifests: `check: place`. */
export function foundIn(text: string): readonly string[] {
  const manifests = text.split("\n---\n").flatMap(manifestsIn);
  return checkManifests(manifests).map(({ issue }) => `${issue.code}: ${issue.path.replace(/^a\.yaml: /, "")}`);
}

/** What the shop itself has is JSON, which is read a hundred times as fast as YAML. */
function manifestsIn(text: string): readonly Manifest[] {
  if (text.startsWith('{"')) return [manifestOf(JSON.parse(text), "a.yaml")];
  const { manifests, issues } = readManifests(text, "a.yaml");
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return manifests;
}

function put(target: Record<string, Json>, [key = "", ...rest]: readonly string[], value: Json | undefined): void {
  if (rest.length === 0) {
    if (value === undefined) delete target[key];
    else target[key] = value;
    return;
  }
  target[key] ??= /^\d+$/.test(rest[0] ?? "") ? [] : {};
  put(target[key] as Record<string, Json>, rest, value);
}
