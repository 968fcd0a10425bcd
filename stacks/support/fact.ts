import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../lib/core/json.ts";
import { readModelYaml } from "../../lib/core/yaml-read.ts";

/** One thing that the document of a system states, with its place in the document. */
export interface Fact {
  readonly id: string;
  readonly system: string;
  /** `alert`, `slo`, `metric`, ...: what sort of thing is stated. */
  readonly kind: string;
  readonly source: { readonly file: string; readonly section: string; readonly lines: string | number };
  readonly data: Json;
}

/** Path of the facts of a system from the root of the repository. */
export function factsPath(system: string): string {
  return `stacks/${system}/facts.yaml`;
}

/** The facts of a system, by id, in the order of its document. Errors: throws for a file that is no list of facts. */
export function readFacts(root: string, system: string): ReadonlyMap<string, Fact> {
  const path = factsPath(system);
  const read = readModelYaml(readFileSync(join(root, path), "utf8"), path);
  if (!read.ok) throw new Error(read.issues.map((issue) => `${issue.path}: ${issue.message}`).join("\n"));
  if (!isFactsFile(read.value)) throw new Error(`${path}: not a list of facts under \`entries\``);
  return new Map(read.value.entries.map((fact) => [fact.id, fact]));
}

/** The fact of an id. Errors: throws when the document states no such thing. */
export function factOf(facts: ReadonlyMap<string, Fact>, id: string): Fact {
  const fact = facts.get(id);
  if (fact === undefined) throw new Error(`${id}: no such fact`);
  return fact;
}

/** Text in the data of a fact, absent where the document does not state it. */
export function textOf(fact: Fact, key: string): string | undefined {
  const { data } = fact;
  if (typeof data !== "object" || data === null || !(key in data)) return undefined;
  const value: unknown = Reflect.get(data, key);
  return typeof value === "string" ? value : undefined;
}

function isFactsFile(value: unknown): value is { readonly entries: readonly Fact[] } {
  if (typeof value !== "object" || value === null || !("entries" in value) || !Array.isArray(value.entries))
    return false;
  return value.entries.every(isFact);
}

function isFact(value: unknown): value is Fact {
  if (typeof value !== "object" || value === null) return false;
  return ["id", "system", "kind", "source", "data"].every((key) => key in value);
}
