import { complement, tidy } from "../core/decimal.ts";
import type { BurnRate } from "../model/burn-rate.ts";
import { windowName } from "../model/conventions.ts";
import { unitOfIndicator } from "../model/indicator.ts";
import type { Objective } from "../model/objective.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Tier } from "../model/tier.ts";
import type { Context } from "../rules/context.ts";
import type { DerivedAlert } from "../rules/derived.ts";
import type { EventObjective } from "../rules/event-series.ts";
import { countsGood } from "../rules/threshold.ts";
import type { ValueObjective } from "../rules/value-recordings.ts";
import { driveEvents, type Phase } from "./drive-events.ts";
import { driveValues, FRESHNESS_START } from "./drive-values.ts";
import {
  distinguishingLabels,
  firstStep,
  levelInWords,
  levelsAround,
  type Play,
  scenarioOf,
  thresholdScenarios,
} from "./obligations.ts";
import { burnRateCondition, type EventCondition, simulateEvents, tierCondition } from "./simulate-events.ts";
import { simulateValues } from "./simulate-values.ts";

/** Scenarios of a burn-rate alert: its five obligations, and detection of a full outage after clean history. */
export function burnRateScenarios(
  alert: DerivedAlert,
  objective: EventObjective,
  tier: BurnRate,
  context: Context,
): readonly Scenario[] {
  const condition = burnRateCondition(objective, tier);
  const play = eventPlay(objective, condition, context);
  if (objective.indicator.kind === "up") return momentScenarios(alert, play);
  const threshold = tidy(tier.factor * complement(objective.target?.value ?? 0));
  const levels = levelsAround("above", { unit: "ratio", value: threshold }, 1);
  const words = (level: number): string => `${levelInWords("ratio", level)} of events are bad`;
  return [
    ...thresholdScenarios(alert, play, levels, words),
    ...outages(alert, play, tier, threshold),
    ...quietNight(alert, objective, condition, context),
  ];
}

/** Longest window for which the history of a whole window is written out; longer ones would be thousands of samples. */
const WRITTEN_HISTORY_SECONDS = 21_600;

/** Detection after a clean window: at 4.7 times the threshold, where its length shows, and within an hour when all fails. */
function outages(alert: DerivedAlert, play: Play, tier: BurnRate, threshold: number): readonly Scenario[] {
  if (tier.long.value > WRITTEN_HISTORY_SECONDS) return [];
  const history: Phase = { steps: tier.long.value / play.step + 5, level: 0 };
  const part = Math.min(1, Number((threshold * 4.7).toPrecision(6)));
  const levels = tier.long.value <= 3_600 ? [...new Set([1, part])] : [part];
  return levels.flatMap((level) => {
    const fires = firstStep(play, [history, { steps: 1, level }], true);
    if (fires === undefined) return [];
    const steps = fires - history.steps + 1;
    const scenario = scenarioOf(
      alert,
      play,
      "other",
      `fires within ${windowName(steps * play.step)} when ${levelInWords("ratio", level)} of events fail after a clean window`,
      [history, { steps, level }],
      [fires - 1, fires],
    );
    return scenario === undefined ? [] : [scenario];
  });
}

/** Seven tenths of the events that the low-traffic guard asks for; `undefined` where it asks for none. */
function tooFew({ lowTraffic }: Objective): number | undefined {
  if (lowTraffic?.kind !== "minimumFailures" && lowTraffic?.kind !== "minimumEvents") return undefined;
  const few = Math.floor(lowTraffic.count * 0.7);
  return few < 1 ? undefined : few;
}

/**
 * Failures too few for the low-traffic guard, and every event one of them: all at once, or all the time where the alert
 * has to last, since the guard alone must keep it silent.
 */
function quietNight(
  alert: DerivedAlert,
  objective: EventObjective,
  condition: EventCondition,
  context: Context,
): readonly Scenario[] {
  const few = tooFew(objective);
  if (few === undefined) return [];
  const { guardWindow, pending } = condition;
  if (pending > 0 && guardWindow <= WRITTEN_HISTORY_SECONDS) {
    const step = context.system.prometheus.evaluationInterval.value;
    const play = eventPlay(objective, condition, context, (few * step) / guardWindow);
    return trickle(alert, play, few, guardWindow, pending, 1);
  }
  const play = eventPlay(objective, { ...condition, pending: 0 }, context, few);
  const phases: readonly Phase[] = [
    { steps: 10, level: "idle" },
    { steps: 1, level: 1 },
    { steps: 10, level: "idle" },
  ];
  const name = `stays silent when ${few} events come and all of them are bad`;
  return [scenarioOf(alert, play, "other", name, phases, [10, 11, 12, 13, 14, 15])].filter(
    (made) => made !== undefined,
  );
}

/** Events that are beyond the threshold all the time, but too few in the guard's window. Units: seconds. */
function trickle(
  alert: DerivedAlert,
  play: Play,
  few: number,
  window: number,
  pending: number,
  level: number,
): readonly Scenario[] {
  const steps = Math.ceil((window + pending) / play.step) + 5;
  const name = `stays silent while ${few} events come in every ${windowName(window)} and all of them are bad`;
  return [scenarioOf(alert, play, "other", name, [{ steps, level }], [steps - 5, steps - 1])].filter(
    (made) => made !== undefined,
  );
}

/** Scenarios of a threshold tier of an event objective. */
export function eventTierScenarios(
  alert: DerivedAlert,
  objective: EventObjective,
  tier: Tier,
  context: Context,
): readonly Scenario[] {
  const condition = tierCondition(objective, tier);
  const play = eventPlay(objective, condition, context);
  if (objective.indicator.kind === "up") return momentScenarios(alert, play);
  const good = countsGood(objective);
  const quoted = levelsAround(
    tier.comparison,
    tier.threshold,
    tier.comparison === "above" || tier.comparison === "atLeast" ? 1 : good ? 1 : 0,
  );
  const bad = (level: number): number => Number((good ? 1 - level : level).toPrecision(9));
  const levels = { beyond: bad(quoted.beyond), within: bad(quoted.within), healthy: bad(quoted.healthy) };
  const words = (level: number): string =>
    good ? `${levelInWords("ratio", 1 - level)} of look-ups hit` : `${levelInWords("ratio", level)} of events are bad`;
  return [...thresholdScenarios(alert, play, levels, words), ...quietNight(alert, objective, condition, context)];
}

/** Scenarios of a threshold tier of a value objective. */
export function valueTierScenarios(
  alert: DerivedAlert,
  objective: ValueObjective,
  tier: Tier,
  context: Context,
): readonly Scenario[] {
  const step = context.system.prometheus.evaluationInterval.value;
  const play: Play = {
    step,
    ...(objective.indicator.kind === "freshness" ? { start: FRESHNESS_START } : {}),
    series: (phases) => driveValues(objective, context, phases, step),
    firing: (phases, steps) => simulateValues(objective, tier, phases, step, steps),
  };
  const { indicator } = objective;
  const top = indicator.kind === "quantile" ? indicator.histogram.buckets?.at(-1) : undefined;
  const around = levelsAround(tier.comparison, tier.threshold, top ?? Number.POSITIVE_INFINITY);
  const lowest = indicator.kind === "quantile" ? indicator.quantile * (indicator.histogram.buckets?.[0] ?? 0) : 0;
  const levels = { ...around, healthy: Math.max(around.healthy, Number(lowest.toPrecision(9))) };
  return [
    ...thresholdScenarios(
      alert,
      play,
      levels,
      (level) => `its value is ${levelInWords(unitOfIndicator(indicator), level)}`,
    ),
    ...quietQuantile(alert, objective, tier, context, levels.beyond),
  ];
}

/** A quantile beyond its threshold, of fewer observations than the low-traffic guard asks for. */
function quietQuantile(
  alert: DerivedAlert,
  objective: ValueObjective,
  tier: Tier,
  context: Context,
  level: number,
): readonly Scenario[] {
  const few = tooFew(objective);
  if (few === undefined || tier.over === undefined || objective.indicator.kind !== "quantile") return [];
  const step = context.system.prometheus.evaluationInterval.value;
  const window = tier.over.value;
  const play: Play = {
    step,
    series: (phases) => driveValues(objective, context, phases, step, (few * step) / window),
    firing: () => [],
  };
  return trickle(alert, play, few, window, tier.for.value, level);
}

function eventPlay(objective: EventObjective, condition: EventCondition, context: Context, perStep?: number): Play {
  const step = context.system.prometheus.evaluationInterval.value;
  return {
    step,
    series: (phases) => driveEvents(objective, context, phases, perStep)?.map(({ series }) => series),
    firing: (phases, steps) => {
      const driven = driveEvents(objective, context, phases, perStep);
      return driven === undefined ? [] : simulateEvents(objective, driven, condition, step, steps);
    },
  };
}

/** Clean history before the moments of an uptime scenario. Units: steps. */
const CLEAN_STEPS = 60;

/** Moments are good or bad as a whole, so "just below" is the longest outage that stays silent. */
function momentScenarios(alert: DerivedAlert, play: Play): readonly Scenario[] {
  const clean: Phase = { steps: CLEAN_STEPS, level: 0 };
  const down = (steps: number): readonly Phase[] => [clean, { steps, level: 1 }, { steps: 600, level: 0 }];
  const everFires = (steps: number): number => play.firing(down(steps), CLEAN_STEPS + steps + 300).indexOf(true);
  let outage = 1;
  while (everFires(outage) < 0 && outage < 400) outage++;
  const fires = everFires(outage);
  const end = play.firing(down(outage), fires + 600).findIndex((firing, index) => index > fires && !firing);
  if (fires < 0 || end < 0) return [];
  const words = (steps: number): string =>
    `${(steps * play.step) / 60} m without a target after ${(CLEAN_STEPS * play.step) / 60} m of answers`;
  const gone: readonly Phase[] = [clean, { steps: 1, level: "gone" }];
  const lost = firstStep(play, gone, true);
  return [
    scenarioOf(alert, play, "fires-just-above", `fires after ${words(outage)}`, down(outage), [fires - 1, fires]),
    outage === 1
      ? oneOfTwo(alert, play)
      : scenarioOf(alert, play, "silent-just-below", `stays silent after ${words(outage - 1)}`, down(outage - 1), [
          fires - 1,
          fires,
          fires + 5,
        ]),
    scenarioOf(
      alert,
      play,
      "resolves",
      `resolves at ${windowName(end * play.step)} after ${words(outage)}`,
      down(outage),
      [end - 1, end],
    ),
    lost === undefined
      ? undefined
      : scenarioOf(alert, play, "target-lost", "fires when its targets leave service discovery", gone, [
          lost - 1,
          lost,
        ]),
    scenarioOf(
      alert,
      play,
      "no-traffic",
      "targets that answer without any traffic",
      [{ steps: CLEAN_STEPS, level: "idle" }],
      [CLEAN_STEPS - 1],
    ),
  ].filter((scenario) => scenario !== undefined);
}

/** Where a single moment without a target fires, what must stay silent is one target of two that never answers. */
function oneOfTwo(alert: DerivedAlert, play: Play): Scenario | undefined {
  const steps = CLEAN_STEPS;
  const [silent] = play.series([{ steps, level: 1 }]) ?? [];
  const [answering] = play.series([{ steps, level: 0 }]) ?? [];
  if (silent === undefined || answering === undefined) return undefined;
  const other = { ...answering, labels: { ...answering.labels, instance: "b" } };
  return {
    name: "stays silent while 1 of 2 targets answers",
    obligation: "silent-just-below",
    alert: alert.alert,
    labels: distinguishingLabels(alert),
    step: play.step,
    series: [silent, other],
    expect: [{ at: (steps - 1) * play.step, firing: 0 }],
  };
}
