import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import type { RouteCode } from "../codes.ts";
import { deriveRouting } from "../derive-routing.ts";
import { mayInhibit } from "../inhibitions.ts";
import { severitiesByUrgency } from "../severities.ts";
import type { RoutedAlert } from "./context.ts";
import { RouteChecks } from "./route-checks.ts";

/** Severities of the alerts on both sides of a declared inhibition. */
interface DeclaredSides {
  readonly causes: Set<string>;
  readonly effects: Set<string>;
}

/** Checks what is derived from a system for Alertmanager; without receivers there is nothing to check. */
export class SystemRouteChecks {
  readonly #system: System;
  readonly #report = new Report<RouteCode>();
  readonly #checks: RouteChecks | undefined;
  /** Severities whose alerts a route takes; the model's own checks tell of all others. */
  readonly #routed: ReadonlySet<string>;
  readonly #sides: readonly DeclaredSides[];

  constructor(system: System) {
    this.#system = system;
    const routing = deriveRouting(system);
    const ranks = Object.fromEntries(Object.entries(system.severities).map(([name, { rank }]) => [name, rank]));
    const file = `rules/${system.name}/alertmanager.yml`;
    this.#checks = routing === undefined ? undefined : new RouteChecks(routing.configuration, { ranks, file });
    const severities = severitiesByUrgency(system);
    this.#routed = new Set(severities.flatMap(({ name, tellings }) => (tellings.length === 0 ? [] : [name])));
    this.#sides = (system.alerting?.inhibitions ?? []).map(() => ({ causes: new Set(), effects: new Set() }));
  }

  /** Looks at one alert; `path` is where in the model it comes from. */
  visit(alert: RoutedAlert, path: string): void {
    const severity = alert.labels.severity ?? "";
    const system = this.#system.name;
    if (this.#routed.has(severity)) this.#checks?.visit({ ...alert, labels: { system, ...alert.labels } }, path);
    if (this.#checks !== undefined && alert.labels.system === undefined) this.#uncertain(alert, path);
    for (const [index, { cause, effect }] of (this.#system.alerting?.inhibitions ?? []).entries()) {
      const sides = this.#sides[index];
      if (cause.alerts.includes(alert.alert) && (cause.severity ?? severity) === severity) sides?.causes.add(severity);
      if (effect.alerts.includes(alert.alert) && (effect.severity ?? severity) === severity)
        sides?.effects.add(severity);
    }
  }

  /** An alert that leaves the label `system` to its series goes where these say. */
  #uncertain({ alert }: RoutedAlert, path: string): void {
    const { name } = this.#system;
    this.#report.warning(
      "alert-unrouted",
      path,
      `${alert} keeps the label \`system\` of its series, which decides its route`,
      {
        expected: `system="${name}" on each series, or no such label`,
        mend: `aggregate it away, or select system="${name}"`,
      },
    );
  }

  /** What is wrong, once every alert was shown. */
  issues(): readonly Issue[] {
    if (this.#checks === undefined) return [];
    const report = this.#report;
    const severities = severitiesByUrgency(this.#system);
    for (const [index, { causes, effects }] of this.#sides.entries()) {
      const [of, on] = [causes, effects].map((names) => severities.filter(({ name }) => names.has(name)));
      if (of === undefined || on === undefined || of.length === 0 || on.length === 0) continue;
      if (of.some((cause) => on.some((effect) => mayInhibit(this.#system, cause, effect)))) continue;
      const path = `alerting.inhibitions.${index}`;
      report.error(
        "inhibition-less-urgent",
        path,
        "its cause is told to fewer people, or at fewer hours, than what it would silence",
        {
          found: `a cause that is ${[...causes].join(" or ")}, an effect that is ${[...effects].join(" or ")}`,
          expected: "a cause that is at least as urgent, and told whenever its effect would be",
          mend: "let the pages refer to each other instead: `alerting.related`",
        },
      );
    }
    return [...report.issues, ...this.#checks.issues()];
  }
}
