import { type Given, settle } from "../core/assumed.ts";
import type { Duration } from "../core/quantity.ts";
import type { Receiver } from "./receiver.ts";
import type { TimeInterval } from "./time-interval.ts";

/** What Alertmanager does with the alerts of a system besides telling the receivers of their severities. */
export interface Alerting {
  readonly watchdog?: Watchdog;
  readonly inhibitions?: readonly Inhibition[];
  readonly related?: readonly RelatedAlerts[];
  readonly maintenance?: readonly MaintenanceWindow[];
  /**
   * AlertmanagerConfig objects know UTC only. For a zone with daylight saving: `month-bounded` emits intervals that are
   * never wider than the model's and lists the hours that they leave out; `refused` (default) asks for the global configuration.
   */
  readonly daylightSaving?: "month-bounded" | "refused";
  /**
   * Namespaces besides the system's own that its alerts carry, all of them: the Prometheus operator has an AlertmanagerConfig match
   * alerts of its own namespace only, so there is one in each.
   */
  readonly namespaces?: readonly string[];
  /**
   * `alertmanagerConfigMatcherStrategy` of the cluster's Alertmanager.
   * @default "OnNamespace", as the operator's own: alerts without a `namespace` label match no AlertmanagerConfig
   */
  readonly matcherStrategy?: "OnNamespace" | "None";
}

/** A dead man's switch: an alert that always fires, to a receiver that calls when it no longer arrives. */
export interface Watchdog {
  readonly receiver: Receiver;
  /** How often it is told. */
  readonly every: Duration;
}

/** While an alert of the cause fires, those of the effect are not told. */
export interface Inhibition {
  readonly cause: AlertSelector;
  readonly effect: AlertSelector;
  /** Labels that both sides must have with the same value. Both must surely carry each of them. */
  readonly equal: readonly string[];
  readonly why: string;
}

/** Alerts by name, of one severity or of any. */
export interface AlertSelector {
  readonly alerts: readonly string[];
  readonly severity?: string;
}

/** Alerts that belong together without one silencing the other: each page links to the others. */
export interface RelatedAlerts {
  readonly alerts: readonly string[];
  readonly why: string;
}

/** Hours in which nobody is told, because work is announced. */
export interface MaintenanceWindow {
  readonly name: string;
  readonly during: readonly TimeInterval[];
  /** Severities that it mutes; default: all but the most urgent. */
  readonly mutes?: readonly string[];
  readonly why: string;
}

/** Declares what Alertmanager does with the alerts of a system. */
export function alerting(spec: Given<Alerting>): Alerting {
  return settle<Alerting>(spec);
}
