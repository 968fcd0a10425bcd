import type { Json } from "../core/json.ts";
import type { Weekday } from "../model/time-interval.ts";

/**
 * Configuration of Alertmanager, with the field names of its file
 * (https://prometheus.io/docs/alerting/latest/configuration/). Durations are Prometheus duration text.
 */
export interface AlertmanagerConfiguration {
  readonly route: Route;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly receivers: readonly AlertmanagerReceiver[];
  readonly time_intervals: readonly NamedInterval[];
}

/** A node of the routing tree. Matchers are text as in the file: `severity="critical"`. */
export interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly continue?: boolean;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly routes?: readonly Route[];
}

/** While an alert of the source fires, alerts of the target with equal labels are not told. */
export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/** A receiver by name, with its integrations; secrets stand in files. */
export interface AlertmanagerReceiver {
  readonly name: string;
  readonly [integration: `${string}_configs`]: readonly Readonly<Record<string, Json>>[];
}

/** Time intervals under a name that routes refer to. */
export interface NamedInterval {
  readonly name: string;
  readonly time_intervals: readonly ConfiguredInterval[];
}

/** One time interval: all of its fields must hold. */
export interface ConfiguredInterval {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly (Weekday | `${Weekday}:${Weekday}`)[];
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly location?: string;
}
