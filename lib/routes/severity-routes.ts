import { formatDuration } from "../core/duration.ts";
import type { System } from "../model/system.ts";
import type { Route } from "./configuration.ts";
import { hoursName, maintenanceName, mutedBy } from "./intervals.ts";
import { equals } from "./matcher-text.ts";
import { type RoutedSeverity, severitiesByUrgency } from "./severities.ts";

/**
 * How long alerts of one cause are gathered before the first message. Alertmanager's own default
 * (https://prometheus.io/docs/alerting/latest/configuration/#route): two scrapes of most systems, and an inhibition needs
 * its cause to arrive within it.
 */
const GROUP_WAIT_SECONDS = 30;

/** How long until changes of a group are told. Alertmanager's own default. */
const GROUP_INTERVAL_SECONDS = 300;

/** How long until an alert that goes on is told again, where the model has no cooldown. Alertmanager's own default. */
const REPEAT_SECONDS = 4 * 3_600;

/**
 * Routes of each severity, the most urgent first. Steps of its escalation are siblings that the one before continues to: they
 * wait for their time before they tell anything, so that an alert which is resolved by then is never told there.
 */
export function severityRoutes(system: System): readonly Route[] {
  const all = severitiesByUrgency(system);
  const least = Math.max(...all.map(({ urgency }) => urgency));
  return all.flatMap((severity) => routesOf(system, severity, groupingOf(severity, least)));
}

function routesOf(
  system: System,
  { name, severity, tellings }: RoutedSeverity,
  groupBy: readonly string[],
): readonly Route[] {
  const muted = mutedBy(system, name).map((window) => maintenanceName(system.name, window));
  return tellings.map(({ receiver, after }, index) => ({
    receiver,
    matchers: [equals("system", system.name), equals("severity", name)],
    ...(index < tellings.length - 1 ? { continue: true } : {}),
    group_by: groupBy,
    group_wait: inSeconds(Math.max(after?.value ?? 0, GROUP_WAIT_SECONDS)),
    group_interval: inSeconds(GROUP_INTERVAL_SECONDS),
    repeat_interval: inSeconds(repeatAfter(severity.repeatEvery?.value ?? REPEAT_SECONDS)),
    ...(severity.during === undefined ? {} : { active_time_intervals: [hoursName(system.name, name)] }),
    ...(muted.length === 0 ? {} : { mute_time_intervals: muted }),
  }));
}

/**
 * The time that Alertmanager has to be given so that it repeats after a time. It looks only every `group_interval`, a moment
 * before the last message is as old as that: 5 minutes would become 10. Of an hour nobody minds the 5 minutes.
 */
function repeatAfter(seconds: number): number {
  return seconds <= 2 * GROUP_INTERVAL_SECONDS ? seconds - GROUP_WAIT_SECONDS : seconds;
}

/**
 * What is one notification: everything of one severity that is wrong with a service, because a person can do one thing at a
 * time, and because a storm of alerts then makes no more messages than there are services. The least urgent of three levels or
 * more: everything at once, to be read when there is time.
 */
function groupingOf({ urgency }: RoutedSeverity, least: number): readonly string[] {
  return urgency === least && least > 1 ? ["system", "severity"] : ["system", "service"];
}

/** Route of the dead man's switch. Its repetition must not wait for the next interval because of a moment's delay. */
export function watchdogRoutes(system: System): readonly Route[] {
  const watchdog = system.alerting?.watchdog;
  if (watchdog === undefined) return [];
  const every = watchdog.every.value;
  return [
    {
      receiver: watchdogReceiver(system.name),
      matchers: [equals("system", system.name), equals("alertname", WATCHDOG)],
      group_by: ["system", "alertname"],
      group_wait: "0s",
      group_interval: inSeconds(every / 2),
      repeat_interval: inSeconds((every * 3) / 4),
    },
  ];
}

/** Name of the alert that always fires: kube-prometheus' word for it, which dashboards and operators know. */
export const WATCHDOG = "Watchdog";

/** Name of the receiver of the dead man's switch. */
export function watchdogReceiver(system: string): string {
  return `${system}-watchdog`;
}

function inSeconds(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
