import { tidy } from "../../core/decimal.ts";
import type { Quantity } from "../../core/quantity.ts";
import type { Report } from "../../model/check/report.ts";
import { alertPrefix, comparisonInWords, quantityInWords } from "../../model/conventions.ts";
import type { Indicator } from "../../model/indicator.ts";
import type { Metric } from "../../model/metric.ts";
import type { ScalingCode } from "../codes.ts";
import { TOLERANCE } from "../kubernetes-defaults.ts";
import type { Scaled } from "../scaled.ts";

/**
 * Load that people are alerted of is above what the least number of replicas is scaled at: otherwise they are told before the first
 * replica is added. Both are of all replicas together.
 */
export function checkLoadAlerts({ scaling, service, path }: Scaled, report: Report<ScalingCode>): void {
  for (const [index, trigger] of scaling.on.entries()) {
    if (trigger.kind !== "load") continue;
    const { perReplica, metric } = trigger;
    const acts: Quantity = { unit: perReplica.unit, value: tidy(scaling.min * perReplica.value * (1 + TOLERANCE)) };
    for (const { name, indicator, tiers, alert } of service.objectives) {
      const measured = measuredBy(indicator);
      if (measured === undefined || !isSame(measured, metric)) continue;
      for (const { comparison, threshold, severity, alert: own } of tiers) {
        if ((comparison !== "above" && comparison !== "atLeast") || acts.value < threshold.value) continue;
        report.error(
          "scaling-beyond-alert",
          `${path}.on.${index}.perReplica`,
          `${own ?? alert ?? alertPrefix(service.name, name)} is told before replicas are added`,
          {
            found: `replicas are added to ${scaling.min} above ${quantityInWords(acts)}, the ${severity} alert comes ${comparisonInWords(comparison, threshold)}`,
            expected: `less than ${quantityInWords(threshold)}, with the tolerance of 10 %`,
            mend: "lower the load per replica, or let the alert wait for more",
          },
        );
      }
    }
  }
}

/** The metric that an objective has as a sum over all replicas. */
function measuredBy(indicator: Indicator): Metric | undefined {
  if (indicator.kind !== "throughput" && indicator.kind !== "queueDepth") return undefined;
  if ((indicator.by ?? []).length > 0) return undefined;
  return indicator.kind === "throughput" ? indicator.events : indicator.depth;
}

/** Whether both select the same series. */
export function isSame(one: Metric, other: Metric): boolean {
  return one.name === other.name && JSON.stringify(one.matchers) === JSON.stringify(other.matchers);
}
