import type { AlertingRule, Rule, RuleGroup } from "../../compile/bundle.ts";
import { type AlertDifference, alertDifferences, describeDifference, type PlacedAlert } from "./alert-difference.ts";
import { changedRecordings } from "./recordings.ts";

/** Which alert it is, whatever its numbers are. */
export interface AlertIdentity {
  readonly alert: string;
  readonly severity?: string;
  readonly system?: string;
  readonly service?: string;
  readonly objective?: string;
}

/** Everything that changed about one alert, for the reviewer of a pull request. */
export interface AlertChange extends AlertIdentity {
  readonly kind: "added" | "removed" | "changed";
  /** Empty for an alert that was added or removed. */
  readonly differences: readonly AlertDifference[];
  /** One line in words: `CheckoutHighErrorRate (critical): for 2m -> 5m; threshold 0.01 -> 0.02`. */
  readonly text: string;
}

const identityLabels = ["severity", "system", "service", "objective"] as const;

/**
 * Who is paged differently, and when: the difference between two states of a system's rules, by alert.
 *
 * An alert is the same one while its name and its `severity`, `system`, `service` and `objective` labels are; with another
 * severity alone it is the same alert with a changed severity. An alert whose own rule is untouched is reported when a
 * recording that it reads has changed. Order of groups and rules, and the layout of expressions, do not matter.
 */
export function describeChanges(before: readonly RuleGroup[], after: readonly RuleGroup[]): readonly AlertChange[] {
  const [olds, news] = [alertsIn(before), alertsIn(after)];
  const { pairs, added, removed } = matchAlerts(olds, news);
  const title = titles(olds, news);
  const readsChanged = changedRecordings(before, after);
  const changes = [
    ...removed.map(({ rule }) => wholeChange("removed", rule, title(rule))),
    ...added.map(({ rule }) => wholeChange("added", rule, title(rule))),
  ];
  for (const [old, now] of pairs) {
    const differences = alertDifferences(old, now, readsChanged(now.rule.expr));
    if (differences.length === 0) continue;
    const text = `${title(now.rule)}: ${differences.map(describeDifference).join("; ")}`;
    changes.push({ ...identityOf(now.rule), kind: "changed", differences, text });
  }
  return changes.sort((a, b) => (a.text < b.text ? -1 : 1));
}

function alertsIn(groups: readonly RuleGroup[]): readonly PlacedAlert[] {
  return groups.flatMap((group) => group.rules.filter(isAlert).map((rule) => ({ rule, group })));
}

function isAlert(rule: Rule): rule is AlertingRule {
  return "alert" in rule;
}

interface Matched {
  readonly pairs: readonly (readonly [PlacedAlert, PlacedAlert])[];
  readonly added: readonly PlacedAlert[];
  readonly removed: readonly PlacedAlert[];
}

function matchAlerts(before: readonly PlacedAlert[], after: readonly PlacedAlert[]): Matched {
  const pairs: [PlacedAlert, PlacedAlert][] = [];
  let [olds, news] = [before, after];
  const keys = [
    // One identity may stand for several rules (a burn-rate alert with two pairs of windows): equal ones find each other first.
    ({ rule }: PlacedAlert) => JSON.stringify([rule.alert, sortedLabels(rule), rule.expr, rule.for]),
    ({ rule }: PlacedAlert) => JSON.stringify([rule.alert, sortedLabels(rule)]),
    ({ rule }: PlacedAlert) => JSON.stringify(identityOf(rule)),
    ({ rule }: PlacedAlert) => JSON.stringify({ ...identityOf(rule), severity: "any" }),
  ];
  for (const key of keys) {
    const waiting = groupBy(news, key);
    olds = olds.filter((old) => {
      const now = waiting.get(key(old))?.shift();
      if (now !== undefined) pairs.push([old, now]);
      return now === undefined;
    });
    news = [...waiting.values()].flat();
  }
  return { pairs, added: news, removed: olds };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function identityOf(rule: AlertingRule): AlertIdentity {
  const labels = identityLabels.flatMap((name) => {
    const value = rule.labels[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { alert: rule.alert, ...Object.fromEntries(labels) };
}

function wholeChange(kind: "added" | "removed", rule: AlertingRule, title: string): AlertChange {
  const wait = rule.for === undefined ? "" : `, for ${rule.for}`;
  return { ...identityOf(rule), kind, differences: [], text: `${title}: ${kind}${wait}` };
}

function sortedLabels(rule: AlertingRule): readonly (readonly [string, string])[] {
  return Object.entries(rule.labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Name and severity; where several alerts share both, also the labels that tell them apart: a service, a window. */
function titles(...states: readonly (readonly PlacedAlert[])[]): (rule: AlertingRule) => string {
  const telling = new Map<string, Set<string>>();
  for (const state of states) {
    for (const [key, sharing] of groupBy(state, ({ rule }) => JSON.stringify(nameAndSeverity(rule)))) {
      const names = telling.get(key) ?? new Set();
      telling.set(key, names);
      for (const name of new Set(sharing.flatMap(({ rule }) => Object.keys(rule.labels)))) {
        if (new Set(sharing.map(({ rule }) => rule.labels[name])).size > 1) names.add(name);
      }
    }
  }
  return (rule) => {
    const names = telling.get(JSON.stringify(nameAndSeverity(rule))) ?? [];
    const labels = [...names]
      .sort()
      .flatMap((name) => (rule.labels[name] === undefined ? [] : `${name} ${rule.labels[name]}`));
    const facts = [rule.labels.severity, ...labels].filter((fact) => fact !== undefined);
    return facts.length === 0 ? rule.alert : `${rule.alert} (${facts.join(", ")})`;
  };
}

function nameAndSeverity({ alert, labels }: AlertingRule): readonly (string | undefined)[] {
  return [alert, labels.severity];
}
