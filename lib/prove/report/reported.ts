import type { AlertingRule } from "../../compile/bundle.ts";
import type { Compilation } from "../../compile/compile.ts";
import { kebabCase } from "../../core/names.ts";
import type { System } from "../../model/system.ts";
import type { DerivedAlert } from "../../rules/derived.ts";
import type { AlertProof, SystemProof } from "../verdict.ts";

/** One system of a report: the model, what follows from it, and what was shown of that. */
export interface ReportedSystem {
  readonly system: System;
  readonly compilation: Compilation;
  readonly proof: SystemProof;
}

/** An alert of a report with the rule it is about. */
export interface ReportedAlert {
  readonly proof: AlertProof;
  /** Unique in the report, and the same in the next one: links to it last. */
  readonly id: string;
  /** Absent for rules that were not derived. */
  readonly derived?: DerivedAlert;
  readonly rule?: AlertingRule;
}

/** Alerts of one objective, scrape or condition. */
export interface ReportedGroup {
  readonly owner: string;
  readonly part: string;
  readonly alerts: readonly ReportedAlert[];
}

/** The proved alerts of a system, grouped as its rules are. */
export function reportedGroups({ system, compilation, proof }: ReportedSystem): readonly ReportedGroup[] {
  const derived = new Map<string, DerivedAlert>();
  for (const group of compilation.groups) {
    for (const rule of group.rules) if (rule.kind === "alert") derived.set(key(group.name, rule), rule);
  }
  const rules = new Map<string, AlertingRule>();
  for (const group of compilation.bundle.ruleFiles.flatMap((file) => file.groups)) {
    for (const rule of group.rules) if ("alert" in rule) rules.set(key(group.name, rule), rule);
  }
  const taken = new Map<string, number>();
  const groups = new Map<string, { owner: string; part: string; alerts: ReportedAlert[] }>();
  for (const alert of proof.alerts) {
    const wanted = key(alert.group, alert);
    const [one, rule] = [derived.get(wanted), rules.get(wanted)];
    const group = groups.get(alert.group) ?? { owner: alert.owner, part: alert.part, alerts: [] };
    groups.set(alert.group, group);
    group.alerts.push({
      proof: alert,
      id: idOf(system.name, alert, taken),
      ...(one === undefined ? {} : { derived: one }),
      ...(rule === undefined ? {} : { rule }),
    });
  }
  return [...groups.values()];
}

function key(group: string, { alert, labels }: Pick<AlertProof, "alert" | "labels">): string {
  return JSON.stringify([group, alert, Object.entries(labels).sort()]);
}

function idOf(system: string, { alert, labels, owner }: AlertProof, taken: Map<string, number>): string {
  const words = [system, owner, alert, labels.severity, labels.long_window].filter((word) => word !== undefined);
  const id = words.map(kebabCase).join("-");
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}
