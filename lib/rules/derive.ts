import { groupName } from "../model/conventions.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Objective } from "../model/objective.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import { absenceAlerts } from "./absence.ts";
import { burnRateAlerts } from "./burn-rate.ts";
import { conditionAlert } from "./condition.ts";
import type { Context } from "./context.ts";
import type { DerivedGroup } from "./derived.ts";
import { downAlerts } from "./down.ts";
import { eventRecordings } from "./event-recordings.ts";
import { isEventObjective } from "./kinds.ts";
import { tierAlerts } from "./threshold.ts";
import { type ValueObjective, valueRecordings } from "./value-recordings.ts";

/**
 * Every rule group of a system. One group per objective: its recordings stand before the alerts that read them, and no
 * group reads what another one records at the same instant, so rulers may spread groups over machines.
 */
export function deriveGroups(system: System): readonly DerivedGroup[] {
  return [
    ...system.services.flatMap((owner) => ownerGroups({ system, owner }, "services")),
    ...system.dependencies.flatMap((owner) => ownerGroups({ system, owner }, "dependencies")),
  ];
}

function ownerGroups(context: Context, collection: string): readonly DerivedGroup[] {
  const owner: Service | Dependency = context.owner;
  const path = `${collection}.${owner.name}`;
  const group = (part: string, where: string, rules: DerivedGroup["rules"]): DerivedGroup => ({
    name: groupName(context.system.name, owner.name, part),
    owner: owner.name,
    part,
    path: where,
    rules,
  });
  const groups = [
    group("targets", `${path}.scrape`, downAlerts(context)),
    ...owner.objectives.map((objective) =>
      group(objective.name, `${path}.objectives.${objective.name}`, objectiveRules(objective, context)),
    ),
    group(
      "conditions",
      `${path}.conditions`,
      owner.conditions.map((condition) => conditionAlert(condition, context)),
    ),
  ];
  return groups.filter(({ rules }) => rules.length > 0);
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
