import type { Assumption } from "../core/assumed.ts";
import { BurnlineError, type Issue, isError } from "../core/issue.ts";
import { assumptionsIn, type System } from "../model/system.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import type { Bundle } from "./bundle.ts";
import { checkSystem } from "./check.ts";
import { ruleFiles } from "./print-rules.ts";

/** What {@link compile} gives: the bundle for the targets, and the derivation behind it for proofs and reports. */
export interface Compilation {
  readonly bundle: Bundle;
  readonly groups: readonly DerivedGroup[];
  readonly assumptions: readonly Assumption[];
  /** What should be looked at although it refuses nothing. */
  readonly findings: readonly Issue[];
}

/**
 * Derives everything from one system.
 *
 * @throws BurnlineError with every error of the model at once, when it has any
 */
export function compile(system: System): Compilation {
  const { groups, issues } = checkSystem(system);
  const errors = issues.filter(isError);
  if (errors.length > 0) throw new BurnlineError(errors);
  return {
    bundle: { system: system.name, ruleFiles: ruleFiles(system, groups), parts: [], documents: [] },
    groups,
    assumptions: assumptionsIn(system),
    findings: issues,
  };
}
