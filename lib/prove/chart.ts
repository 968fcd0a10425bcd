import type { Unit } from "../core/quantity.ts";
import type { RuleGroup } from "../engine/rule.ts";
import { unitOfIndicator } from "../model/indicator.ts";
import type { AlertOrigin } from "../rules/derived.ts";
import { measuredBy, valuesAt } from "./measured.ts";
import { observe } from "./observe.ts";
import type { GroupTrials } from "./prove-group.ts";
import { isTrial } from "./trial.ts";
import type { Chart } from "./verdict.ts";

/** Evaluations that a chart has at most; more are narrower than a line. */
const MOST_POINTS = 360;

/** How an alert comes and goes just beyond its threshold: the trial in which it resolves, or else the one in which it fires. */
export function chartOf(trials: GroupTrials, rules: RuleGroup, rule: number): Chart | undefined {
  const own = trials.evidence.filter(isTrial).filter((trial) => trial.rule === rule);
  const trial =
    own.find(({ obligation }) => obligation === "resolves") ??
    own.find(({ obligation }) => obligation === "fires-just-above");
  const derived = trials.subject.group.rules[rule];
  if (trial === undefined || derived?.kind !== "alert") return undefined;
  const measured = measuredBy(derived.expression);
  if (measured === undefined) return undefined;
  const { world } = trial;
  const { storage } = observe(rules, world);
  const values = valuesAt(storage, measured.value, world);
  const states = new Uint8Array(values.length);
  for (const instance of trials.expected(world).alerts.get(rule) ?? []) {
    for (const [index, state] of instance.states.entries()) states[index] = Math.max(states[index] ?? 0, state);
  }
  const [from, to] = around(states);
  const interval = world.evaluations.interval / 1_000;
  return {
    from: from * interval,
    interval,
    unit: unitOf(derived.origin),
    threshold: measured.threshold,
    values: [...values.subarray(from, to)].map((value) => (Number.isNaN(value) ? null : value)),
    states: [...states.subarray(from, to)],
  };
}

/** The stretch in which something happens, with as much quiet around it as fits. */
function around(states: Uint8Array): readonly [from: number, to: number] {
  if (states.length <= MOST_POINTS) return [0, states.length];
  const first = Math.max(
    0,
    states.findIndex((state) => state > 0),
  );
  const from = Math.max(0, Math.min(first - Math.floor(MOST_POINTS / 10), states.length - MOST_POINTS));
  return [from, from + MOST_POINTS];
}

/** Unit of what an alert compares. */
function unitOf(origin: AlertOrigin): Unit {
  switch (origin.kind) {
    case "tier":
      return unitOfIndicator(origin.objective.indicator);
    case "burn-rate":
      return "ratio";
    case "condition":
      return origin.condition.unit ?? "count";
    default:
      return "count";
  }
}
