import type { Issue } from "../core/issue.ts";
import { checkModel } from "../model/check/check-model.ts";
import { UNDERIVABLE } from "../model/check/codes.ts";
import type { System } from "../model/system.ts";
import { checkRules } from "../rules/check/check-rules.ts";
import { deriveGroups } from "../rules/derive.ts";
import type { DerivedGroup } from "../rules/derived.ts";

/** A system's rules and everything that is wrong with it, errors and warnings. */
export interface Checked {
  readonly groups: readonly DerivedGroup[];
  readonly issues: readonly Issue[];
}

/** Checks a model and, where rules can be derived from it at all, these too. */
export function checkSystem(system: System): Checked {
  const issues = checkModel(system);
  if (issues.some(({ code }) => UNDERIVABLE.has(code))) return { groups: [], issues };
  const groups = deriveGroups(system);
  return { groups, issues: [...issues, ...checkRules(system, groups)] };
}
