import { isDnsLabel, isLabelName, kebabCase } from "../../core/names.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { objectivesOf, ownersOf } from "./walk.ts";

/** Names that become labels, files and Kubernetes objects: their form, and that each is given once. */
export function checkNames(system: System, report: Report<ModelCode>): void {
  dnsLabel("name", system.name, report);
  if (system.namespace !== undefined) dnsLabel("namespace", system.namespace, report);
  const owners = new Map<string, string>();
  for (const { owner, path } of ownersOf(system)) {
    dnsLabel(path, owner.name, report);
    once(owners, owner.name, path, "services and dependencies share the label `service`", report);
    const objectives = new Map<string, string>();
    // Rule groups that stand beside those of the objectives, so that no objective can have their names.
    const groups = new Set(["targets", ...owner.conditions.map(({ alert }) => kebabCase(alert))]);
    for (const { name } of owner.objectives) {
      const at = `${path}.objectives.${name}`;
      dnsLabel(at, name, report);
      once(objectives, name, at, "the objectives of one service need names of their own", report);
      if (groups.has(name)) {
        report.error("name-reserved", at, "a rule group of this name stands beside the objectives", {
          found: name,
          mend: `choose another name, such as ${name}-objective`,
        });
      }
    }
  }
  checkAlertNames(system, report);
}

function dnsLabel(path: string, name: string, report: Report<ModelCode>): void {
  if (isDnsLabel(name)) return;
  const better = kebabCase(name).slice(0, 63).replace(/-+$/, "");
  report.error("name-invalid", path, "the name is no DNS label, so Kubernetes would refuse it", {
    found: JSON.stringify(name),
    expected: "at most 63 of a-z, 0-9 and hyphens, with a letter or digit at both ends",
    mend: isDnsLabel(better) ? `write ${better}` : undefined,
  });
}

function once(seen: Map<string, string>, name: string, path: string, why: string, report: Report<ModelCode>): void {
  const before = seen.get(name);
  if (before === undefined) {
    seen.set(name, path);
    return;
  }
  report.error("name-duplicate", path, `the name is taken by ${before}: ${why}`, {
    found: name,
    mend: "rename one of them",
  });
}

function checkAlertNames(system: System, report: Report<ModelCode>): void {
  const check = (path: string, alert: string | undefined): void => {
    if (alert === undefined || isLabelName(alert)) return;
    report.error("alert-name-invalid", path, "the name of an alert has letters, digits and underscores only", {
      found: JSON.stringify(alert),
      expected: "a name such as CheckoutHighErrorRate",
    });
  };
  for (const { owner, path } of ownersOf(system)) {
    for (const { alert } of owner.conditions) check(`${path}.conditions.${alert}`, alert);
    const down = owner.scrape?.down;
    if (down === undefined || "ignored" in down) continue;
    check(`${path}.scrape.down.alert`, down.alert);
    check(`${path}.scrape.down.target.alert`, down.target?.alert);
  }
  for (const { objective, path } of objectivesOf(system)) {
    check(`${path}.alert`, objective.alert);
    for (const [index, tier] of objective.tiers.entries()) check(`${path}.tiers.${index}.alert`, tier.alert);
    if (objective.absence?.kind === "alertAfter") check(`${path}.absence.alert`, objective.absence.alert);
  }
}
