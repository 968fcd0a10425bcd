import type { Compilation } from "../compile/compile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { System } from "../model/system.ts";
import type { Context } from "../rules/context.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import { isEventObjective } from "../rules/kinds.ts";
import type { ValueObjective } from "../rules/value-recordings.ts";
import { burnRateScenarios, eventTierScenarios, valueTierScenarios } from "./prove-objective.ts";
import { absenceScenarios, downScenarios, targetDownScenarios } from "./prove-scrape.ts";
import { scenarioWorld } from "./scenario-world.ts";
import { FIRING } from "./specification.ts";
import { conditionInstances } from "./specify-conditions.ts";

/** An alert with the scenarios that show what it does. */
export interface AlertProof {
  readonly group: DerivedGroup;
  readonly alert: DerivedAlert;
  readonly scenarios: readonly Scenario[];
}

/** Scenarios of every alert of a system, predicted from the model by arithmetic. */
export function proofs(system: System, { groups }: Pick<Compilation, "groups">): readonly AlertProof[] {
  return groups.flatMap((group) => {
    const owner = [...system.services, ...system.dependencies].find(({ name }) => name === group.owner);
    if (owner === undefined) return [];
    const context: Context = { system, owner };
    return group.rules
      .filter((rule) => rule.kind === "alert")
      .map((alert) => ({ group, alert, scenarios: scenariosOf(alert, context) }));
  });
}

function scenariosOf(alert: DerivedAlert, context: Context): readonly Scenario[] {
  const { origin } = alert;
  switch (origin.kind) {
    case "burn-rate":
      return isEventObjective(origin.objective) ? burnRateScenarios(alert, origin.objective, origin.tier, context) : [];
    case "tier":
      return isEventObjective(origin.objective)
        ? eventTierScenarios(alert, origin.objective, origin.tier, context)
        : valueTierScenarios(alert, origin.objective as ValueObjective, origin.tier, context);
    case "absence":
      return absenceScenarios(alert, origin.objective, context);
    case "down":
      return downScenarios(alert, context);
    case "target-down":
      return targetDownScenarios(alert, context);
    case "condition":
      return origin.condition.scenarios.map((scenario) => ({
        ...scenario,
        alert: alert.alert,
        expect: scenario.expect.length > 0 ? scenario.expect : told(alert, scenario),
      }));
  }
}

/** How many instances fire at every evaluation of a scenario, by what its condition means. */
function told(alert: DerivedAlert, scenario: Scenario): Scenario["expect"] {
  const world = scenarioWorld(scenario);
  const instances = conditionInstances(alert, world);
  return Array.from({ length: world.evaluations.count }, (_, index) => ({
    at: index * scenario.step,
    firing: instances.filter(({ states }) => states[index] === FIRING).length,
  }));
}
