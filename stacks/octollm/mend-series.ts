import { constant, ramp, type SyntheticSeries, series } from "../../lib/index.ts";
import type { Expectation } from "../../lib/model/scenario.ts";
import { NAMESPACE } from "./metrics.ts";

export const MINUTE = 60;

/** Two hours of samples, one a minute. */
export const SAMPLES = 121;

type Labels = Readonly<Record<string, string>>;

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

/** A series of the orchestrator, as its scrape labels it, with labels of its own. */
export function ofOrchestrator(metric: string, own: Labels, ...samples: SyntheticSeries["samples"]): SyntheticSeries {
  const scraped = { job: "orchestrator", namespace: NAMESPACE, service: "orchestrator", pod: "orchestrator-a" };
  return series(metric, { ...scraped, instance: "10.0.0.1:8000", ...own }, ...samples);
}

/** Requests per minute by status, from the first sample on. */
export function requestsPerMinute(byStatus: Readonly<Record<string, number>>, own: Labels = {}) {
  return Object.entries(byStatus).map(([status, perMinute]) =>
    ofOrchestrator("http_requests_total", { status, ...own }, ramp(0, perMinute, SAMPLES)),
  );
}

/** Requests per minute of one handler up to each bound, and in all. */
export function durations(handler: string, upTo: Readonly<Record<string, number>>) {
  const all = upTo["+Inf"] ?? 0;
  return [
    ...Object.entries(upTo).map(([le, perMinute]) =>
      ofOrchestrator("http_request_duration_seconds_bucket", { handler, le }, ramp(0, perMinute, SAMPLES)),
    ),
    ofOrchestrator("http_request_duration_seconds_count", { handler }, ramp(0, all, SAMPLES)),
  ];
}

/** A series of kube-state-metrics about an object in a namespace of OctoLLM. */
export function ofObject(metric: string, own: Labels, ...samples: SyntheticSeries["samples"]): SyntheticSeries {
  return series(metric, { job: "kube-state-metrics", namespace: NAMESPACE, ...own }, ...samples);
}

/** A counter that grows by one at each of these minutes. */
export function countedAt(...minutes: readonly number[]): SyntheticSeries["samples"] {
  const from = [0, ...minutes];
  return from.map((minute, count) => constant(count, (from[count + 1] ?? SAMPLES) - minute));
}
