import type { Compilation } from "../compile/compile.ts";
import { readRuleGroups } from "../engine/read-rules.ts";
import type { RuleGroup } from "../engine/rule.ts";

/** The rule groups of a compilation by name, read back from what is emitted, so that proofs are about that. */
export function emittedGroups({ bundle }: Pick<Compilation, "bundle">): ReadonlyMap<string, RuleGroup> {
  const read = readRuleGroups({ groups: bundle.ruleFiles.flatMap(({ groups }) => groups) });
  if (!read.ok) throw new Error(read.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return new Map(read.value.map((group) => [group.name, group]));
}
