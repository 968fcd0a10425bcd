import type { Meaning } from "../model/observed.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import { observedWorld } from "./observed-world.ts";
import { alertStates, isEverActive } from "./reference/alert-states.ts";
import type { AlertInstance, Specification } from "./specification.ts";
import { evaluationTime, isEvaluated, type World } from "./world.ts";

/**
 * The specification of the conditions of one alert name: what they mean, as arithmetic. Of a condition without a meaning
 * it says nothing but what its scenarios expect.
 */
export function conditionSpecification(group: DerivedGroup): Specification {
  return {
    behaviour: (world) => ({
      alerts: new Map(
        group.rules.flatMap((rule, index) => (rule.kind === "alert" ? [[index, conditionInstances(rule, world)]] : [])),
      ),
      recorded: [],
    }),
  };
}

/** The instances of a condition's alert that are pending or firing on a world; none where nothing says what it means. */
export function conditionInstances(alert: DerivedAlert, world: World): readonly AlertInstance[] {
  if (alert.origin.kind !== "condition" || alert.origin.condition.meaning === undefined) return [];
  return meantInstances(alert.origin.condition.meaning, alert, world);
}

function meantInstances(meaning: Meaning, alert: DerivedAlert, world: World): readonly AlertInstance[] {
  const { evaluations } = world;
  return meaning(observedWorld(world)).flatMap(({ labels, holds }) => {
    const held = new Uint8Array(evaluations.count);
    for (let index = 0; index < evaluations.count; index++) {
      if (isEvaluated(evaluations, index) && holds(evaluationTime(world, index) / 1_000)) held[index] = 1;
    }
    const states = alertStates(held, alert.for * 1_000, evaluations);
    return isEverActive(states) ? [{ labels: withoutOwn(labels, alert), states }] : [];
  });
}

/** Labels of the rule win over those of the series. */
function withoutOwn(labels: Readonly<Record<string, string>>, alert: DerivedAlert): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !Object.hasOwn(alert.labels, label)));
}
