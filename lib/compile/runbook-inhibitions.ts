import type { System } from "../model/system.ts";
import type { Matcher } from "../promql/ast.ts";
import { parse } from "../promql/parse.ts";
import type { InhibitRule } from "../routes/configuration.ts";
import { inhibitRules } from "../routes/inhibitions.ts";
import type { PageAlert, PageInhibition, PageSelector } from "../runbooks/page-alert.ts";

const DERIVED = "It says what the cause says already.";

/** Which alerts are not told while which others fire, as Alertmanager's rules have it: a line for each pair of pages. */
export function pageInhibitions(system: System, alerts: readonly PageAlert[]): readonly PageInhibition[] {
  const { inhibitions = [], ...rest } = system.alerting ?? {};
  const rulesOf = (declared: typeof inhibitions): readonly InhibitRule[] =>
    inhibitRules({ ...system, alerting: { ...rest, inhibitions: declared } });
  const derived = rulesOf([]);
  return [
    ...derived.flatMap((rule) => pairs(rule, DERIVED, alerts)),
    ...inhibitions.flatMap((one) =>
      rulesOf([one])
        .slice(derived.length)
        .flatMap((rule) => pairs(rule, one.why, alerts)),
    ),
  ];
}

function pairs(rule: InhibitRule, why: string, alerts: readonly PageAlert[]): readonly PageInhibition[] {
  const causes = bucketed(matching(rule.source_matchers ?? [], alerts), rule.equal ?? []);
  const effects = bucketed(matching(rule.target_matchers ?? [], alerts), rule.equal ?? []);
  return [...causes].flatMap(([key, of]) => {
    const silenced = effects.get(key) ?? [];
    return silenced.length === 0 ? [] : [{ causes: selectors(of), effects: selectors(silenced), why }];
  });
}

/** Alerts by the values of the labels that have to be equal; what only the series say is taken to be equal. */
function bucketed(alerts: readonly PageAlert[], equal: readonly string[]): ReadonlyMap<string, readonly PageAlert[]> {
  const buckets = new Map<string, PageAlert[]>();
  for (const alert of alerts) {
    const key = equal.map((label) => (STATIC.has(label) ? (alert.labels[label] ?? "") : "")).join("\n");
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [alert]);
    else bucket.push(alert);
  }
  return buckets;
}

/** Labels that rules set themselves. */
const STATIC: ReadonlySet<string> = new Set(["system", "service", "objective"]);

function matching(texts: readonly string[], alerts: readonly PageAlert[]): readonly PageAlert[] {
  const selector = parse(`{${texts.join(",")}}`);
  if (selector.type !== "vector") return [];
  const tests = selector.matchers.map(matcherTest);
  return alerts.filter((alert) => tests.every((test) => test(alert)));
}

function matcherTest({ label, op, value }: Matcher): (alert: PageAlert) => boolean {
  const pattern = new RegExp(`^(?:${value})$`, "u");
  const read = ({ alert, labels }: PageAlert): string => (label === "alertname" ? alert : (labels[label] ?? ""));
  switch (op) {
    case "=":
      return (alert) => read(alert) === value;
    case "!=":
      // `label!=""` asks for a label that some alerts have from their series, which is not known here.
      return (alert) => read(alert) !== value || (value === "" && !STATIC.has(label));
    case "=~":
      return (alert) => pattern.test(read(alert));
    case "!~":
      return (alert) => !pattern.test(read(alert));
  }
}

function selectors(alerts: readonly PageAlert[]): readonly PageSelector[] {
  const known = new Map<string, PageSelector>();
  for (const { alert, labels } of alerts) {
    const severity = labels.severity ?? "";
    known.set(`${alert} ${severity}`, { alert, severity });
  }
  return [...known.values()];
}
