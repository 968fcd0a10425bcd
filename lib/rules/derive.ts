import { kebabCase } from "../core/names.ts";
import { groupName } from "../model/conventions.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Objective } from "../model/objective.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import { absenceAlerts } from "./absence.ts";
import { burnRateAlerts } from "./burn-rate.ts";
import { conditionAlert } from "./condition.ts";
import type { Context } from "./context.ts";
import type { DerivedAlert, DerivedGroup } from "./derived.ts";
import { downAlerts } from "./down.ts";
import { eventRecordings } from "./event-recordings.ts";
import { isEventObjective } from "./kinds.ts";
import { tierAlerts } from "./threshold.ts";
import { type ValueObjective, valueRecordings } from "./value-recordings.ts";

/**
 * Every rule group of a system, one after the other, so that a large system need not be in memory as trees. One group per
 * objective: its recordings stand before the alerts that read them, and no group reads what another one records at the same
 * instant, so rulers may spread groups over machines.
 */
export function* deriveEach(system: System): Generator<DerivedGroup> {
  for (const owner of system.services) yield* ownerGroups({ system, owner }, "services");
  for (const owner of system.dependencies) yield* ownerGroups({ system, owner }, "dependencies");
}

/** Every rule group of a system. */
export function deriveGroups(system: System): readonly DerivedGroup[] {
  return [...deriveEach(system)];
}

function* ownerGroups(context: Context, collection: string): Generator<DerivedGroup> {
  const owner: Service | Dependency = context.owner;
  const path = `${collection}.${owner.name}`;
  const group = (part: string, where: string, rules: DerivedGroup["rules"]): DerivedGroup[] =>
    rules.length === 0
      ? []
      : [{ name: groupName(context.system.name, owner.name, part), owner: owner.name, part, path: where, rules }];
  yield* group("targets", `${path}.scrape`, downAlerts(context));
  for (const objective of owner.objectives) {
    yield* group(objective.name, `${path}.objectives.${objective.name}`, objectiveRules(objective, context));
  }
  // A group for each alert name, so that a test of one loads no other: some conditions look at hours of history.
  const conditions = new Map<string, DerivedAlert[]>();
  for (const condition of owner.conditions) {
    const part = kebabCase(condition.alert);
    conditions.set(part, [...(conditions.get(part) ?? []), conditionAlert(condition, context)]);
  }
  for (const [part, alerts] of conditions) yield* group(part, `${path}.conditions`, alerts);
}

function objectiveRules(objective: Objective, context: Context): DerivedGroup["rules"] {
  return [
    ...(isEventObjective(objective)
      ? [...eventRecordings(objective, context), ...burnRateAlerts(objective, context)]
      : valueRecordings(objective as ValueObjective, context)),
    ...tierAlerts(objective, context),
    ...absenceAlerts(objective, context),
  ];
}
