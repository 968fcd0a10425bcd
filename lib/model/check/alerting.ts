import type { Quantity } from "../../core/quantity.ts";
import type { Alerting } from "../alerting.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { checkSeverity } from "./severities.ts";
import { commandsOf } from "./walk.ts";

/** What Alertmanager does besides: that its parts name severities that exist, are not empty, and say why. */
export function checkAlerting(system: System, report: Report<ModelCode>): void {
  const { inhibitions = [], related = [], maintenance = [] } = system.alerting ?? {};
  for (const [index, { cause, effect, equal }] of inhibitions.entries()) {
    const path = `alerting.inhibitions.${index}`;
    for (const [side, { alerts, severity }] of Object.entries({ cause, effect })) {
      notEmpty(alerts, 1, `${path}.${side}.alerts`, "names of alerts", report);
      if (severity !== undefined) checkSeverity(system, severity, `${path}.${side}.severity`, report);
    }
    notEmpty(equal, 1, `${path}.equal`, "labels that tie an effect to its own cause, such as service", report);
  }
  for (const [index, { alerts }] of related.entries()) {
    notEmpty(alerts, 2, `alerting.related.${index}.alerts`, "the names of two alerts or more", report);
  }
  for (const { name, mutes } of maintenance) {
    const path = `alerting.maintenance.${name}.mutes`;
    if (mutes !== undefined) notEmpty(mutes, 1, path, "severities, or no such key", report);
    for (const [index, severity] of (mutes ?? []).entries()) {
      checkSeverity(system, severity, `${path}.${index}`, report);
    }
  }
  checkReasons(system, report);
}

function notEmpty(
  list: readonly string[],
  least: number,
  path: string,
  expected: string,
  report: Report<ModelCode>,
): void {
  if (new Set(list).size >= least) return;
  const found = list.length === 0 ? "nothing" : list.join(", ");
  report.error("list-too-short", path, "with so few it has no effect", { found, expected });
}

function checkReasons(system: System, report: Report<ModelCode>): void {
  for (const [path, why] of [...reasonsOf(system.alerting ?? {}), ...otherReasons(system)]) {
    if (why.trim() !== "") continue;
    report.error("reason-missing", path, "whoever reads this later needs the reason", { expected: "a sentence" });
  }
}

type Reason = readonly [path: string, why: string];

function reasonsOf({ inhibitions = [], related = [], maintenance = [] }: Alerting): readonly Reason[] {
  return [
    ...inhibitions.map(({ why }, index): Reason => [`alerting.inhibitions.${index}.why`, why]),
    ...related.map(({ why }, index): Reason => [`alerting.related.${index}.why`, why]),
    ...maintenance.map(({ name, why }): Reason => [`alerting.maintenance.${name}.why`, why]),
  ];
}

function otherReasons(system: System): readonly Reason[] {
  return [
    ...(system.escalation?.levels ?? []).flatMap(({ name, withoutAlert }): readonly Reason[] =>
      withoutAlert === undefined ? [] : [[`escalation.levels.${name}.withoutAlert`, withoutAlert]],
    ),
    ...commandsOf(system).flatMap(({ command: { destructive, mended }, path }): readonly Reason[] => [
      ...(destructive === undefined ? [] : [[`${path}.destructive`, destructive] as const]),
      ...(mended === undefined ? [] : [[`${path}.mended`, mended] as const]),
    ]),
  ];
}

/** Lengths of time of the people's side. Each has to be more than zero, but the first step of an escalation may be at once. */
export function peoplesDurations(
  system: System,
): readonly (readonly [path: string, length: Quantity | undefined, least: "zero" | "more"])[] {
  const more = "more" as const;
  return [
    ...Object.entries(system.severities).flatMap(
      ([name, { acknowledgeWithin, resolveWithin, repeatEvery, escalation }]) => [
        [`severities.${name}.acknowledgeWithin`, acknowledgeWithin, more] as const,
        [`severities.${name}.resolveWithin`, resolveWithin, more] as const,
        [`severities.${name}.repeatEvery`, repeatEvery, more] as const,
        ...(escalation ?? []).map(
          ({ after }, index) => [`severities.${name}.escalation.${index}.after`, after, "zero"] as const,
        ),
      ],
    ),
    ["alerting.watchdog.every", system.alerting?.watchdog?.every, more],
    ...(system.dashboards ?? []).flatMap(({ name, shows, refresh }) => [
      [`dashboards.${name}.shows`, shows, more] as const,
      [`dashboards.${name}.refresh`, refresh, more] as const,
    ]),
  ];
}
