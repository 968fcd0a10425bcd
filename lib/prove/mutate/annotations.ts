import type { AlertingRule } from "../../engine/rule.ts";
import type { Mutation } from "./mutant.ts";

const ACTION = /\{\{[^{}]*\}\}/g;

/** Annotations: each left out, the value in another unit, each label under another name, another runbook page or dashboard. */
export function annotationMutations(rule: AlertingRule): readonly Mutation[] {
  const annotations = rule.annotations ?? {};
  return Object.entries(annotations).flatMap(([name, text]) => {
    const { [name]: _, ...others } = annotations;
    const changed = (description: string, to: string): Mutation => ({
      operator: "annotation",
      description: `${description} in ${name}`,
      rule: { ...rule, annotations: { ...annotations, [name]: to } },
    });
    const actions = new Set(text.match(ACTION));
    return [
      { operator: "annotation" as const, description: `${name} is left out`, rule: { ...rule, annotations: others } },
      ...[...actions].flatMap((action) => {
        const wrong = misprinted(action);
        return wrong === action ? [] : [changed(`${action} becomes ${wrong}`, text.replaceAll(action, wrong))];
      }),
      ...(name.endsWith("_url") ? [changed("the page is another one", text.replace(/([^/]+)$/, "other-$1"))] : []),
    ];
  });
}

function misprinted(action: string): string {
  if (action.includes("$labels.")) return action.replace(/\$labels\.(\w+)/, "$labels.$1_other");
  if (!action.includes("$value")) return action;
  return action.includes("humanizePercentage") ? "{{ $value }}" : "{{ $value | humanizePercentage }}";
}
