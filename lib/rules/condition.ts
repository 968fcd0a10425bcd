import type { Condition } from "../model/condition.ts";
import { quantityInWords, valueTemplate } from "../model/conventions.ts";
import { labelsOf } from "../promql/analysis/labels.ts";
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
    labels: conditionLabels(condition, context),
    annotations: annotations(context, condition.alert, condition.severity, {
      summary: `${ownerTitle(context)}: ${condition.summary}`,
      description: `${condition.means}${pending}${value}`,
      impact: condition.impact,
    }),
    origin: { kind: "condition", condition },
  };
}

/** A label of the rule would overwrite the same label of the series: two of them could become one alert. */
function conditionLabels(condition: Condition, context: Context): DerivedAlert["labels"] {
  const { sure, possible } = labelsOf(condition.expression);
  const keeps = (label: string): boolean => sure.has(label) || (possible !== "any" && possible.has(label));
  const identity = { system: context.system.name, service: context.owner.name };
  const own = Object.fromEntries(Object.entries(identity).filter(([label]) => !keeps(label)));
  return alertLabels(context.system, condition.severity, own, keeps("namespace") ? ["namespace"] : []);
}
