import { link, prose } from "./markdown.ts";
import type { PageContext } from "./page-context.ts";

/** The line under a page's title that leads to what belongs to all pages; `up` is the way to the folder of runbooks. */
export function navigation({ system, title }: PageContext, up: "" | "../"): string {
  return [
    link(`Runbooks of ${prose(title)}`, `${up}README.md`),
    link("who is told", `${up}severities.md`),
    ...(hasSettings(system) ? [link("settings", `${up}tunables.md`)] : []),
  ].join(" · ");
}

/** Whether the model names values that people change: only then they have a page. */
export function hasSettings({ settings = [] }: PageContext["system"]): boolean {
  return settings.length > 0;
}
