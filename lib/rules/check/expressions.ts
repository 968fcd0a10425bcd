import type { Report } from "../../model/check/report.ts";
import { ownersOf } from "../../model/check/walk.ts";
import { windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import type { Matcher } from "../../promql/ast.ts";
import { labelsOf } from "../../promql/labels.ts";
import { mayHave } from "../../promql/labels-set.ts";
import { print } from "../../promql/print.ts";
import { matchesEmpty } from "../../promql/regexp.ts";
import { selectors } from "../../promql/walk.ts";
import type { DerivedAlert, DerivedGroup } from "../derived.ts";
import { tiersOf } from "../windows.ts";
import type { RuleCode } from "./codes.ts";

/** A derived alert and the group that it stands in. */
export interface AlertAt {
  readonly alert: DerivedAlert;
  readonly group: DerivedGroup;
}

/** Every alert of the groups. */
export function alertsAt(groups: readonly DerivedGroup[]): readonly AlertAt[] {
  return groups.flatMap((group) =>
    group.rules.flatMap((rule) => (rule.kind === "alert" ? [{ alert: rule, group }] : [])),
  );
}

/** The field of the model that an alert comes from. */
export function pathOf({ alert: { origin, alert, labels }, group: { path } }: AlertAt): string {
  switch (origin.kind) {
    case "burn-rate": {
      const windows = tiersOf(origin.objective).map(({ long, short }) => [
        windowName(long.value),
        windowName(short.value),
      ]);
      const index = windows.findIndex(([long, short]) => long === labels.long_window && short === labels.short_window);
      return origin.objective.burnRate?.kind === "tiers" ? `${path}.burnRate.${index}` : `${path}.burnRate`;
    }
    case "tier":
      return `${path}.tiers.${origin.objective.tiers.indexOf(origin.tier)}`;
    case "absence":
      return `${path}.absence`;
    case "down":
      return `${path}.down`;
    case "target-down":
      return `${path}.down.target`;
    case "condition":
      return `${path}.${alert}`;
  }
}

/** That no two alerts, and no two recordings, are the same series to Prometheus. */
export function checkIdentity(
  groups: readonly DerivedGroup[],
  all: readonly AlertAt[],
  report: Report<RuleCode>,
): void {
  const alerts = new Map<string, AlertAt>();
  for (const at of all) {
    const { alert, labels } = at.alert;
    const { severity = "", service = "", objective = "", long_window = "", short_window = "" } = labels;
    const identity = `${alert} ${severity} ${service} ${objective} ${long_window} ${short_window}`;
    const before = alerts.get(identity);
    if (before === undefined) alerts.set(identity, at);
    else if (!isSameTier(at.alert, before.alert)) {
      report.error("alert-duplicate", pathOf(at), `nobody could tell this alert from that of ${pathOf(before)}`, {
        found: `${alert} of severity ${severity}`,
        expected: "an own name or an own severity",
        mend: "give one of them another alert name",
      });
    }
  }
  const recordings = new Map<string, string>();
  for (const { path, rules } of groups) {
    for (const rule of rules) {
      // With its owner among the labels a recording is the only one of its name.
      if (rule.kind !== "recording" || rule.labels.service !== undefined) continue;
      const identity = `${rule.record} ${JSON.stringify(rule.labels)}`;
      const before = recordings.get(identity);
      if (before === undefined) recordings.set(identity, path);
      else if (before !== path) {
        report.error("recording-duplicate", path, `${before} records the same series`, {
          found: rule.record,
          mend: "rename one of the objectives, or keep no label `service`",
        });
        break;
      }
    }
  }
}

/** A tier that stands twice is told with the model. */
function isSameTier({ origin: a }: DerivedAlert, { origin: b }: DerivedAlert): boolean {
  if (a.kind !== "tier" || b.kind !== "tier") return false;
  return a.tier.threshold.value === b.tier.threshold.value && a.tier.over?.value === b.tier.over?.value;
}

const NAMED_LABEL = /\$labels\.([A-Za-z_][A-Za-z0-9_]*)/g;

/** That annotations name only labels which their alert can have. */
export function checkAnnotations(alerts: readonly AlertAt[], report: Report<RuleCode>): void {
  for (const at of alerts) {
    const { alert } = at;
    const named = new Set<string>();
    for (const key in alert.annotations) {
      const text = alert.annotations[key] ?? "";
      if (!text.includes("$labels.")) continue;
      for (const [, label] of text.matchAll(NAMED_LABEL)) named.add(label ?? "");
    }
    if (named.size === 0) continue;
    const labels = labelsOf(alert.expression);
    for (const label of named) {
      if (label in alert.labels || mayHave(labels, label)) continue;
      report.error("annotation-label-dropped", pathOf(at), "the text names a label that the expression does not keep", {
        found: `{{ $labels.${label} }}`,
        mend: `keep ${label} in the expression's grouping, or leave it out of the text`,
      });
    }
  }
}

/** That conditions in PromQL of one's own stay inside the system, and bring what proves them. */
export function checkConditions(system: System, report: Report<RuleCode>): void {
  for (const { owner, path } of ownersOf(system)) {
    const known = new Set(["job", "namespace", "system", ...Object.keys(owner.scrape?.matchers ?? {})]);
    for (const condition of owner.conditions) {
      const at = `${path}.conditions.${condition.alert}`;
      const open = selectors(condition.expression).find(
        ({ matchers }) => !matchers.some((matcher) => selects(matcher, known)),
      );
      if (open !== undefined) {
        report.error("condition-unselective", at, "the expression also selects the series of other systems", {
          found: print(open),
          expected: `a matcher on one of ${[...known].filter((label) => label !== "system").join(", ")}`,
          mend: `such as job="${owner.scrape?.job ?? owner.name}"`,
        });
      }
      if (condition.scenarios.length > 0) continue;
      report.warning("condition-without-scenario", at, "nothing shows that the alert fires when it must", {
        mend: "give it a scenario with the series on which it fires",
      });
    }
  }
}

function selects(matcher: Matcher, known: ReadonlySet<string>): boolean {
  return known.has(matcher.label) && (matcher.op === "=" || matcher.op === "=~") && !matchesEmpty(matcher);
}
