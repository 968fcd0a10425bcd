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

/** A derived alert and the field of the model that it comes from. */
export interface AlertAt {
  readonly alert: DerivedAlert;
  readonly path: string;
}

/** Every alert of the groups with the field that it comes from. */
export function alertsAt(groups: readonly DerivedGroup[]): readonly AlertAt[] {
  return groups.flatMap((group) =>
    group.rules.flatMap((rule) => (rule.kind === "alert" ? [{ alert: rule, path: pathOf(rule, group) }] : [])),
  );
}

function pathOf({ origin, alert, labels }: DerivedAlert, { path }: DerivedGroup): string {
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
export function checkIdentity(groups: readonly DerivedGroup[], report: Report<RuleCode>): void {
  const alerts = new Map<string, string>();
  for (const { alert, path } of alertsAt(groups)) {
    const identity = `${alert.alert} ${JSON.stringify(Object.entries(alert.labels).sort())}`;
    const before = alerts.get(identity);
    if (before === undefined) alerts.set(identity, path);
    else {
      report.error("alert-duplicate", path, `nobody could tell this alert from that of ${before}`, {
        found: `${alert.alert} of severity ${alert.labels.severity ?? ""}`,
        expected: "an own name or an own severity",
        mend: "give one of them another alert name",
      });
    }
  }
  const recordings = new Map<string, string>();
  for (const { path, rules } of groups) {
    for (const rule of rules) {
      if (rule.kind !== "recording") continue;
      const identity = `${rule.record} ${JSON.stringify(Object.entries(rule.labels).sort())}`;
      const before = recordings.get(identity);
      if (before === undefined) recordings.set(identity, path);
      else if (before !== path) {
        report.error("recording-duplicate", path, `${before} records the same series`, {
          found: rule.record,
          mend: "rename one of the objectives, or keep no label `service`",
        });
      }
    }
  }
}

const NAMED_LABEL = /\$labels\.([A-Za-z_][A-Za-z0-9_]*)/g;

/** That annotations name only labels which their alert can have. */
export function checkAnnotations(alerts: readonly AlertAt[], report: Report<RuleCode>): void {
  for (const { alert, path } of alerts) {
    const texts = Object.values(alert.annotations).join("\n");
    const named = new Set([...texts.matchAll(NAMED_LABEL)].map(([, label]) => label ?? ""));
    if (named.size === 0) continue;
    const labels = labelsOf(alert.expression);
    for (const label of named) {
      if (label in alert.labels || mayHave(labels, label)) continue;
      report.error("annotation-label-dropped", path, "the text names a label that the expression does not keep", {
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
