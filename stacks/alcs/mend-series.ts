import { type SyntheticSeries, series } from "../../lib/index.ts";
import type { Expectation } from "../../lib/model/scenario.ts";
import { NAMESPACE } from "./metrics.ts";

export const MINUTE = 60;

/** Two hours of samples, one a minute. */
export const SAMPLES = 121;

/** How many alerts fire after so many minutes. */
export function after(minutes: number, firing: number): Expectation {
  return { at: minutes * MINUTE, firing };
}

/** Never fires. */
export const silent: readonly Expectation[] = [after(10, 0), after(60, 0), after(120, 0)];

/** Fires from a minute on and not one minute before. */
export function firesFrom(minutes: number): readonly Expectation[] {
  return [after(minutes - 1, 0), after(minutes, 1)];
}

/** A series of the application, as the scrape labels it. */
export function ofPod(pod: string, metric: string, ...samples: SyntheticSeries["samples"]): SyntheticSeries {
  return series(metric, { job: "alcs", namespace: NAMESPACE, pod, instance: `${pod}:3000` }, ...samples);
}

/** A series of the application with labels of its own. */
export function labelled(
  { name, labels, samples }: SyntheticSeries,
  more: Readonly<Record<string, string>>,
): SyntheticSeries {
  return { name, labels: { ...labels, ...more }, samples };
}
