import { complement, tidy } from "../../core/decimal.ts";
import { type EventObjective, eventSeries } from "../../rules/event-series.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { TILED_FROM_SECONDS, tileOf, windowSeconds } from "../../rules/windows.ts";
import type { Subject } from "../trial.ts";

/** One burn-rate alert, as the model has it. Units: seconds. */
export interface BurnTier {
  /** Index of its rule in the group. */
  readonly rule: number;
  readonly severity: string;
  /** 0 is the most urgent. */
  readonly rank: number;
  readonly long: number;
  readonly short: number;
  /** Multiple of the rate that spends the budget exactly in its window. */
  readonly factor: number;
  /** Share of bad events that both windows have to exceed. */
  readonly threshold: number;
  readonly pending: number;
}

/** An objective that burns its budget, and the alerts that tell. Units: seconds. */
export interface Burning {
  readonly objective: EventObjective;
  /** Share of bad events that the target allows. */
  readonly budget: number;
  /** How long the budget has to last. */
  readonly window: number;
  /** Range of the first recordings. */
  readonly base: number;
  /** From one evaluation to the next. */
  readonly interval: number;
  /** True where moments of time are counted, not events. */
  readonly moments: boolean;
  readonly tiers: readonly BurnTier[];
}

const known = new WeakMap<Subject, Burning>();

/** What the model says of the burn-rate alerts of a group. Errors: RangeError for a group that has none. */
export function burningOf(subject: Subject): Burning {
  const burning = known.get(subject) ?? read(subject);
  known.set(subject, burning);
  return burning;
}

function read({ group, context }: Subject): Burning {
  const { severities, prometheus } = context.system;
  const objective = context.owner.objectives.find(({ name }) => name === group.part);
  if (objective === undefined || !isEventObjective(objective) || objective.target === undefined) {
    throw new RangeError(`${group.name} has no budget`);
  }
  const budget = complement(objective.target.value);
  const tiers = group.rules.flatMap((rule, index): readonly BurnTier[] => {
    if (rule.kind !== "alert" || rule.origin.kind !== "burn-rate") return [];
    const { long, short, factor, severity } = rule.origin.tier;
    const threshold = tidy(factor * budget);
    const rank = severities[severity]?.rank ?? 0;
    const pending = rule.origin.tier.for?.value ?? 0;
    return [{ rule: index, severity, rank, long: long.value, short: short.value, factor, threshold, pending }];
  });
  return {
    objective,
    budget,
    window: windowSeconds(objective) ?? 0,
    base: eventSeries(objective, context).base,
    interval: prometheus.evaluationInterval.value,
    moments: objective.indicator.kind === "up",
    tiers,
  };
}

/** How long a tile of a window is; 0 for windows that read every evaluation. Units: seconds. */
export function tileLength(window: number, base: number): number {
  return window < TILED_FROM_SECONDS ? 0 : tileOf(window, base);
}
