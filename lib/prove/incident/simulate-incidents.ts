import type { Compilation } from "../../compile/compile.ts";
import type { RuleGroup } from "../../engine/rule.ts";
import { groupName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import type { DerivedGroup } from "../../rules/derived.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { emittedGroups } from "../emitted.ts";
import { budgetEvery, observeWindow } from "../window/observe-window.ts";
import type { Stricken } from "./fit.ts";
import { type Everyday, historyOf, incidentWorld } from "./incident-world.ts";
import { longestLength, usualLength } from "./length.ts";
import type { Scheduled } from "./schedule.ts";
import type { Simulation, SpentBudget } from "./simulation.ts";
import { spentBy } from "./spent.ts";
import { type Told, toldAlerts } from "./told.ts";

/** What to simulate. */
export interface IncidentRun extends Everyday {
  readonly system: System;
  readonly compilation: Compilation;
  readonly stricken: readonly Stricken[];
  readonly scheduled: readonly Scheduled[];
  /** Length of the simulated time; default: until every alert is silent again. Units: seconds. */
  readonly seconds?: number;
  /** Told before each objective. */
  readonly onObjective?: (name: string, place: number) => void;
}

/** What came of one objective. */
interface Outcome {
  readonly told: readonly Told[];
  readonly budgets: readonly (SpentBudget & { readonly place: number })[];
  readonly seconds: number;
}

/** Runs the emitted rules of objectives over the series of incidents, and says who is told and what is spent. */
export function simulateIncidents(run: IncidentRun): Simulation {
  const { system, scheduled, stricken } = run;
  const emitted = emittedGroups(run.compilation);
  const seen = new Set<string>();
  const outcomes = stricken.map((one, place): Outcome => {
    const { owner, part } = one.subject.group;
    run.onObjective?.(`${owner}/${part}`, place);
    const groups = groupsOf(one, run, seen);
    const usual = run.seconds ?? usualLength([one.subject], scheduled);
    const outcome = simulate(one, groups, emitted, run, usual);
    const lasting = run.seconds === undefined && outcome.told.some(({ resolves }) => resolves === undefined);
    return lasting ? simulate(one, groups, emitted, run, longestLength([one.subject], scheduled)) : outcome;
  });
  const told = outcomes.flatMap((outcome) => outcome.told).sort((a, b) => a.fires - b.fires);
  return {
    system: system.name,
    history: Math.max(0, ...stricken.map(({ objective }) => historyOf(objective))),
    seconds: Math.max(0, ...outcomes.map(({ seconds }) => seconds)),
    evaluationInterval: system.prometheus.evaluationInterval.value,
    incidents: scheduled.map(({ text, trouble, from, to }, place) => ({
      incident: text,
      kind: trouble.kind,
      from,
      to,
      alerts: told.filter((one) => one.place === place).map(withoutPlace),
      budgets: outcomes.flatMap(({ budgets }) => budgets.filter((one) => one.place === place).map(withoutPlace)),
    })),
    strays: told.filter((one) => one.place === undefined).map(withoutPlace),
  };
}

function withoutPlace<T extends { readonly place?: number }>({ place: _, ...rest }: T): Omit<T, "place"> {
  return rest;
}

/** The group of an objective, and once for each owner that is lost that of its targets. */
function groupsOf(
  { subject, levels }: Stricken,
  { compilation, system }: IncidentRun,
  seen: Set<string>,
): readonly DerivedGroup[] {
  const { owner } = subject.group;
  if (seen.has(owner) || ![...levels.values()].includes("down")) return [subject.group];
  seen.add(owner);
  const name = groupName(system.name, owner, "targets");
  return [subject.group, ...compilation.groups.filter((group) => group.name === name)];
}

function simulate(
  one: Stricken,
  groups: readonly DerivedGroup[],
  emitted: ReadonlyMap<string, RuleGroup>,
  { scheduled, ...everyday }: IncidentRun,
  seconds: number,
): Outcome {
  const { objective } = one;
  const history = historyOf(objective);
  const world = incidentWorld(one, scheduled, seconds, everyday);
  const own = scheduled.map((incident, place) => ({ ...incident, place })).filter(({ place }) => one.levels.has(place));
  const every = budgetEvery(objective.over !== undefined && "calendar" in objective.over, world);
  const observed = groups.flatMap((group) => {
    const rules = emitted.get(group.name);
    return rules === undefined ? [] : [{ group, found: observeWindow(rules, world, every) }];
  });
  const recorded = observed.flatMap(({ found }) => found.recorded);
  const budgets = own.flatMap((incident, position) => {
    const next = own[position + 1]?.from ?? seconds;
    const spent = isEventObjective(objective)
      ? spentBy(incident, next, objective, recorded, world, history)
      : undefined;
    const { owner } = one.subject.group;
    return spent === undefined ? [] : [{ owner, objective: objective.name, ...spent, place: incident.place }];
  });
  return {
    told: observed.flatMap(({ group, found }) => toldAlerts(group, found, world, history, own)),
    budgets,
    seconds,
  };
}
