import { windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import type { DerivedAlert } from "../../rules/derived.ts";
import type { ObligationResult } from "../verdict.ts";
import { alertsIn, type EmittedGroup } from "./emitted-alerts.ts";
import { type Incident, incidentsOf } from "./incidents.ts";

/**
 * No two alerts page for one cause. Alerts of one name and service are one notification where Alertmanager groups by these;
 * between alerts of different names only inhibition helps.
 */
export function onePagePerCause(system: System, groups: readonly EmittedGroup[]): ObligationResult {
  const incidents = incidentsOf(system, alertsIn(groups));
  const several = incidents.filter(({ pages }) => pages.length > 1);
  const apart = several.filter(({ pages }) => namesOf(pages).length > 1);
  const grouped = several.filter(({ pages }) => namesOf(pages).length === 1);
  const says = [
    `a single alert pages in ${incidents.length - several.length} of ${incidents.length} total outages`,
    ...grouped.map((incident) => `${told(incident)}: one notification when grouped by alertname and service`),
    ...apart.map((incident) => `${told(incident)}: needs inhibition, which routes bring`),
  ];
  const verdict = apart.length === 0 ? "PROVED" : "NOT COVERED";
  return { obligation: "one-page-per-cause", verdict, says, worlds: 0 };
}

function namesOf(pages: readonly DerivedAlert[]): readonly string[] {
  return [...new Set(pages.map(({ alert }) => alert))];
}

/** `no target of api answers: ApiDown, then ApiUptimeBudgetBurn 1h`. */
function told({ what, pages }: Incident): string {
  return `${what}: ${pages.map(nameOf).join(", then ")}`;
}

function nameOf({ alert, labels, for: pending }: DerivedAlert): string {
  if (labels.long_window !== undefined) return `${alert} ${labels.long_window}`;
  return pending === 0 ? alert : `${alert} after ${windowName(pending)}`;
}
