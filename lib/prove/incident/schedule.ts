import type { Issue } from "../../core/issue.ts";
import { windowName } from "../../model/conventions.ts";
import type { IncidentCode } from "./codes.ts";
import type { Incident } from "./incident.ts";

/** An incident with its time. Units: seconds after the clean history. */
export interface Scheduled extends Incident {
  readonly from: number;
  readonly to: number;
}

/** When the first incident begins that does not say so. Units: seconds. */
const FIRST = 3_600;

/** Time between two of them: every alert of the SRE workbook is silent again. Units: seconds. */
const APART = 86_400;

/** Gives every incident its time. Those that do not say when they begin follow those before, a day apart. */
export function scheduleIncidents(
  incidents: readonly Incident[],
  length: number | undefined,
): { readonly scheduled: readonly Scheduled[]; readonly issues: readonly Issue[] } {
  const scheduled: Scheduled[] = [];
  for (const incident of incidents) {
    const before = scheduled.at(-1);
    const from = incident.at ?? (before === undefined ? FIRST : before.to + APART);
    scheduled.push({ ...incident, from, to: from + incident.seconds });
  }
  const inOrder = scheduled.toSorted((a, b) => a.from - b.from);
  const issues = inOrder.flatMap(({ text, to }): readonly Issue[] => {
    if (length === undefined || to <= length) return [];
    const code: IncidentCode = "incident-beyond-end";
    const found = `${windowName(to)} of ${windowName(length)}`;
    const mend = `write --for ${windowName(to)}, or longer`;
    return [{ code, path: text, message: "it ends after the simulated time", found, mend }];
  });
  return { scheduled: inOrder, issues };
}
