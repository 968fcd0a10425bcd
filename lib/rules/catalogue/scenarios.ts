import { windowName } from "../../model/conventions.ts";
import type { Expectation, Obligation, Samples, Scenario, SyntheticSeries } from "../../model/scenario.ts";

/** Units: seconds between samples and evaluations of every scenario of the catalogue; Prometheus' default interval. */
export const STEP = 60;

/** Prometheus' lookback: how long a sample without a successor is still seen. Units: seconds. */
const LOOKBACK = 300;

/** Fewest checks of a scenario, beside those before and after each change. */
const CHECKS = 6;

/** A scenario before its expectations follow from its truth and the alert's `for`. */
export interface Draft {
  readonly name: string;
  readonly obligation: Obligation;
  readonly series: readonly SyntheticSeries[];
  /** For each instance of the alert: whether its condition holds at a time. Units: seconds from the first sample. */
  readonly holds: readonly ((at: number) => boolean)[];
  /** Time of the last evaluation. Units: seconds from the first sample. */
  readonly until: number;
  readonly defect?: string;
  /** Times at which a wrong rule would fire for a moment. Units: seconds from the first sample. */
  readonly watch?: readonly number[];
}

/** A draft with the number of firing instances before and after every change of it. */
export function scenario(draft: Draft, pending: number): Omit<Scenario, "alert" | "labels" | "step"> {
  const { holds, until, watch = [], ...rest } = draft;
  return { ...rest, expect: expectations(holds, pending, until, watch) };
}

/** Prometheus' rule: an instance fires at the first evaluation at least `for` after its condition began to hold. */
function expectations(
  holds: Draft["holds"],
  pending: number,
  until: number,
  watch: readonly number[],
): readonly Expectation[] {
  const since = new Map<(at: number) => boolean, number>();
  const counts: number[] = [];
  for (let at = 0; at <= until; at += STEP) {
    for (const held of holds) {
      if (!held(at)) since.delete(held);
      else if (!since.has(held)) since.set(held, at);
    }
    counts.push([...since.values()].filter((start) => at - start >= pending).length);
  }
  const last = counts.length - 1;
  const apart = Math.ceil(last / CHECKS);
  const told = (step: number): boolean =>
    step === last ||
    step % apart === 0 ||
    counts[step] !== counts[step - 1] ||
    counts[step] !== counts[step + 1] ||
    watch.includes(step * STEP);
  const known = [...counts.keys()].filter(told);
  return known.map((step) => ({ at: step * STEP, firing: counts[step] ?? 0 }));
}

/** A value from a time on: a number, a counter that grows by `increase` a step, nothing, or a staleness marker. */
export type From = readonly [
  at: number,
  value: number | "missing" | "stale" | { readonly from: number; readonly increase: number },
];

/** Samples up to `until` that change at the times given. Units: seconds, multiples of {@link STEP}. */
export function timeline(until: number, ...changes: readonly From[]): readonly Samples[] {
  return changes.flatMap(([at, value], index): readonly Samples[] => {
    const end = changes[index + 1]?.[0] ?? up(until) + STEP;
    const steps = (end - at) / STEP;
    if (steps <= 0) return [];
    if (value === "stale") return [{ kind: "stale" }, { kind: "missing", steps: steps - 1 }];
    if (value === "missing") return [{ kind: "missing", steps }];
    return typeof value === "number" ? [{ kind: "constant", value, steps }] : [{ kind: "ramp", ...value, steps }];
  });
}

/** Rounded up to a whole number of steps. Units: seconds. */
export function up(duration: number): number {
  return Math.ceil(duration / STEP) * STEP;
}

/** Every sample of a series with its time; staleness markers are told from missing samples. */
function points(samples: readonly Samples[]): readonly (number | "stale" | undefined)[] {
  return samples.flatMap((segment): readonly (number | "stale" | undefined)[] => {
    if (segment.kind === "stale") return ["stale"];
    const { steps } = segment;
    if (segment.kind === "missing") return Array.from({ length: steps }, () => undefined);
    if (segment.kind === "constant") return Array.from({ length: steps }, () => segment.value);
    return Array.from({ length: steps }, (_, index) => segment.from + index * segment.increase);
  });
}

/** What a selector sees at a time: the newest sample younger than the lookback, unless the series has ended. */
export function instant(samples: readonly Samples[]): (at: number) => number | undefined {
  const all = points(samples);
  return (at) => {
    for (let step = Math.floor(at / STEP); step >= 0 && at - step * STEP < LOOKBACK; step--) {
      const point = all[step];
      if (point !== undefined) return point === "stale" ? undefined : point;
    }
    return undefined;
  };
}

/** What a range selector sees at a time: open on the left, as since Prometheus 3. Units: `window` in seconds. */
export function windowed(samples: readonly Samples[], window: number): (at: number) => readonly number[] {
  const all = points(samples);
  return (at) => all.filter((point, step): point is number => isInside(step * STEP, at, window) && isNumber(point));
}

function isInside(time: number, at: number, window: number): boolean {
  return time > at - window && time <= at;
}

function isNumber(point: number | "stale" | undefined): point is number {
  return typeof point === "number";
}

/** A duration for the name of a scenario. Units: seconds. */
export function words(duration: number): string {
  return windowName(duration);
}

/**
 * Mean rate over a range, of a counter that grows at `rate` from `start` to `end` and not before or after: the slope
 * between the first and the last sample of the range, which is what `rate` gives when no sample is missing.
 * Units: times and `over` in seconds.
 */
export function meanSlope(rate: number, start: number, end: number, over: number): (at: number) => number {
  const intervals = Math.ceil(over / STEP) - 1;
  return (at) => {
    const first = Math.max(at - intervals * STEP, 0);
    const grown = Math.min(at, end) - Math.max(first, start);
    return at <= first ? 0 : (rate * Math.max(grown, 0)) / (at - first);
  };
}
