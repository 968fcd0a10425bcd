import type { System } from "../model/system.ts";
import type { Context } from "../rules/context.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import { isEventObjective } from "../rules/kinds.ts";
import type { ValueObjective } from "../rules/value-recordings.ts";
import type { AlertInstance, Behaviour, Specification } from "./specification.ts";
import { absenceInstances } from "./specify-absence.ts";
import { conditionSpecification } from "./specify-conditions.ts";
import { eventSpecification } from "./specify-events.ts";
import { targetsSpecification } from "./specify-targets.ts";
import { valueSpecification } from "./specify-values.ts";
import type { Subject } from "./trial.ts";
import type { World } from "./world.ts";

/** A rule group with what the model says of it. Errors: RangeError for a group that the system does not have. */
export function subjectOf(group: DerivedGroup, system: System): Subject {
  const owner = [...system.services, ...system.dependencies].find(({ name }) => name === group.owner);
  if (owner === undefined) throw new RangeError(`${system.name} has no ${group.owner}`);
  const context: Context = { system, owner };
  return { group, context, specification: remembering(specificationOf(group, context)) };
}

/** The same specification, which works out each world once: claims and trials ask for the same ones. */
function remembering(specification: Specification): Specification {
  const known = new WeakMap<World, Behaviour>();
  return {
    behaviour: (world) => {
      const behaviour = known.get(world) ?? specification.behaviour(world);
      known.set(world, behaviour);
      return behaviour;
    },
  };
}

function specificationOf(group: DerivedGroup, context: Context): Specification {
  const origins = group.rules.flatMap((rule) => (rule.kind === "alert" ? [rule.origin.kind] : []));
  if (origins.includes("down") || origins.includes("target-down")) return targetsSpecification(group, context);
  if (origins.includes("condition")) return conditionSpecification(group);
  return objectiveSpecification(group, context);
}

/** Recordings and alerts of an objective follow from its events or its value; its absence alert from its targets. */
function objectiveSpecification(group: DerivedGroup, context: Context): Specification {
  const objective = context.owner.objectives.find(({ name }) => name === group.part);
  if (objective === undefined) throw new RangeError(`${group.owner} has no objective ${group.part}`);
  const measured = isEventObjective(objective)
    ? eventSpecification(group, objective, context)
    : valueSpecification(group, objective as ValueObjective, context);
  return {
    behaviour: (world) => {
      const { alerts, recorded } = measured.behaviour(world);
      const all = new Map<number, readonly AlertInstance[]>(alerts);
      for (const [index, rule] of group.rules.entries()) {
        if (rule.kind !== "alert" || rule.origin.kind !== "absence") continue;
        all.set(index, absenceInstances(rule, objective, context, world));
      }
      return { alerts: all, recorded };
    },
  };
}
