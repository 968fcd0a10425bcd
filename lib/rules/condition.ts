import type { Condition } from "../model/condition.ts";
import { quantityInWords, valueTemplate } from "../model/conventions.ts";
import type { Context } from "./context.ts";
import type { DerivedAlert } from "./derived.ts";
import { alertLabels, annotations } from "./labels.ts";
import { ownerTitle } from "./text.ts";

/** The alert of a condition. */
export function conditionAlert(condition: Condition, context: Context): DerivedAlert {
  const pending = condition.for.value === 0 ? "" : ` For at least ${quantityInWords(condition.for)}.`;
  const value = condition.unit === undefined ? "" : ` Value: ${valueTemplate(condition.unit)}.`;
  return {
    kind: "alert",
    alert: condition.alert,
    expression: condition.expression,
    for: condition.for.value,
    labels: alertLabels(context.system, condition.severity, {
      system: context.system.name,
      service: context.owner.name,
    }),
    annotations: annotations(context.system, condition.alert, condition.severity, {
      summary: `${ownerTitle(context)}: ${condition.summary}`,
      description: `${condition.means}${pending}${value}`,
      impact: condition.impact,
    }),
    origin: { kind: "condition", condition },
  };
}
