import { complement } from "../../core/decimal.ts";
import { ownersOf } from "../../model/check/walk.ts";
import { comparisonInWords, quantityInWords, RECORDED, windowName } from "../../model/conventions.ts";
import type { Objective } from "../../model/objective.ts";
import type { System } from "../../model/system.ts";
import type { Comparison } from "../../model/tier.ts";
import { print } from "../../promql/print.ts";
import { tiersOf } from "../../rules/windows.ts";
import { momentsAsked } from "../reference/moments-asked.ts";
import { listed } from "../static/listed.ts";
import type { ObligationResult } from "../verdict.ts";
import { alertsIn, comparisonsIn, type EmittedAlert, type EmittedGroup } from "./emitted-alerts.ts";

/** A number of the model that an alert has to compare, and whether one does. */
interface Stated {
  readonly what: string;
  readonly watched: boolean;
}

const OPERATORS: Readonly<Record<Comparison, string>> = { above: ">", atLeast: ">=", below: "<", atMost: "<=" };

/** Numbers that were computed in two ways. */
const CLOSE = 1e-9;

/** Each threshold, burn rate, guard and duration of the model stands in an alert of its severity, as it is emitted. */
export function thresholdsWatched(system: System, groups: readonly EmittedGroup[]): ObligationResult {
  const all = alertsIn(groups);
  const owners = ownersOf(system).map(({ owner }) => owner);
  const stated = owners.flatMap((owner) => {
    const own = all.filter(({ group }) => group.owner === owner.name);
    return [
      ...downStated(owner, own),
      ...owner.objectives.flatMap((objective) =>
        objectiveStated(
          objective,
          own.filter(({ group }) => group.part === objective.name),
          system.prometheus.evaluationInterval.value,
        ).map(({ what, watched }) => ({ what: `${owner.name} ${objective.name} ${what}`, watched })),
      ),
      ...owner.conditions.map(({ alert, expression, for: pending }) => ({
        what: `${owner.name} ${alert}`,
        watched: own.some(({ rule }) => print(rule.expression) === print(expression) && isFor(rule, pending.value)),
      })),
    ];
  });
  const missing = stated.filter(({ watched }) => !watched).map(({ what }) => what);
  if (missing.length > 0) return result("REFUTED", [`no alert watches ${listed(missing)}`]);
  return result("PROVED", [
    `each of ${stated.length} thresholds, burn rates, guards and durations stands in an alert of its severity`,
    ...owners.flatMap(({ name, objectives }) => objectives.flatMap((objective) => reasons(name, objective))),
  ]);
}

function result(verdict: ObligationResult["verdict"], says: readonly string[]): ObligationResult {
  return { obligation: "thresholds-watched", verdict, says, worlds: 0 };
}

function downStated({ name, scrape }: System["services"][number], own: readonly EmittedAlert[]): readonly Stated[] {
  if (scrape === undefined || "ignored" in scrape.down) return [];
  const { after, severity, target } = scrape.down;
  const stated = (what: string, pending: number, graded: string): Stated => ({
    what: `${name} ${what}`,
    watched: own.some(
      ({ rule }) => isFor(rule, pending) && rule.labels?.severity === graded && compares(rule, "==", 0),
    ),
  });
  return [
    stated(`down for ${windowName(after.value)}`, after.value, severity),
    ...(target === undefined
      ? []
      : [stated(`target down for ${windowName(target.after.value)}`, target.after.value, target.severity)]),
  ];
}

function objectiveStated(objective: Objective, own: readonly EmittedAlert[], interval: number): readonly Stated[] {
  const { tiers, absence, target } = objective;
  const graded = (severity: string): readonly EmittedAlert[] =>
    own.filter(({ rule }) => rule.labels?.severity === severity);
  const guarded = (rule: EmittedAlert["rule"], share: number, window: number): boolean => {
    const guard = guardOf(objective, share, window / interval);
    return guard === undefined || compares(rule, ">=", guard);
  };
  return [
    ...tiers.map(({ comparison, threshold, over, for: pending, severity }) => ({
      what: comparisonInWords(comparison, threshold),
      watched: graded(severity).some(
        ({ rule }) =>
          compares(rule, OPERATORS[comparison], threshold.value) &&
          isFor(rule, pending.value) &&
          guarded(rule, complement(threshold.value), over?.value ?? 0),
      ),
    })),
    ...tiersOf(objective).map(({ factor, long, short, severity }) => {
      const budget = factor * complement(target?.value ?? 1);
      return {
        what: `burn rate ${factor} over ${windowName(long.value)}`,
        watched: graded(severity).some(
          ({ rule }) =>
            [long, short].every(({ value }) => compares(rule, ">", budget, RECORDED.errorRatio(windowName(value)))) &&
            guarded(rule, budget, long.value),
        ),
      };
    }),
    ...(absence.kind === "ignored" || objective.indicator.kind === "up"
      ? []
      : [
          {
            what: `absence for ${windowName(absence.after.value)}`,
            watched: graded(absence.severity).some(({ rule }) => isFor(rule, absence.after.value)),
          },
        ]),
  ];
}

/** What a low-traffic guard compares with; that of moments without a target is left out where the threshold asks for as many. */
function guardOf(objective: Objective, share: number, moments: number): number | undefined {
  const { indicator, lowTraffic } = objective;
  if (indicator.kind === "up") return momentsAsked(objective, { share, moments }) || undefined;
  return lowTraffic?.kind === "minimumEvents" || lowTraffic?.kind === "minimumFailures" ? lowTraffic.count : undefined;
}

function compares({ expression }: EmittedAlert["rule"], operator: string, value: number, series?: string): boolean {
  return comparisonsIn(expression).some(
    (one) =>
      one.operator === operator &&
      Math.abs(one.value - value) <= CLOSE * Math.abs(value) &&
      (series === undefined || one.reads.includes(series)),
  );
}

function isFor(rule: EmittedAlert["rule"], seconds: number): boolean {
  return (rule.for ?? 0) === seconds * 1_000;
}

/** Why a target has no burn-rate alert, and where the tiers of a value stand that is promised otherwise. */
function reasons(owner: string, { name, target, burnRate, tiers }: Objective): readonly string[] {
  if (target === undefined) return [];
  const promised = `the target of ${owner} ${name}, ${quantityInWords(target)},`;
  const levels = tiers.map(({ comparison, threshold }) => comparisonInWords(comparison, threshold));
  if (burnRate?.kind === "none") {
    return [
      `${promised} has no burn-rate alert: ${burnRate.why}${levels.length === 0 ? "" : `; it alerts ${listed(levels)}`}`,
    ];
  }
  const stated = tiers.some(({ threshold }) => threshold.value === target.value);
  return burnRate !== undefined || stated ? [] : [`${promised} is recorded; it alerts ${listed(levels)}`];
}
