import { code, link, prose, table } from "./markdown.ts";
import type { PageContext } from "./page-context.ts";

/** Values of the configuration that an alert tells somebody to change. */
export function settingsSection(name: string, { system }: PageContext): readonly string[] {
  const settings = (system.settings ?? []).filter(({ alerts }) => alerts?.includes(name) === true);
  const rows = settings.map(({ name: key, value, in: where, changedTo, about }) => [
    code(key),
    value === undefined ? "not stated" : code(value),
    prose(where),
    changedTo === undefined ? "" : code(changedTo),
    about === undefined ? "" : prose(about),
  ]);
  const lines = table(["setting", "value", "where", "change to", "what it does"], rows);
  return lines.length === 0 ? [] : [...lines, "", `Commands: ${link("settings", "tunables.md")}.`];
}
