import { complement, tidy } from "../core/decimal.ts";
import type { BurnRate } from "../model/burn-rate.ts";
import { RECORDED } from "../model/conventions.ts";
import type { Comparison, Tier } from "../model/tier.ts";
import type { Context } from "../rules/context.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import type { EventObjective } from "../rules/event-series.ts";
import { identityLabels, keptLabels } from "../rules/labels.ts";
import { countsGood } from "../rules/threshold.ts";
import { alertWindows, widening } from "../rules/windows.ts";
import { labelsKey } from "./labels-key.ts";
import { alertStates, isEverActive } from "./reference/alert-states.ts";
import { badMoments, eventRates } from "./reference/event-rates.ts";
import { EventWindows } from "./reference/event-windows.ts";
import { momentsAsked } from "./reference/moments-asked.ts";
import type { AlertInstance, Behaviour, RecordedSeries, Specification } from "./specification.ts";
import { isEvaluated, type World } from "./world.ts";

/** What one alert of an event objective asks of its windows. Units: seconds. */
interface EventCondition {
  readonly windows: readonly {
    readonly seconds: number;
    readonly comparison: Comparison;
    readonly threshold: number;
  }[];
  /** Longest window, in which the low-traffic guard counts. */
  readonly guardWindow: number;
  /** Bad moments that the guard of an `up` objective asks for in it. */
  readonly moments: number;
  readonly pending: number;
  /** True where the good share is compared. */
  readonly good: boolean;
}

/** The specification of the alerts and recordings of an event objective; its absence alert is not among them. */
export function eventSpecification(group: DerivedGroup, objective: EventObjective, context: Context): Specification {
  const conditions = new Map<number, EventCondition>();
  const interval = context.system.prometheus.evaluationInterval.value;
  for (const [index, rule] of group.rules.entries()) {
    if (rule.kind !== "alert") continue;
    if (rule.origin.kind === "burn-rate")
      conditions.set(index, burnRateCondition(objective, rule.origin.tier, interval));
    if (rule.origin.kind === "tier") conditions.set(index, tierCondition(objective, rule.origin.tier, interval));
  }
  const offset = (context.system.prometheus.queryOffset?.value ?? 0) * 1_000;
  return { behaviour: (world) => behaviour(objective, context, conditions, earlier(world, offset)) };
}

/** A world as rules with a query offset see it: everything is asked, and recorded, as of so long ago. Units: milliseconds. */
function earlier(world: World, offset: number): World {
  if (offset === 0) return world;
  const series = world.series.map((one) => ({ ...one, offset: one.offset + offset }));
  return { ...world, start: world.start - offset, series };
}

function burnRateCondition(objective: EventObjective, tier: BurnRate, interval: number): EventCondition {
  const threshold = tidy(tier.factor * complement(objective.target?.value ?? 0));
  const moments = tier.long.value / interval;
  return {
    windows: [tier.long, tier.short].map(({ value }) => ({ seconds: value, comparison: "above", threshold })),
    guardWindow: tier.long.value,
    moments: momentsAsked(objective, { share: threshold, moments }),
    pending: tier.for?.value ?? 0,
    good: false,
  };
}

function tierCondition(objective: EventObjective, tier: Tier, interval: number): EventCondition {
  const base = alertWindows(objective)[0] ?? 0;
  const seconds = tier.over === undefined ? base : tier.over.value * widening(objective);
  return {
    windows: [{ seconds, comparison: tier.comparison, threshold: tier.threshold.value }],
    guardWindow: seconds,
    moments: momentsAsked(objective, { share: complement(tier.threshold.value), moments: seconds / interval }),
    pending: tier.for.value,
    good: countsGood(objective),
  };
}

function behaviour(
  objective: EventObjective,
  context: Context,
  conditions: ReadonlyMap<number, EventCondition>,
  world: World,
): Behaviour {
  const identity = identityLabels(context, objective.name, keptLabels(objective.indicator));
  const alerts = new Map<number, AlertInstance[]>([...conditions.keys()].map((rule) => [rule, []]));
  const recorded: RecordedSeries[] = [];
  const known = windowsOf(objective, context, world);
  if (objective.over !== undefined && "calendar" in objective.over) {
    // The start of the window is the same for all, has no label of a series, and is there without any.
    const any = known[0]?.windows ?? new EventWindows(objective, world, nothing(world), nothing(world));
    const starts = any.recorded().filter(({ record }) => record === RECORDED.windowStart);
    recorded.push(...starts.map((one) => ({ ...one, labels: identity })));
  }
  for (const { labels, windows } of known) {
    for (const one of windows.recorded()) {
      if (one.record !== RECORDED.windowStart) recorded.push({ ...one, labels: { ...labels, ...identity } });
    }
    for (const [rule, condition] of conditions) {
      const held = holds(objective, windows, condition, world);
      const states = alertStates(held, condition.pending * 1_000, world.evaluations);
      if (isEverActive(states)) alerts.get(rule)?.push({ labels, states });
    }
  }
  return { alerts, recorded: [...distinct(recorded), ...target(objective, identity, world)] };
}

function nothing({ evaluations }: World): Float64Array {
  return new Float64Array(evaluations.count).fill(Number.NaN);
}

function windowsOf(
  objective: EventObjective,
  context: Context,
  world: World,
): readonly { readonly labels: Readonly<Record<string, string>>; readonly windows: EventWindows }[] {
  const { indicator } = objective;
  if (indicator.kind === "up") {
    return [{ labels: {}, windows: new EventWindows(objective, world, badMoments(context, world)) }];
  }
  const base = (alertWindows(objective)[0] ?? 0) * 1_000;
  return [...eventRates(indicator, context, world, base).values()].map(({ labels, bad, events }) => ({
    labels,
    windows: new EventWindows(objective, world, bad, events),
  }));
}

function holds(
  objective: EventObjective,
  windows: EventWindows,
  { windows: compared, guardWindow, moments, good }: EventCondition,
  world: World,
): Uint8Array {
  const { evaluations } = world;
  const ratios = compared.map(({ seconds }) => windows.ratio(seconds));
  const held = new Uint8Array(evaluations.count);
  for (let index = 0; index < held.length; index++) {
    if (!isEvaluated(evaluations, index)) continue;
    if (!isBeyondAll(compared, ratios, good, index)) continue;
    const isEnough =
      objective.indicator.kind === "up"
        ? moments === 0 || windows.moments(guardWindow, index) >= moments
        : hasEnough(objective, windows, guardWindow, index);
    if (isEnough) held[index] = 1;
  }
  return held;
}

/** `ratios` are those of the windows that are compared. */
function isBeyondAll(
  compared: EventCondition["windows"],
  ratios: readonly Float64Array[],
  good: boolean,
  index: number,
): boolean {
  for (let window = 0; window < compared.length; window++) {
    const one = compared[window];
    const share = ratios[window]?.[index] ?? Number.NaN;
    if (one !== undefined && !isBeyond(one.comparison, good ? 1 - share : share, one.threshold)) return false;
  }
  return true;
}

/** True when a value is beyond a threshold; never for what is not known. */
export function isBeyond(comparison: Comparison, value: number, threshold: number): boolean {
  switch (comparison) {
    case "above":
      return value > threshold;
    case "atLeast":
      return value >= threshold;
    case "below":
      return value < threshold;
    case "atMost":
      return value <= threshold;
  }
}

function hasEnough({ lowTraffic }: EventObjective, windows: EventWindows, window: number, index: number): boolean {
  if (lowTraffic?.kind === "minimumFailures") return windows.counted("bad", window, index) >= lowTraffic.count;
  if (lowTraffic?.kind === "minimumEvents") return windows.counted("events", window, index) >= lowTraffic.count;
  return true;
}

/** The promise itself, recorded at every evaluation. */
function target(
  objective: EventObjective,
  labels: Readonly<Record<string, string>>,
  { evaluations }: World,
): readonly RecordedSeries[] {
  if (objective.target === undefined || objective.over === undefined) return [];
  const { value } = objective.target;
  const values = new Float64Array(evaluations.count).fill(value);
  for (const index of evaluations.missed ?? []) if (index < values.length) values[index] = Number.NaN;
  return [{ record: RECORDED.target("ratio"), labels, values }];
}

/** Each series once, and only those with a value. */
function distinct(recorded: readonly RecordedSeries[]): readonly RecordedSeries[] {
  const seen = new Map<string, RecordedSeries>();
  for (const one of recorded) {
    if (hasValue(one.values)) seen.set(`${one.record}${labelsKey(one.labels)}`, one);
  }
  return [...seen.values()];
}

function hasValue(values: Float64Array): boolean {
  for (let index = 0; index < values.length; index++) if (!Number.isNaN(values[index])) return true;
  return false;
}
