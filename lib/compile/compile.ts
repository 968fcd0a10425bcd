import type { Assumption } from "../core/assumed.ts";
import type { System } from "../model/system.ts";
import { assumptionsIn } from "../model/system.ts";
import { deriveGroups } from "../rules/derive.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import type { Bundle } from "./bundle.ts";
import { ruleFiles } from "./print-rules.ts";

/** What {@link compile} gives: the bundle for the targets, and the derivation behind it for proofs and reports. */
export interface Compilation {
  readonly bundle: Bundle;
  readonly groups: readonly DerivedGroup[];
  readonly assumptions: readonly Assumption[];
}

/** Derives everything from one system. */
export function compile(system: System): Compilation {
  const groups = deriveGroups(system);
  return {
    bundle: { system: system.name, ruleFiles: ruleFiles(system, groups), parts: [], documents: [] },
    groups,
    assumptions: assumptionsIn(system),
  };
}
