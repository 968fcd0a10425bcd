import { windowName } from "../../model/conventions.ts";
import type { Samples, Scenario } from "../../model/scenario.ts";

/** Units: seconds between samples and evaluations of every scenario of the catalogue; Prometheus' default interval. */
export const STEP = 60;

/** A scenario before it has its alert and its step. */
export type Draft = Pick<Scenario, "name" | "obligation" | "series" | "defect"> & {
  /** Time of the last evaluation. Units: seconds from the first sample. */
  readonly until: number;
};

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

/** A duration for the name of a scenario. Units: seconds. */
export function words(duration: number): string {
  return windowName(duration);
}
