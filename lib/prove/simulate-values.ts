import { constant, stale } from "../model/scenario.ts";
import type { Tier } from "../model/tier.ts";
import type { ValueObjective } from "../rules/value-recordings.ts";
import { widening } from "../rules/windows.ts";
import type { Phase } from "./drive-events.ts";
import { counterSamples } from "./drive-events.ts";
import { bucketShare } from "./drive-values.ts";
import { firingSteps, overWindow, quantileOf, rateAt, type Track, track } from "./reference.ts";
import { beyond } from "./simulate-events.ts";

/** The steps at which a tier of a value objective must fire when its value follows the phases. Units: `step` in seconds. */
export function simulateValues(
  objective: ValueObjective,
  tier: Tier,
  phases: readonly Phase[],
  step: number,
  steps: number,
): readonly boolean[] {
  const range = tier.over === undefined ? undefined : tier.over.value * widening(objective);
  const values = valueTrack(objective, phases, range, step, steps);
  const holds = values.map((value) => value !== undefined && beyond(tier.comparison, value, tier.threshold.value));
  return firingSteps(holds, step, tier.for.value);
}

function valueTrack(
  objective: ValueObjective,
  phases: readonly Phase[],
  range: number | undefined,
  step: number,
  steps: number,
): Track {
  const { indicator } = objective;
  const levels = track(
    phases.map(({ steps, level }) => (level === "gone" ? stale() : constant(level === "idle" ? 0 : level, steps))),
    steps,
  );
  const indexes = levels.map((_, index) => index);
  if (indicator.kind === "freshness") {
    const idle = phases.length === 1 && phases[0]?.level === "idle";
    return idle ? indexes.map((index) => index * step) : levels;
  }
  if (indicator.kind === "quantile") {
    const bounds = [...(indicator.histogram.buckets ?? []), Number.POSITIVE_INFINITY];
    const counters = bounds.map((bound) => ({
      bound,
      counter: track(
        counterSamples(phases, (level) => bucketShare(indicator, bound, level)),
        steps,
      ),
    }));
    return indexes.map((index) =>
      quantileOf(
        indicator.quantile,
        counters.map(({ bound, counter }) => ({ bound, rate: rateAt(counter, index, step, range ?? 0) })),
      ),
    );
  }
  if (range === undefined) return levels;
  const isRate =
    indicator.kind === "throughput" || (indicator.kind === "saturation" && indicator.used.type === "counter");
  const counter = track(
    counterSamples(phases, (level) => level * step, 1),
    steps,
  );
  // A capacity is read as it is now, so a lost target has no share although its used part is still in the range.
  const capacity = indicator.kind === "saturation" && !("value" in indicator.capacity);
  return indexes.map((index) => {
    if (capacity && levels[index] === undefined) return undefined;
    return isRate ? rateAt(counter, index, step, range) : overWindow(levels, index, step, range, "mean");
  });
}
