import { complement } from "../../core/decimal.ts";
import { ownersOf } from "../../model/check/walk.ts";
import type { Objective } from "../../model/objective.ts";
import type { System } from "../../model/system.ts";
import type { DerivedAlert } from "../../rules/derived.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import type { EmittedAlert } from "./emitted-alerts.ts";

/** Something that happens, and the alerts that page for it, the first one first. */
export interface Incident {
  /** `no target of api answers`. */
  readonly what: string;
  readonly pages: readonly DerivedAlert[];
}

/** Alerts of the most urgent severity that a system has. */
export function pagesOf(system: System, alerts: readonly EmittedAlert[]): readonly EmittedAlert[] {
  const most = Math.min(...Object.values(system.severities).map(({ rank }) => rank));
  return alerts.filter(({ derived }) => system.severities[derived.labels.severity ?? ""]?.rank === most);
}

/**
 * What each owner and each objective can suffer wholly: no target answers, every event or value is bad, and one cause
 * behind several of these.
 */
export function incidentsOf(system: System, alerts: readonly EmittedAlert[]): readonly Incident[] {
  const pages = pagesOf(system, alerts);
  const interval = system.prometheus.evaluationInterval.value;
  return ownersOf(system).flatMap(({ owner }) => {
    const own = pages.filter(({ group }) => group.owner === owner.name).map(({ derived }) => derived);
    const down: Incident = {
      what: `no target of ${owner.name} answers`,
      pages: ordered(own.filter(noticesDown), interval),
    };
    const bad = owner.objectives.map(
      (objective): Incident => ({
        what: `all is bad of ${owner.name} ${objective.name}`,
        pages: ordered(
          own.filter(({ origin }) => noticesBad(origin, objective)),
          interval,
        ),
      }),
    );
    const several: Incident = {
      what: `one cause reaches all of ${owner.name}`,
      pages: onceByName(ordered(own, interval)),
    };
    const single = [down, ...bad].filter((incident) => incident.pages.length > 0);
    return several.pages.length < 2 || single.some(({ pages: known }) => own.every((page) => known.includes(page)))
      ? single
      : [...single, several];
  });
}

function onceByName(alerts: readonly DerivedAlert[]): readonly DerivedAlert[] {
  return alerts.filter(({ alert }, index) => alerts.findIndex((other) => other.alert === alert) === index);
}

/** Series of targets that do not answer are stale, so that only what counts targets notices. */
function noticesDown({ origin }: DerivedAlert): boolean {
  if (origin.kind === "down") return true;
  return (origin.kind === "burn-rate" || origin.kind === "tier") && origin.objective.indicator.kind === "up";
}

function noticesBad(origin: DerivedAlert["origin"], objective: Objective): boolean {
  return (origin.kind === "burn-rate" || origin.kind === "tier") && origin.objective === objective;
}

function ordered(alerts: readonly DerivedAlert[], interval: number): readonly DerivedAlert[] {
  return alerts.toSorted((a, b) => delayOf(a, interval) - delayOf(b, interval));
}

/** About how long it takes to fire when all is bad after a clean history. Units: seconds. */
function delayOf({ origin, for: pending }: DerivedAlert, interval: number): number {
  if (origin.kind === "burn-rate") {
    const { tier, objective } = origin;
    const burnt = tier.long.value * tier.factor * complement(objective.target?.value ?? 1);
    return pending + Math.max(burnt, guardDelay(objective, interval));
  }
  if (origin.kind !== "tier" || !isEventObjective(origin.objective)) return pending;
  const { comparison, threshold, over } = origin.tier;
  const share = comparison === "above" || comparison === "atLeast" ? threshold.value : complement(threshold.value);
  return pending + Math.max((over?.value ?? 0) * share, guardDelay(origin.objective, interval));
}

/** Until there are as many moments without a target as the low-traffic guard asks for; events may come at any pace. */
function guardDelay({ indicator, lowTraffic }: Objective, interval: number): number {
  return indicator.kind === "up" && lowTraffic?.kind === "minimumFailures" ? (lowTraffic.count - 1) * interval : 0;
}
