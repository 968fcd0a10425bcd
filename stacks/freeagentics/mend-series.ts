import { ramp, type SyntheticSeries, series } from "../../lib/index.ts";

export const MINUTE = 60;
/** An hour of samples, one a minute, the first at 0. */
export const SAMPLES = 61;

/** Labels of a pod of the backend as its scrape sets them. */
export const pod = { job: "backend", namespace: "freeagentics-prod", instance: "10.0.0.1:8000" };

/** Labels of the exporter of one of the system's nodes. */
export const node = { job: "node-exporter", cluster: "freeagentics", instance: "10.0.1.1:9100" };

/** Expectations over an hour. `fires(6)` fires from minute 6 on. */
export const silent = [
  { at: 10 * MINUTE, firing: 0 },
  { at: 60 * MINUTE, firing: 0 },
];

export function fires(minute: number, alerts = 1) {
  return [
    { at: (minute - 1) * MINUTE, firing: 0 },
    { at: minute * MINUTE, firing: alerts },
    { at: 60 * MINUTE, firing: alerts },
  ];
}

/** A counter of requests of one status that grows by `perMinute`. */
export function requests(status: string, perMinute: number, labels: Readonly<Record<string, string>> = pod) {
  return series("http_requests_total", { ...labels, status }, ramp(0, perMinute, SAMPLES));
}

/** Requests per minute up to each bound, and in all. */
export function durations(
  upTo: Readonly<Record<string, number>>,
  labels: Readonly<Record<string, string>> = pod,
): readonly SyntheticSeries[] {
  const all = upTo["+Inf"] ?? 0;
  return [
    ...Object.entries(upTo).map(([le, perMinute]) =>
      series("http_request_duration_seconds_bucket", { ...labels, le }, ramp(0, perMinute, SAMPLES)),
    ),
    series("http_request_duration_seconds_count", labels, ramp(0, all, SAMPLES)),
  ];
}
