import type { Given } from "../../core/assumed.ts";
import {
  type Alerting,
  type AlertSelector,
  alerting,
  type Inhibition,
  type MaintenanceWindow,
  type RelatedAlerts,
  type Watchdog,
} from "../alerting.ts";
import { type Data, leafOf, listOf, mapOf, optional, textOf, textsOf } from "./data.ts";
import { durationOf } from "./reading.ts";
import { receiverOf } from "./receiver.ts";
import { intervalsOf } from "./severity.ts";

/** What Alertmanager does with the alerts of the model. */
export function alertingOf(value: unknown): Alerting {
  const data = mapOf(value);
  return alerting({
    ...optional(data, "watchdog", watchdogOf),
    ...optional(data, "inhibitions", (items) => listOf(items).map(mapOf).map(inhibitionOf)),
    ...optional(data, "related", (items) => listOf(items).map(mapOf).map(relatedOf)),
    ...optional(data, "maintenance", (items) => listOf(items).map(mapOf).map(windowOf)),
    ...optional(data, "daylightSaving", (word) => word as NonNullable<Alerting["daylightSaving"]>),
    ...optional(data, "namespaces", textsOf),
    ...optional(data, "matcherStrategy", (word) => word as NonNullable<Alerting["matcherStrategy"]>),
  });
}

function watchdogOf(value: unknown): Given<Watchdog> {
  const data = mapOf(value);
  return { receiver: receiverOf(mapOf(data.receiver)), every: leafOf(data.every, durationOf) };
}

function inhibitionOf(data: Data): Given<Inhibition> {
  return {
    cause: selectorOf(data.cause),
    effect: selectorOf(data.effect),
    equal: textsOf(data.equal),
    why: leafOf(data.why, textOf),
  };
}

function selectorOf(value: unknown): AlertSelector {
  const data = mapOf(value);
  return { alerts: textsOf(data.alerts), ...optional(data, "severity", textOf) };
}

function relatedOf(data: Data): Given<RelatedAlerts> {
  return { alerts: textsOf(data.alerts), why: leafOf(data.why, textOf) };
}

function windowOf(data: Data): Given<MaintenanceWindow> {
  return {
    name: textOf(data.name),
    during: intervalsOf(data.during),
    ...optional(data, "mutes", textsOf),
    why: leafOf(data.why, textOf),
  };
}
