import type { Condition } from "../model/condition.ts";
import type { Meaning } from "../model/observed.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import { observedWorld } from "./observed-world.ts";
import { alertStates, isEverActive } from "./reference/alert-states.ts";
import { scenarioOf } from "./scenario-world.ts";
import type { AlertInstance, Specification } from "./specification.ts";
import { evaluationTime, isEvaluated, type World } from "./world.ts";

/**
 * The specification of the conditions of one alert name: what they mean, as arithmetic. Of a condition without a meaning
 * it says nothing but what its scenarios expect.
 */
export function conditionSpecification(group: DerivedGroup): Specification {
  return {
    behaviour: (world) => {
      const alerts = new Map<number, readonly AlertInstance[]>();
      const counted = new Map<number, ReadonlyMap<number, number>>();
      for (const [index, rule] of group.rules.entries()) {
        if (rule.kind !== "alert" || rule.origin.kind !== "condition") continue;
        if (rule.origin.condition.meaning === undefined)
          counted.set(index, expectedCounts(rule.origin.condition, world));
        else alerts.set(index, conditionInstances(rule, world));
      }
      return { alerts, recorded: [], ...(counted.size === 0 ? {} : { counted }) };
    },
  };
}

/** What a scenario of the condition expects on its own world; nothing on any other. */
function expectedCounts({ scenarios }: Condition, world: World): ReadonlyMap<number, number> {
  const scenario = scenarioOf(world);
  if (scenario === undefined || !scenarios.includes(scenario)) return new Map();
  return new Map(scenario.expect.map(({ at, firing }) => [at / scenario.step, firing]));
}

/** The instances of a condition's alert that are pending or firing on a world; none where nothing says what it means. */
export function conditionInstances(alert: DerivedAlert, world: World): readonly AlertInstance[] {
  if (alert.origin.kind !== "condition" || alert.origin.condition.meaning === undefined) return [];
  return meantInstances(alert.origin.condition.meaning, alert, world);
}

function meantInstances(meaning: Meaning, alert: DerivedAlert, world: World): readonly AlertInstance[] {
  const { evaluations } = world;
  return meaning(observedWorld(world)).flatMap(({ labels, value }) => {
    const held = new Uint8Array(evaluations.count);
    const values = new Float64Array(evaluations.count).fill(Number.NaN);
    for (let index = 0; index < evaluations.count; index++) {
      const now = isEvaluated(evaluations, index) ? value(evaluationTime(world, index) / 1_000) : undefined;
      if (now === undefined) continue;
      held[index] = 1;
      values[index] = now;
    }
    const states = alertStates(held, alert.for * 1_000, evaluations);
    return isEverActive(states) ? [{ labels: withoutOwn(labels, alert), states, values }] : [];
  });
}

/** Labels of the rule win over those of the series. */
function withoutOwn(labels: Readonly<Record<string, string>>, alert: DerivedAlert): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !Object.hasOwn(alert.labels, label)));
}
