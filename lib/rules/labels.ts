import { BOARDS, dashboardUid, dashboardUrl, type IDENTITY_LABELS, runbookPath } from "../model/conventions.ts";
import type { Indicator } from "../model/indicator.ts";
import type { System } from "../model/system.ts";
import type { Matcher } from "../promql/ast.ts";
import { eq } from "../promql/build.ts";
import { type Context, hasNamespaceLabel } from "./context.ts";

/** Labels that an indicator keeps. */
export function keptLabels(indicator: Indicator): readonly string[] {
  return indicator.kind === "up" ? [] : (indicator.by ?? []);
}

/** Identity labels of an objective; a label that the indicator keeps is left to the series. */
export function identityLabels(
  context: Context,
  objective: string,
  kept: readonly string[] = [],
): Readonly<Record<string, string>> {
  const identity: Readonly<Record<(typeof IDENTITY_LABELS)[number], string>> = {
    system: context.system.name,
    service: context.owner.name,
    objective,
  };
  return Object.fromEntries(Object.entries(identity).filter(([label]) => !kept.includes(label)));
}

/** Matchers of recorded series with these labels. */
export function matchersFor(labels: Readonly<Record<string, string>>): readonly Matcher[] {
  return Object.entries(labels).map(([label, value]) => eq(label, value));
}

/**
 * Labels of an alert. `namespace` is set where the expression does not keep it, because an AlertmanagerConfig of the
 * operator matches only alerts that carry the namespace it lies in.
 */
export function alertLabels(
  system: System,
  severity: string,
  identity: Readonly<Record<string, string>>,
  kept: readonly string[] = [],
): Readonly<Record<string, string>> {
  const namespace = system.namespace;
  return {
    severity,
    priority: system.severities[severity]?.priority ?? "",
    ...(namespace !== undefined && hasNamespaceLabel(system) && !kept.includes("namespace") ? { namespace } : {}),
    ...identity,
  };
}

/** What an alert says, and the objective that it is about if it is about one. */
interface AlertText {
  readonly summary: string;
  readonly description: string;
  readonly impact?: string | undefined;
  readonly objective?: string;
}

/**
 * Annotations of an alert: what, how much, what users notice, and where the runbook page is; where the system has a Grafana,
 * also the dashboard with the same numbers.
 */
export function annotations(
  { system, owner }: Context,
  alert: string,
  severity: string,
  { summary, description, impact, objective }: AlertText,
): Readonly<Record<string, string>> {
  const board = objective === undefined ? BOARDS.owner(owner.name) : BOARDS.objective(owner.name, objective);
  return {
    summary,
    description,
    ...(impact === undefined ? {} : { impact }),
    runbook_url: `${system.runbooks}/${runbookPath(alert, severity)}`,
    ...(system.grafana === undefined
      ? {}
      : { dashboard_url: dashboardUrl(system.grafana.url, dashboardUid(system.name, board)) }),
  };
}
