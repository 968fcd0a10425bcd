import { BurnlineError, type Issue } from "../core/issue.ts";
import { readRuleGroups } from "../engine/read-rules.ts";
import type { RuleGroup } from "../engine/rule.ts";
import { proveRules } from "../prove/others/prove-rules.ts";
import type { SystemProof } from "../prove/verdict.ts";
import type { Progress } from "./progress.ts";
import { ruleText } from "./rule-text.ts";
import type { Synthesized } from "./synthesize.ts";

/**
 * `burnline prove --rules FILE...`: whether the rules that others wrote do what the models say.
 *
 * @throws BurnlineError with everything that is wrong with the files
 */
export function proveFiles(
  files: readonly string[],
  systems: readonly Synthesized[],
  alerts: readonly string[],
  { folder, progress }: { readonly folder: string; readonly progress: Progress },
): readonly SystemProof[] {
  const groups = readFiles(files, folder);
  return systems.map(({ system, compilation }) => {
    progress.step(`judging ${files.length} rule files by ${system.name}`, true);
    const proof = proveRules({ system, compilation, groups });
    if (alerts.length === 0) return proof;
    const asked = proof.alerts.filter(({ alert }) => alerts.includes(alert));
    return { ...proof, alerts: asked, objectives: [], bundle: [] };
  });
}

function readFiles(files: readonly string[], folder: string): readonly RuleGroup[] {
  const issues: Issue[] = [];
  const groups: RuleGroup[] = [];
  for (const file of files) {
    const text = ruleText(file, folder);
    if (typeof text !== "string") {
      issues.push(text);
      continue;
    }
    const read = readRuleGroups(text, { file });
    if (read.ok) groups.push(...read.value);
    else issues.push(...read.issues);
  }
  if (issues.length > 0) throw new BurnlineError(issues);
  return groups;
}
