import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import type { EquivalenceArgument } from "../../lib/prove/mutate/account.ts";

/** The committed list of equivalent mutants, each with the argument for it. */
export const EQUIVALENTS = new URL("../../test/prove/mutate/equivalents.yml", import.meta.url);

/** Reads the list. Errors: throws when it has another form. */
export function readEquivalents(): readonly EquivalenceArgument[] {
  const list = load(readFileSync(EQUIVALENTS, "utf8"));
  if (!Array.isArray(list) || !list.every(isArgument)) throw new TypeError("equivalents.yml has another form");
  return list;
}

function isArgument(entry: unknown): entry is EquivalenceArgument {
  if (typeof entry !== "object" || entry === null || !("argument" in entry) || !("mutants" in entry)) return false;
  const { argument, mutants } = entry;
  return typeof argument === "string" && typeof mutants === "object" && mutants !== null;
}
