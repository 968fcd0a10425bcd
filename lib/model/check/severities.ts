import { nearest } from "../../core/names.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { didYouMean, objectivesOf, ownersOf } from "./walk.ts";

/** That every severity that an alert uses is declared, and mapped to a level of the escalation. */
export function checkSeverities(system: System, report: Report<ModelCode>): void {
  for (const [name, { priority, rank }] of Object.entries(system.severities)) {
    if (priority === undefined || priority.trim() === "") {
      report.error(
        "severity-unmapped",
        `severities.${name}.priority`,
        "the severity is mapped to no level of the escalation",
        {
          expected: "the word that the escalation uses, such as P1",
        },
      );
    }
    if (!Number.isInteger(rank) || rank < 0) {
      report.error(
        "severity-rank-invalid",
        `severities.${name}.rank`,
        "the rank orders severities, 0 is the most urgent",
        {
          found: `${rank}`,
          expected: "0, 1, 2, ...",
        },
      );
    }
  }
  for (const [path, severity] of severitiesUsed(system)) checkSeverity(system, severity, path, report);
}

/** That the system declares a severity that something names. */
export function checkSeverity({ severities }: System, severity: string, path: string, report: Report<ModelCode>): void {
  const declared = Object.keys(severities);
  if (declared.includes(severity)) return;
  report.error("severity-unknown", path, "the system declares no such severity", {
    found: severity,
    expected: declared.length === 0 ? "a severity declared under severities" : `one of ${declared.join(", ")}`,
    mend: didYouMean(nearest(severity, declared)),
  });
}

/** The severity of every alert, and where it stands. */
export function severitiesUsed(system: System): readonly (readonly [path: string, severity: string])[] {
  const used: (readonly [string, string])[] = [];
  for (const { owner, path } of ownersOf(system)) {
    for (const { alert, severity } of owner.conditions) used.push([`${path}.conditions.${alert}.severity`, severity]);
    const down = owner.scrape?.down;
    if (down === undefined || "ignored" in down) continue;
    used.push([`${path}.scrape.down.severity`, down.severity]);
    if (down.target !== undefined) used.push([`${path}.scrape.down.target.severity`, down.target.severity]);
  }
  for (const { objective, path } of objectivesOf(system)) {
    const { burnRate, absence } = objective;
    for (const [index, { severity }] of objective.tiers.entries())
      used.push([`${path}.tiers.${index}.severity`, severity]);
    if (burnRate?.kind === "workbook") {
      used.push([`${path}.burnRate.page`, burnRate.page], [`${path}.burnRate.ticket`, burnRate.ticket]);
    }
    for (const [index, { severity }] of (burnRate?.kind === "tiers" ? burnRate.tiers : []).entries()) {
      used.push([`${path}.burnRate.${index}.severity`, severity]);
    }
    if (absence?.kind === "alertAfter") used.push([`${path}.absence.severity`, absence.severity]);
  }
  return used;
}
