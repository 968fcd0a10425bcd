import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import { labelValues } from "../../promql/analysis/label-values.ts";
import { labelsOf } from "../../promql/analysis/labels.ts";
import type { Expression } from "../../promql/ast.ts";
import type { RouteCode } from "../codes.ts";
import { severitiesByUrgency } from "../severities.ts";
import { hoursInUtc, refusedHours, vanishingHours } from "./expressible.ts";

/** What tells the namespace of an alert. */
interface NamespacedAlert {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly expression: Expression;
}

/** Names that a finding spells out. */
const SHOWN = 5;

const GLOBAL = "or give rules/<system>/alertmanager.yml to Alertmanager as its own configuration (`spec.configSecret`)";

/**
 * Finds where AlertmanagerConfig objects tell less than Alertmanager's own configuration would: alerts of namespaces in which
 * there is none, and hours that UTC cannot say. Warnings, because the configuration file of the system has neither fault.
 */
export class ObjectChecks {
  readonly #system: System;
  readonly #isChecked: boolean;
  readonly #unmatched = new Set<string>();

  constructor(system: System) {
    this.#system = system;
    const told = severitiesByUrgency(system).some(({ tellings }) => tellings.length > 0);
    this.#isChecked = told && system.namespace !== undefined && system.runs.includes("kubernetes");
  }

  /** Looks at one alert. */
  visit({ alert, labels, expression }: NamespacedAlert): void {
    if (!this.#isChecked || this.#system.alerting?.matcherStrategy === "None") return;
    const { namespace: own, alerting } = this.#system;
    const others = alerting?.namespaces;
    const namespace = labels.namespace ?? labelValues(expression).get("namespace");
    const isMatched =
      namespace === undefined
        ? others !== undefined && labelsOf(expression).sure.has("namespace")
        : namespace === own || others?.includes(namespace) === true;
    if (!isMatched) this.#unmatched.add(alert);
  }

  /** What is wrong, once every alert was shown. */
  issues(): readonly Issue[] {
    const report = new Report<RouteCode>();
    if (!this.#isChecked) return report.issues;
    this.#namespaces(report);
    for (const { path, during } of refusedHours(this.#system)) {
      report.warning("hours-not-in-utc", path, "AlertmanagerConfigs know UTC only, so that none are emitted", {
        found: `${[...new Set(during.map(({ zone }) => zone))].join(", ")}, where clocks change`,
        mend: `\`alerting.daylightSaving: month-bounded\` leaves hours out in the months of the changes; ${GLOBAL}`,
      });
    }
    for (const { path, months } of vanishingHours(this.#system)) {
      report.warning(
        "hours-vanish",
        path,
        "nothing is left of them while clocks change, so that no AlertmanagerConfigs are emitted",
        {
          found: `no hour of month ${months.join(" and ")} that is the same before and after`,
          mend: `make them longer than the change; ${GLOBAL}`,
        },
      );
    }
    if (this.#system.alerting?.daylightSaving === "month-bounded") this.#uncovered(report);
    return report.issues;
  }

  #namespaces(report: Report<RouteCode>): void {
    const names = [...this.#unmatched];
    if (names.length === 0) return;
    const shown = names.slice(0, SHOWN).join(", ");
    const one = names.length === 1;
    report.warning(
      "namespace-not-matched",
      "alerting.namespaces",
      `${names.length} ${one ? "alert does" : "alerts do"} not surely carry the namespace of an AlertmanagerConfig, and then ${one ? "reaches" : "reach"} nobody through it`,
      {
        found: names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown,
        expected: `label namespace="${this.#system.namespace ?? ""}"`,
        mend: `list the other namespaces of its alerts in \`alerting.namespaces\`; say \`alerting.matcherStrategy: None\` where the cluster's Alertmanager has it; ${GLOBAL}`,
      },
    );
  }

  #uncovered(report: Report<RouteCode>): void {
    for (const { path, each } of hoursInUtc(this.#system)) {
      const uncovered = each.flatMap((one) => one.uncovered);
      if (uncovered.length === 0) continue;
      report.warning(
        "hours-uncovered",
        path,
        "AlertmanagerConfigs leave hours out in the months in which clocks change",
        {
          found: uncovered.join("; "),
          mend: `where that matters: ${GLOBAL.replace(/^or /, "")}`,
        },
      );
    }
  }
}
