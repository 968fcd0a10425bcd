import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Fact, factsPath, readFacts } from "./fact.ts";
import type { Mend } from "./mend.ts";

/** What the repository has of one real system beside its model. */
export interface Stack {
  /** Name of its folder. */
  readonly name: string;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly mends: readonly Mend[];
}

/** Folders of the systems whose documents' facts are here. */
export function stackNames(root: string): readonly string[] {
  return readdirSync(join(root, "stacks")).filter((name) => existsSync(join(root, factsPath(name))));
}

/** The facts and mends of one system; without a `mends.ts`, nothing of it is mended. */
export async function readStack(root: string, name: string): Promise<Stack> {
  if (!existsSync(join(root, "stacks", name, "mends.ts"))) return { name, facts: readFacts(root, name), mends: [] };
  const module: unknown = await import(`../${name}/mends.ts`);
  if (!hasMends(module)) throw new Error(`stacks/${name}/mends.ts: does not export \`mends\``);
  return { name, facts: readFacts(root, name), mends: module.mends };
}

function hasMends(module: unknown): module is { readonly mends: readonly Mend[] } {
  return typeof module === "object" && module !== null && "mends" in module && Array.isArray(module.mends);
}
