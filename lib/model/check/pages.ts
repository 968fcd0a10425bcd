import { kebabCase, nearest } from "../../core/names.ts";
import { dashboardUid, procedurePath } from "../conventions.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { didYouMean, objectivesOf } from "./walk.ts";

/** What becomes a page, a row or a dashboard: that each has a name and an address of its own. */
export function checkPages(system: System, report: Report<ModelCode>): void {
  const { procedures = [], settings = [], dashboards = [], alerting, escalation } = system;
  const uid = (name: string): string => dashboardUid(system.name, name);
  const own = (path: string, names: readonly string[], why: string, identity: (name: string) => string): void =>
    checkOwn(path, names, { why, identity }, report);
  own(
    "procedures",
    procedures.map(({ title }) => title),
    "their pages have the same path",
    procedurePath,
  );
  own(
    "dashboards",
    dashboards.map(({ name }) => name),
    "their uids are the same",
    uid,
  );
  own(
    "alerting.maintenance",
    alerting?.maintenance?.map(({ name }) => name) ?? [],
    "both are one mute interval",
    kebabCase,
  );
  own(
    "escalation.levels",
    escalation?.levels.map(({ name }) => name) ?? [],
    "nobody could tell them apart",
    (name) => name,
  );
  own("escalation.trees", escalation?.trees?.map(({ name }) => name) ?? [], "they have the same anchor", kebabCase);
  checkSettingNames(settings, report);
  checkPanels(system, report);
}

function checkOwn(
  path: string,
  names: readonly string[],
  { why, identity }: { readonly why: string; readonly identity: (name: string) => string },
  report: Report<ModelCode>,
): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    if (kebabCase(name) === "") {
      const facts = { found: JSON.stringify(name), expected: "at least one letter or digit" };
      report.error("name-invalid", path, "nothing can be named so", facts);
      continue;
    }
    const before = seen.get(identity(name));
    seen.set(identity(name), name);
    if (before === undefined) continue;
    const facts = { found: name, mend: "rename one of them" };
    report.error("name-duplicate", `${path}.${name}`, `the name is taken by ${before}: ${why}`, facts);
  }
}

/** One key may lie in two places, but in one place only once. */
function checkSettingNames(settings: NonNullable<System["settings"]>, report: Report<ModelCode>): void {
  const seen = new Set<string>();
  for (const { name, in: place } of settings) {
    const identity = JSON.stringify([name, place]);
    if (seen.has(identity)) {
      report.error("name-duplicate", `settings.${name}`, `${place} has this key already`, {
        found: name,
        mend: "remove one of them",
      });
    }
    seen.add(identity);
  }
}

function checkPanels(system: System, report: Report<ModelCode>): void {
  const known = objectivesOf(system).map(({ owner, objective }) => `${owner.name}/${objective.name}`);
  for (const { name, panels } of system.dashboards ?? []) {
    for (const [index, { objective }] of panels.entries()) {
      if (objective === undefined || known.includes(objective)) continue;
      report.error(
        "objective-unknown",
        `dashboards.${name}.panels.${index}.objective`,
        "the model has no such objective",
        {
          found: objective,
          expected: "service/objective",
          mend: didYouMean(nearest(objective, known)),
        },
      );
    }
  }
}
