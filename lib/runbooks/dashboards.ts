import { BOARDS, dashboardUid, dashboardUrl } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import { code, link, prose } from "./markdown.ts";
import type { PageAlert } from "./page-alert.ts";

/** The dashboards that show what an alert is about, the narrowest first, as entries of a list. */
export function dashboardLinks(alerts: readonly PageAlert[], system: System): readonly string[] {
  const boards = new Map<string, string>();
  for (const { owner, origin } of alerts) {
    if (!("objective" in origin)) continue;
    const { name } = origin.objective;
    boards.set(BOARDS.objective(owner, name), `${owner} ${name.replaceAll("-", " ")}`);
  }
  for (const { owner } of alerts) boards.set(BOARDS.owner(owner), owner);
  boards.set(BOARDS.overview, `overview of ${system.title ?? system.name}`);
  return [...boards].map(([name, title]) => {
    const uid = dashboardUid(system.name, name);
    return system.grafana === undefined
      ? `${prose(title)}, uid ${code(uid)}`
      : link(prose(title), dashboardUrl(system.grafana.url, uid));
  });
}
