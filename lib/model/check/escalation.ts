import { nearest } from "../../core/names.ts";
import { quantityInWords } from "../conventions.ts";
import type { Escalation } from "../escalation.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { checkSeverity, severitiesUsed } from "./severities.ts";
import { didYouMean } from "./walk.ts";

/** That steps follow each other in time, and that severities, steps and the matrix speak of the same levels. */
export function checkEscalation(system: System, report: Report<ModelCode>): void {
  checkRouted(system, report);
  checkSteps(system, report);
  const { escalation } = system;
  if (escalation === undefined) return;
  checkLevels(escalation, system, report);
  for (const { name, branches } of escalation.trees ?? []) {
    for (const [index, { when }] of branches.entries()) {
      if (typeof when === "string") continue;
      checkSeverity(system, when.severity, `escalation.trees.${name}.branches.${index}.when.severity`, report);
    }
  }
}

/** Where somebody is told of some alerts, somebody is told of all. */
function checkRouted(system: System, report: Report<ModelCode>): void {
  const severities = Object.entries(system.severities);
  const isTold = ({ notify = [] }: { readonly notify?: readonly unknown[] }): boolean => notify.length > 0;
  const told = severities.filter(([, severity]) => isTold(severity)).map(([name]) => name);
  const anybody =
    told.length > 0 ||
    system.alerting?.watchdog !== undefined ||
    severities.some(([, { escalation = [] }]) => escalation.some(isTold));
  if (!anybody) return;
  const used = new Set(severitiesUsed(system).map(([, severity]) => severity));
  for (const [name, severity] of severities) {
    if (isTold(severity) || !used.has(name)) continue;
    report.error("severity-unrouted", `severities.${name}.notify`, "no route leads its alerts to anybody", {
      expected: "at least one receiver",
      mend:
        told[0] === undefined ? undefined : `somebody who can wait longer than those of ${told[0]}, such as an e-mail`,
    });
  }
}

function checkSteps({ severities }: System, report: Report<ModelCode>): void {
  for (const [name, { escalation = [] }] of Object.entries(severities)) {
    for (const [index, { after, notify }] of escalation.entries()) {
      const before = escalation[index - 1]?.after.value;
      // Who is told at once may be named as the first step; the severity itself has the receivers.
      if (before === undefined ? after.value > 0 || notify === undefined : after.value > before) continue;
      report.error(
        "escalation-order",
        `severities.${name}.escalation.${index}.after`,
        before === undefined
          ? "who is told at once are the receivers of the severity"
          : "a step comes later than the one before",
        {
          found: quantityInWords(after),
          expected: `more than ${quantityInWords({ unit: "seconds", value: before ?? 0 })}`,
          mend: before === undefined ? `move its receivers to severities.${name}.notify` : "order the steps by time",
        },
      );
    }
  }
}

function checkLevels({ levels }: Escalation, system: System, report: Report<ModelCode>): void {
  const names = levels.map(({ name }) => name);
  const known = (level: string, path: string): void => {
    if (names.includes(level)) return;
    report.error("escalation-level-unknown", path, "the escalation has no such level", {
      found: level,
      expected: names.length === 0 ? "a level declared under escalation.levels" : `one of ${names.join(", ")}`,
      mend: didYouMean(nearest(level, names)),
    });
  };
  const used = new Set(severitiesUsed(system).map(([, severity]) => severity));
  const reached = new Set<string>();
  for (const [name, { priority, escalation = [] }] of Object.entries(system.severities)) {
    known(priority, `severities.${name}.priority`);
    for (const [index, { level }] of escalation.entries()) known(level, `severities.${name}.escalation.${index}.level`);
    if (used.has(name)) for (const level of [priority, ...escalation.map((step) => step.level)]) reached.add(level);
  }
  for (const { name, withoutAlert } of levels) {
    if (reached.has(name) || withoutAlert !== undefined) continue;
    report.error(
      "escalation-level-unused",
      `escalation.levels.${name}`,
      "no alert has this level, nor a step after one",
      {
        expected: "a severity whose priority it is, or the reason under withoutAlert",
        mend: "say under withoutAlert who finds such incidents",
      },
    );
  }
}
