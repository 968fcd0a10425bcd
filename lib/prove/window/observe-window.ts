import type { RuleGroup } from "../../engine/rule.ts";
import { RECORDED } from "../../model/conventions.ts";
import { call, gt } from "../../promql/build.ts";
import { MONTH_TILE_SECONDS } from "../../rules/calendar-month.ts";
import { type Observation, observe } from "../observe.ts";
import type { RecordedSeries } from "../specification.ts";
import { isEvaluated, type World } from "../world.ts";

/**
 * What the rules of an objective record on its window. The budget of a calendar month is summed anew from the whole month
 * at each evaluation, which takes a minute for a month of them, but only changes with its tiles: it is evaluated as often
 * as these. `every` counts the evaluations from one of the budget to the next.
 */
export function observeWindow(rules: RuleGroup, world: World, every: number): Observation {
  if (every === 1) return observe(rules, world);
  const others = observe(
    { ...rules, rules: rules.rules.map((rule) => (isBudget(rule) ? silenced(rule) : rule)) },
    world,
  );
  const recorded = [...others.storage.all()].slice(world.series.length);
  const sparse = {
    ...world,
    series: [],
    evaluations: {
      interval: world.evaluations.interval * every,
      count: Math.floor((world.evaluations.count - 1) / every) + 1,
    },
  };
  const budget = observe({ ...rules, rules: rules.rules.filter(isBudget) }, sparse, recorded);
  for (const series of [...budget.storage.all()].slice(recorded.length)) others.storage.add(series);
  return {
    ...others,
    recorded: [...others.recorded, ...budget.recorded.map((series) => spread(series, world, every))],
    failures: [...others.failures, ...budget.failures],
  };
}

/** Evaluations from one of the budget to the next. */
export function budgetEvery(calendar: boolean, { evaluations }: World): number {
  return calendar ? Math.max(1, Math.floor((MONTH_TILE_SECONDS * 1_000) / evaluations.interval)) : 1;
}

/** The same series, with nothing between the evaluations of the budget. */
export function onlyEvery(series: RecordedSeries, every: number): RecordedSeries {
  if (every === 1 || series.record !== RECORDED.budgetRemaining) return series;
  return { ...series, values: series.values.map((value, index) => (index % every === 0 ? value : Number.NaN)) };
}

function isBudget(rule: RuleGroup["rules"][number]): boolean {
  return rule.kind === "recording" && rule.record === RECORDED.budgetRemaining;
}

/** A rule that records nothing, so that the others keep their places. */
function silenced(rule: RuleGroup["rules"][number]): RuleGroup["rules"][number] {
  return { ...rule, expression: gt(call("vector", 0), 1) };
}

function spread(series: RecordedSeries, { evaluations }: World, every: number): RecordedSeries {
  const values = new Float64Array(evaluations.count).fill(Number.NaN);
  for (const [position, value] of series.values.entries()) {
    if (isEvaluated(evaluations, position * every)) values[position * every] = value;
  }
  return { ...series, values };
}
