import { pascalCase } from "../core/names.ts";
import { quantityInWords } from "../model/conventions.ts";
import { call, eqv, or, sum } from "../promql/build.ts";
import { type Context, upSelector } from "./context.ts";
import type { DerivedAlert } from "./derived.ts";
import { alertLabels, annotations } from "./labels.ts";
import { ownerTitle } from "./text.ts";

/**
 * Alerts of a scrape: no target answers (also when service discovery knows none any more), and a single target does
 * not answer.
 */
export function downAlerts(context: Context): readonly DerivedAlert[] {
  const scrape = context.owner.scrape;
  if (scrape === undefined || "ignored" in scrape.down) return [];
  const { down } = scrape;
  const identity = { system: context.system.name, service: context.owner.name };
  const owner = pascalCase(context.owner.name);
  const alert = down.alert ?? `${owner}Down`;
  const none: DerivedAlert = {
    kind: "alert",
    alert,
    expression: eqv(or(sum(upSelector(context)), call("vector", 0)), 0),
    for: down.after.value,
    labels: alertLabels(context.system, down.severity, identity),
    annotations: annotations(context, alert, down.severity, {
      summary: `${ownerTitle(context)} is down: no target of job ${scrape.job} answers`,
      description: `For ${quantityInWords(down.after)} no target of job ${scrape.job} has answered its scrape, or service discovery has none.`,
      impact: down.impact,
    }),
    origin: { kind: "down" },
  };
  if (down.target === undefined) return [none];
  const single = down.target.alert ?? `${owner}TargetDown`;
  return [
    none,
    {
      kind: "alert",
      alert: single,
      expression: eqv(upSelector(context), 0),
      for: down.target.after.value,
      labels: alertLabels(context.system, down.target.severity, identity),
      annotations: annotations(context, single, down.target.severity, {
        summary: `One target of ${ownerTitle(context)} does not answer: {{ $labels.instance }}`,
        description: `{{ $labels.instance }} of job ${scrape.job} has not answered its scrape for ${quantityInWords(down.target.after)}.`,
      }),
      origin: { kind: "target-down" },
    },
  ];
}
