import { kebabCase } from "../../core/names.ts";
import { procedurePath } from "../conventions.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";

/** What becomes a page, a section or an interval: that each has a name and an address of its own. */
export function checkPages(system: System, report: Report<ModelCode>): void {
  const { procedures = [], settings = [], alerting, escalation } = system;
  const titles = procedures.map(({ title }) => title);
  checkOwn("procedures", titles, { why: "their pages have the same path", identity: procedurePath }, report);
  const windows = (alerting?.maintenance ?? []).map(({ name }) => name);
  checkOwn("alerting.maintenance", windows, { why: "both are one mute interval", identity: kebabCase }, report);
  const levels = (escalation?.levels ?? []).map(({ name }) => name);
  checkOwn("escalation.levels", levels, { why: "nobody could tell them apart", identity: (name) => name }, report);
  const trees = (escalation?.trees ?? []).map(({ name }) => name);
  checkOwn("escalation.trees", trees, { why: "they have the same anchor", identity: kebabCase }, report);
  checkSettingNames(settings, report);
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
