import type { Issue } from "../../core/issue.ts";
import { nearest } from "../../core/names.ts";
import type { AlertSelector } from "../../model/alerting.ts";
import { Report } from "../../model/check/report.ts";
import { didYouMean, ownersOf } from "../../model/check/walk.ts";
import type { System } from "../../model/system.ts";
import { labelValues } from "../../promql/analysis/label-values.ts";
import { assigned, type LabelSet, mayHave } from "../../promql/analysis/labels-set.ts";
import type { DerivedAlert, DerivedGroup } from "../derived.ts";
import type { RuleCode } from "./codes.ts";
import { knownLabels } from "./known-labels.ts";

/** An alert that an inhibition names: its severity, and the labels of its instances. */
interface Named {
  readonly alert: string;
  readonly severity: string;
  readonly labels: LabelSet;
  /** Values that its rule sets, or its expression leaves no choice of. */
  readonly set: DerivedAlert["labels"];
}

/** That inhibitions name alerts which there are, and tie them by labels that they have. Groups are visited one by one. */
export class References {
  readonly #system: System;
  readonly #owners: ReadonlyMap<string, ReturnType<typeof ownersOf>[number]["owner"]>;
  readonly #wanted: ReadonlySet<string>;
  readonly #alerts = new Set<string>();
  readonly #named: Named[] = [];

  constructor(system: System) {
    this.#system = system;
    const inhibitions = system.alerting?.inhibitions ?? [];
    this.#wanted = new Set(inhibitions.flatMap(({ cause, effect }) => [...cause.alerts, ...effect.alerts]));
    this.#owners = new Map(this.#wanted.size === 0 ? [] : ownersOf(system).map(({ owner }) => [owner.name, owner]));
  }

  visit(group: DerivedGroup): void {
    const owner = this.#owners.get(group.owner);
    if (owner === undefined) return;
    for (const rule of group.rules) {
      if (rule.kind !== "alert") continue;
      this.#alerts.add(rule.alert);
      if (!this.#wanted.has(rule.alert)) continue;
      const { conventional } = knownLabels(group, { system: this.#system, owner });
      const { severity = "" } = rule.labels;
      this.#named.push({
        alert: rule.alert,
        severity,
        labels: withOwn(rule, conventional(rule.expression)),
        set: { ...Object.fromEntries(labelValues(rule.expression)), ...rule.labels },
      });
    }
  }

  /** What is wrong, once every group was shown. */
  issues(): readonly Issue[] {
    const report = new Report<RuleCode>();
    for (const [index, { cause, effect, equal }] of (this.#system.alerting?.inhibitions ?? []).entries()) {
      const path = `alerting.inhibitions.${index}`;
      const causes = this.#select(cause, `${path}.cause`, report);
      const effects = this.#select(effect, `${path}.effect`, report);
      if (causes.length === 0 || effects.length === 0) continue;
      checkEqual(equal, causes, effects, `${path}.equal`, report);
      checkValues(equal, causes, effects, `${path}.equal`, report);
    }
    return report.issues;
  }

  #select({ alerts, severity }: AlertSelector, path: string, report: Report<RuleCode>): readonly Named[] {
    return alerts.flatMap((name) => {
      const all = this.#named.filter(({ alert }) => alert === name);
      const found = all.filter((one) => severity === undefined || one.severity === severity);
      // A severity that the system does not declare is told with the model.
      const isKnown = severity === undefined || Object.hasOwn(this.#system.severities, severity);
      if (all.length === 0) {
        const mend = didYouMean(nearest(name, [...this.#alerts]));
        report.error("inhibition-alert-unknown", `${path}.alerts`, "no rule has an alert of this name", {
          found: name,
          mend,
        });
      } else if (found.length === 0 && isKnown) {
        const severities = [...new Set(all.map((one) => one.severity))];
        report.error("inhibition-alert-unknown", `${path}.severity`, `no rule has ${name} with this severity`, {
          found: severity,
          expected: severities.join(" or "),
        });
      }
      return found;
    });
  }
}

/** Labels of the rule replace those of the series. */
function withOwn({ labels }: DerivedAlert, series: LabelSet): LabelSet {
  return Object.entries({ ...labels, alertname: "set" }).reduce(
    (set, [label, value]) => assigned(set, label, value === "" ? "impossible" : "sure"),
    assigned(series, "__name__", "impossible"),
  );
}

/**
 * To Alertmanager a label that cause and effect both lack is equal, so a cause that may lack it could silence everything that
 * lacks it too; an effect without it is not silenced by its own cause.
 */
function checkEqual(
  equal: readonly string[],
  causes: readonly Named[],
  effects: readonly Named[],
  path: string,
  report: Report<RuleCode>,
): void {
  const isShared = (label: string): boolean =>
    causes.every(({ labels }) => labels.sure.has(label)) && effects.every(({ labels }) => labels.sure.has(label));
  const shared = [...(causes[0]?.labels.sure ?? [])].filter((label) => isShared(label) && tiesOf(label));
  const expected = shared.length === 0 ? undefined : `labels that both surely have: ${shared.sort().join(", ")}`;
  for (const [index, label] of equal.entries()) {
    const uncertain = causes.find(({ labels }) => !labels.sure.has(label));
    const without = effects.find(({ labels }) => !mayHave(labels, label));
    if (uncertain !== undefined) {
      report.error(
        "inhibition-label-missing",
        `${path}.${index}`,
        `${inWords(uncertain)} does not surely have this label, and one that both sides lack is equal to Alertmanager`,
        { found: label, expected, mend: `have the rule of ${uncertain.alert} keep or set it, or leave it out` },
      );
    }
    if (without === undefined) continue;
    report.error(
      "inhibition-label-missing",
      `${path}.${index}`,
      `${inWords(without)} never has this label, so that nothing silences it`,
      { found: label, expected, mend: `have the rule of ${without.alert} keep or set it, or leave it out` },
    );
  }
}

/** That a label which the rules of both sides set can have the same value: two services have two. */
function checkValues(
  equal: readonly string[],
  causes: readonly Named[],
  effects: readonly Named[],
  path: string,
  report: Report<RuleCode>,
): void {
  const told = new Set<string>();
  for (const effect of effects) {
    const differing = causes.map((cause) => equal.find((label) => differ(cause.set[label], effect.set[label])));
    const [label] = differing;
    if (label === undefined || differing.includes(undefined) || told.has(inWords(effect))) continue;
    told.add(inWords(effect));
    const values = [...new Set(causes.map(({ set }) => set[label] ?? ""))].join(" or ");
    report.error("inhibition-never", `${path}.${equal.indexOf(label)}`, `no cause silences ${inWords(effect)}`, {
      found: `${label} ${values} of the cause, ${effect.set[label] ?? ""} of the effect`,
      expected: "the same value on both sides",
      mend: `leave ${label} out, or name alerts of one ${label}`,
    });
  }
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** Labels that say what an alert is about; those of the alert itself tie nothing to a cause. */
function tiesOf(label: string): boolean {
  return !["alertname", "severity", "priority", "long_window", "short_window"].includes(label);
}

function inWords({ alert, severity }: Named): string {
  return `${alert} (${severity})`;
}
