import type { Unit } from "../core/quantity.ts";
import type { Condition } from "../model/condition.ts";
import { isPlain } from "../promql/analysis/dimension.ts";
import { labelsOf } from "../promql/analysis/labels.ts";
import type { Expression } from "../promql/ast.ts";
import { isComparison } from "../promql/operators.ts";
import { print } from "../promql/print.ts";
import { walk } from "../promql/walk.ts";
import { comparedIn } from "./compared.ts";
import { type DraftQuery, type DraftValues, timeseries } from "./draft.ts";
import { firingFor } from "./firing.ts";
import { isPerSecond, measuredIn } from "./measured.ts";
import { fixed, OF_RECORDED, ofRule } from "./queries.ts";
import type { BoardAlert } from "./source.ts";
import { thresholdsOf } from "./thresholds.ts";
import { runbookLinks, type View } from "./view.ts";
import { byLabels } from "./words.ts";

/** An alert whose rule is a condition. */
export type ConditionAlert = BoardAlert & {
  readonly origin: { readonly kind: "condition"; readonly condition: Condition };
};

/** Whether an alert comes from a condition. */
export function isCondition(alert: BoardAlert): alert is ConditionAlert {
  return alert.origin.kind === "condition";
}

/**
 * What conditions compare, with their thresholds; whether they fire, where nothing is compared with a number. What is beyond
 * `most` panels shares the last one.
 */
export function conditionPanels(alerts: readonly BoardAlert[], view: View, most: number): readonly DraftValues[] {
  const groups = [...together(alerts.filter(isCondition))];
  const own = groups.length <= most ? groups : groups.slice(0, most - 1);
  const rest = groups.slice(own.length).flatMap(([, same]) => same);
  const names = own.map(([, same]) => namesOf(same));
  const panels = own.map(([, same], index) => {
    const name = names[index] ?? "";
    const severities = [...new Set(same.map(({ labels }) => labels.severity))].join(", ");
    return conditionPanel(
      names.indexOf(name) === names.lastIndexOf(name) ? name : `${name}: ${severities}`,
      same,
      view,
    );
  });
  return rest.length === 0 ? panels : [...panels, statePanel("All others", rest, view)];
}

/** Conditions by what they compare, those of the same name where nothing is compared. */
function together(alerts: readonly ConditionAlert[]): ReadonlyMap<string, readonly ConditionAlert[]> {
  const found = new Map<string, ConditionAlert[]>();
  for (const alert of alerts) {
    const values = shownValues(alert);
    const key = values === undefined ? alert.alert : values.map(print).join("\n");
    const same = found.get(key);
    if (same === undefined) found.set(key, [alert]);
    else same.push(alert);
  }
  return found;
}

/** The values that a panel can show: those whose unit is known, or that are plain numbers. */
function shownValues({ expression, origin }: ConditionAlert): readonly Expression[] | undefined {
  const compared = comparedIn(expression);
  if (compared === undefined) return undefined;
  if (origin.condition.unit !== undefined) return compared.values;
  const plain = compared.values.every((value) => {
    const unit = measuredIn(value);
    return unit === undefined || unit === "number" || isPlain(unit);
  });
  return plain ? compared.values : undefined;
}

function conditionPanel(title: string, alerts: readonly ConditionAlert[], view: View): DraftValues {
  const [first] = alerts;
  const values = first === undefined ? undefined : shownValues(first);
  if (first === undefined || values === undefined) return statePanel(title, alerts, view);
  const unit: Unit = first.origin.condition.unit ?? "count";
  return timeseries({
    title,
    description: meansOf(alerts),
    unit,
    ...(values.every((value) => isPerSecond(value, unit)) ? { perSecond: true } : {}),
    queries: values.map((value) => valueQuery(value, title)),
    thresholds: thresholdsOf(alerts, view),
    links: runbookLinks(alerts),
    waivers: ofRule(values),
  });
}

/** Labels by which the series of an expression can differ. */
function apartBy(expression: Expression): readonly string[] {
  const { sure, possible } = labelsOf(expression);
  return [...new Set([...sure, ...(possible === "any" ? [] : possible)])].sort();
}

function valueQuery(value: Expression, fallback: string): DraftQuery {
  const query = fixed(value, byLabels(apartBy(value), fallback));
  return filters(value) ? { ...query, emptyWhile: "the expression keeps only the series that matter" } : query;
}

/** Whether an expression leaves series out by their values. */
function filters(expression: Expression): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.type !== "binary") return;
    if ((isComparison(node.operator) && node.bool !== true) || node.operator === "and" || node.operator === "unless") {
      found = true;
    }
  });
  return found;
}

/** Whether alerts fire, and for which series. */
function statePanel(title: string, alerts: readonly ConditionAlert[], view: View): DraftValues {
  const byName = new Map(alerts.map((alert) => [alert.alert, alert]));
  return timeseries({
    title,
    description: meansOf(alerts),
    unit: "count",
    queries: [...byName.values()].map(({ alert, expression }) =>
      firingFor(alert, apartBy(expression), { system: view.system.name }),
    ),
    least: 0,
    most: 1,
    links: runbookLinks(alerts),
    waivers: OF_RECORDED,
  });
}

function namesOf(alerts: readonly BoardAlert[]): string {
  const [first = "", second, ...others] = new Set(alerts.map(({ alert }) => alert));
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} more`;
}

function meansOf(alerts: readonly ConditionAlert[]): string {
  return [...new Set(alerts.map(({ origin }) => origin.condition.means))].join("\n\n");
}
