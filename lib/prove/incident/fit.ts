import type { Issue } from "../../core/issue.ts";
import type { Quantity, Unit } from "../../core/quantity.ts";
import { windowName } from "../../model/conventions.ts";
import { unitOfIndicator } from "../../model/indicator.ts";
import type { Objective } from "../../model/objective.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import type { Subject } from "../trial.ts";
import type { IncidentCode } from "./codes.ts";
import type { Trouble } from "./incident.ts";
import type { Scheduled } from "./schedule.ts";

/** An objective with what goes wrong for it. */
export interface Stricken {
  readonly subject: Subject;
  readonly objective: Objective;
  /** By the place of the incident among all: the level of the indicator, as a stimulus takes it. */
  readonly levels: ReadonlyMap<number, number | "down">;
}

/** What an incident makes of an objective: a level, or nothing. */
type Level = number | "down" | undefined;

/**
 * The objectives that incidents, in their order, concern: of `chosen` ones all that an incident can be about, otherwise those that people
 * mean by it: errors are the bad events of ratios, latency the slow ones, values those of their unit.
 */
export function fitIncidents(
  incidents: readonly Scheduled[],
  subjects: readonly Subject[],
  chosen: boolean,
): { readonly stricken: readonly Stricken[]; readonly issues: readonly Issue[] } {
  const all = subjects.flatMap((subject) => {
    const objective = subject.context.owner.objectives.find(({ name }) => name === subject.group.part);
    if (objective === undefined) return [];
    const levels = incidents.map(({ trouble }) => levelFor(trouble, objective, subject, chosen));
    return [{ subject, objective, levels }];
  });
  const issues = incidents.flatMap((incident, place) =>
    all.some(({ levels }) => levels[place] !== undefined) ? [] : [unfit(incident, all, chosen)],
  );
  const stricken = all.flatMap(({ subject, objective, levels }): readonly Stricken[] => {
    const own = levels.flatMap((level, place) => (level === undefined ? [] : [[place, level] as const]));
    return own.length === 0 ? [] : [{ subject, objective, levels: new Map(own) }];
  });
  return { stricken, issues: [...issues, ...overlaps(incidents, stricken)] };
}

/** Incidents that one objective would live through at the same time. */
function overlaps(incidents: readonly Scheduled[], stricken: readonly Stricken[]): readonly Issue[] {
  const code: IncidentCode = "incident-overlaps";
  return incidents.flatMap(({ text, from }, place) => {
    const before = incidents
      .slice(0, place)
      .find(({ to }, other) => to > from && stricken.some(({ levels }) => levels.has(place) && levels.has(other)));
    if (before === undefined) return [];
    const found = `${windowName(from)} and ${windowName(before.to)}`;
    const message = `it begins before another one ends: ${before.text}`;
    return [{ code, path: text, message, found, mend: "let one begin later, or simulate them apart" }];
  });
}

function levelFor(trouble: Trouble, objective: Objective, { context }: Subject, chosen: boolean): Level {
  const { indicator } = objective;
  const counted = isEventObjective(objective) && indicator.kind !== "up";
  switch (trouble.kind) {
    case "error":
      return indicator.kind === "ratio" || (chosen && counted) ? trouble.share : undefined;
    case "latency":
      return indicator.kind === "latency" ? trouble.share : undefined;
    case "down":
      return context.owner.scrape === undefined ? undefined : "down";
    case "value":
      return isEventObjective(objective) ? undefined : inUnit(trouble.value, unitOfIndicator(indicator), chosen);
  }
}

/** Times are taken in seconds or milliseconds, whichever the metric has; a plain number is in the unit of what is chosen. */
function inUnit({ unit, value }: Quantity, wanted: Unit, chosen: boolean): number | undefined {
  if (unit === wanted || (unit === "count" && chosen)) return value;
  if (unit === "seconds" && wanted === "milliseconds") return value * 1_000;
  if (unit === "milliseconds" && wanted === "seconds") return value / 1_000;
  return undefined;
}

const MEANT: Readonly<Record<Trouble["kind"], string>> = {
  error: "a ratio of bad events",
  latency: "a share of slow events",
  down: "something that is scraped",
  value: "a value of this unit",
};

function unfit({ text, trouble }: Scheduled, all: readonly Pick<Stricken, "subject">[], chosen: boolean): Issue {
  const code: IncidentCode = "incident-unfit";
  const names = all.map(({ subject: { group } }) => `${group.owner}/${group.part}`);
  return {
    code,
    path: text,
    message: chosen ? "the objective is about something else" : "no objective is about this",
    found: names.length === 0 ? "no objective" : names.join(", "),
    expected: MEANT[trouble.kind],
  };
}
