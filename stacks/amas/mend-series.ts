import { ramp, type SyntheticSeries, series } from "../../lib/index.ts";

export const MINUTE = 60;
/** An hour of samples, one a minute, the first at 0. */
export const SAMPLES = 61;

/** Labels of the application as its scrape sets them. */
export const app = { job: "danci-backend", instance: "localhost:3000" };

export const silent = [
  { at: 10 * MINUTE, firing: 0 },
  { at: 60 * MINUTE, firing: 0 },
];

/** Fires from a minute on. A rate exists from minute 1 on, and `for` is two minutes: so most fire at minute 3. */
export function fires(minute: number) {
  return [
    { at: (minute - 1) * MINUTE, firing: 0 },
    { at: minute * MINUTE, firing: 1 },
    { at: 60 * MINUTE, firing: 1 },
  ];
}

/** A counter that grows by `perMinute`. */
export function counted(
  name: string,
  perMinute: number,
  labels: Readonly<Record<string, string>> = {},
): SyntheticSeries {
  return series(name, { ...app, ...labels }, ramp(0, perMinute, SAMPLES));
}
