import { type Given, settle } from "../core/assumed.ts";
import type { Duration } from "../core/quantity.ts";

/**
 * What keeps a handful of failures at night from paging. Every objective on events must choose one, and one on `up` that has
 * burn rates.
 */
export type LowTrafficPolicy =
  | { readonly kind: "minimumFailures"; readonly count: number }
  | { readonly kind: "minimumEvents"; readonly count: number }
  | { readonly kind: "widenedWindows"; readonly factor: number }
  | { readonly kind: "unguarded"; readonly why: string };

/** The policies of an objective on `up`, which has no traffic: its failures are moments, and there are always as many of these. */
export type MomentPolicy = Extract<LowTrafficPolicy, { readonly kind: "minimumFailures" | "unguarded" }>;

/**
 * Alerts only when at least `count` events failed inside the alert's longest window. A total outage still reaches it. Failures
 * of an objective on `up` are moments: evaluations that found no answering target.
 */
export function minimumFailures(count: Given<number>): MomentPolicy {
  return settle<MomentPolicy>({ kind: "minimumFailures", count });
}

/** Alerts only when at least `count` events, good or bad, happened inside the alert's longest window. */
export function minimumEvents(count: Given<number>): LowTrafficPolicy {
  return settle<LowTrafficPolicy>({ kind: "minimumEvents", count });
}

/** Makes every window of the objective's alerts `factor` times as long, so that one failure weighs less. */
export function widenedWindows(factor: Given<number>): LowTrafficPolicy {
  return settle<LowTrafficPolicy>({ kind: "widenedWindows", factor });
}

/** No guard: a single failure may alert. Needs the reason. */
export function unguarded(why: string): MomentPolicy {
  return { kind: "unguarded", why };
}

/** What happens when the series of an objective are not there although its targets answer. */
export type AbsencePolicy<S extends string = string> =
  | { readonly kind: "alertAfter"; readonly after: Duration; readonly severity: S; readonly alert?: string }
  | { readonly kind: "ignored"; readonly why: string };

/** Alerts when the metric is missing for `after`, longer than a rollout takes. An idle service does not alert. */
export function absentFor<const S extends string>(
  after: Given<Duration>,
  severity: S,
  options: { readonly alert?: string } = {},
): AbsencePolicy<S> {
  return settle<AbsencePolicy<S>>({ kind: "alertAfter", after, severity, ...options });
}

/** Missing series are no alert. Needs the reason. */
export function absenceIgnored(why: string): AbsencePolicy<never> {
  return { kind: "ignored", why };
}
