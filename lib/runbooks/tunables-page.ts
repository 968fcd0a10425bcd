import type { Setting } from "../model/setting.ts";
import { code, link, prose, section, table } from "./markdown.ts";
import { navigation } from "./navigation.ts";
import { alertFile, type PageContext } from "./page-context.ts";
import { commandLines } from "./steps.ts";

/** `tunables.md`: values of the configuration, which alert tells somebody to change them, and how. */
export function tunablesPage(context: PageContext): readonly string[] {
  const { system, title } = context;
  const settings = system.settings ?? [];
  const places = [...new Set(settings.map((setting) => setting.in))];
  return [
    `# Settings of ${prose(title)}`,
    "",
    navigation(context, ""),
    "",
    settings.length === 0
      ? "The model names no value that people change."
      : "Values that people change, and the alerts that tell them to. A value that no document states is marked.",
    "",
    ...places.flatMap((place) =>
      section(
        2,
        prose(place),
        settingTable(
          settings.filter((one) => one.in === place),
          context,
        ),
      ),
    ),
    ...section(
      2,
      "How they are changed",
      settings.flatMap((setting) => change(setting, system.grafana?.url)),
    ),
  ];
}

function settingTable(settings: readonly Setting[], context: PageContext): readonly string[] {
  return table(
    ["setting", "value", "change to", "what it does", "alerts"],
    settings.map(({ name, value, changedTo, about, alerts = [] }) => [
      code(name),
      value === undefined ? "not stated" : code(value),
      changedTo === undefined ? "" : code(changedTo),
      about === undefined ? "" : prose(about),
      alerts.map((alert) => (context.alerts.has(alert) ? link(alert, alertFile(alert)) : alert)).join(", "),
    ]),
  );
}

function change(setting: Setting, grafana: string | undefined): readonly string[] {
  return setting.change === undefined ? [] : section(3, code(setting.name), commandLines(setting.change, grafana));
}
