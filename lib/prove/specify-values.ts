import { RECORDED, windowName } from "../model/conventions.ts";
import { unitOfIndicator, type ValueIndicator } from "../model/indicator.ts";
import type { Tier } from "../model/tier.ts";
import type { Context } from "../rules/context.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import { identityLabels, keptLabels } from "../rules/labels.ts";
import type { ValueObjective } from "../rules/value-recordings.ts";
import { widening } from "../rules/windows.ts";
import { alertStates, isEverActive } from "./reference/alert-states.ts";
import { type MeasuredByLabels, type Measurement, measuredObservations, measuredValues } from "./reference/values.ts";
import type { AlertInstance, Behaviour, RecordedSeries, Specification } from "./specification.ts";
import { isBeyond } from "./specify-events.ts";
import { isEvaluated, type World } from "./world.ts";

/** What an objective measures over one range. Units: `seconds`; absent where gauges are read as they are. */
interface Range {
  readonly seconds: number | undefined;
  readonly values: MeasuredByLabels;
  /** Observations per second, where a guard asks for so many of them. */
  readonly observations?: MeasuredByLabels;
}

/** The specification of the alerts and recordings of a value objective; its absence alert is not among them. */
export function valueSpecification(group: DerivedGroup, objective: ValueObjective, context: Context): Specification {
  const tiers = new Map<number, Tier>();
  for (const [index, rule] of group.rules.entries()) {
    if (rule.kind === "alert" && rule.origin.kind === "tier") tiers.set(index, rule.origin.tier);
  }
  return { behaviour: (world) => behaviour(objective, context, tiers, world) };
}

function behaviour(
  objective: ValueObjective,
  context: Context,
  tiers: ReadonlyMap<number, Tier>,
  world: World,
): Behaviour {
  const measured = new Map<number | undefined, Range>();
  for (const tier of objective.tiers) {
    const seconds = rangeOf(objective, tier);
    if (!measured.has(seconds)) measured.set(seconds, measure(objective, context, world, seconds));
  }
  const alerts = new Map<number, readonly AlertInstance[]>();
  for (const [rule, tier] of tiers) {
    const range = measured.get(rangeOf(objective, tier));
    alerts.set(rule, range === undefined ? [] : instances(objective, tier, range, world));
  }
  return { alerts, recorded: recordings(objective, context, [...measured.values()], world) };
}

/** Range of a tier, as long as the low-traffic policy makes it. Units: seconds. */
function rangeOf(objective: ValueObjective, { over }: Tier): number | undefined {
  return over === undefined ? undefined : over.value * widening(objective);
}

/** Events that the low-traffic policy asks for; failures of a quantile cannot be told from other events. */
function leastEvents({ lowTraffic }: ValueObjective): number | undefined {
  return lowTraffic?.kind === "minimumEvents" || lowTraffic?.kind === "minimumFailures" ? lowTraffic.count : undefined;
}

function measure(objective: ValueObjective, context: Context, world: World, seconds: number | undefined): Range {
  const { indicator } = objective;
  const measurement: Measurement = {
    context,
    world,
    by: indicator.by,
    ...(seconds === undefined ? {} : { range: seconds * 1_000 }),
  };
  const values = measuredValues(indicator, measurement);
  if (indicator.kind !== "quantile" || leastEvents(objective) === undefined) return { seconds, values };
  return { seconds, values, observations: measuredObservations(indicator.histogram, measurement) };
}

function instances(objective: ValueObjective, tier: Tier, range: Range, world: World): readonly AlertInstance[] {
  const least = leastEvents(objective);
  return [...range.values].flatMap(([key, { labels, values }]) => {
    const observed = range.observations?.get(key)?.values;
    const held = Uint8Array.from(values, (value, index) => {
      const enough = least === undefined || (observed?.[index] ?? Number.NaN) * (range.seconds ?? 0) >= least;
      return enough && isBeyond(tier.comparison, value, tier.threshold.value) ? 1 : 0;
    });
    const states = alertStates(held, tier.for.value * 1_000, world.evaluations);
    return isEverActive(states) ? [{ labels, states }] : [];
  });
}

function recordings(
  objective: ValueObjective,
  context: Context,
  ranges: readonly Range[],
  world: World,
): readonly RecordedSeries[] {
  const { indicator } = objective;
  const identity = identityLabels(context, objective.name, keptLabels(indicator));
  const named = (record: string, measured: MeasuredByLabels): readonly RecordedSeries[] =>
    [...measured.values()]
      .filter(({ values }) => values.some((value) => !Number.isNaN(value)))
      .map(({ labels, values }) => ({ record, labels: { ...labels, ...identity }, values }));
  return [
    ...ranges.flatMap(({ seconds, values, observations }) => [
      ...named(RECORDED.value(unitOfIndicator(indicator), operationOf(indicator, seconds)), values),
      ...(observations === undefined || seconds === undefined
        ? []
        : named(RECORDED.events(windowName(seconds)), observations)),
    ]),
    ...target(objective, context, world),
  ];
}

/** How the name of a recorded value tells what was done with the samples: `rate5m`, `avg5m`, `last`. */
function operationOf(indicator: ValueIndicator, seconds: number | undefined): string {
  if (seconds === undefined) return "last";
  const counts =
    indicator.kind === "quantile" ||
    indicator.kind === "throughput" ||
    (indicator.kind === "saturation" && indicator.used.type === "counter");
  return `${counts ? "rate" : "avg"}${windowName(seconds)}`;
}

/** The promise itself, recorded at every evaluation. */
function target(
  { name, indicator, target: promised }: ValueObjective,
  context: Context,
  { evaluations }: World,
): readonly RecordedSeries[] {
  if (promised === undefined) return [];
  const values = Float64Array.from({ length: evaluations.count }, (_, index) =>
    isEvaluated(evaluations, index) ? promised.value : Number.NaN,
  );
  return [{ record: RECORDED.target(unitOfIndicator(indicator)), labels: identityLabels(context, name), values }];
}
