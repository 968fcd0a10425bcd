import { tidy } from "../../core/decimal.ts";
import type { Quantity } from "../../core/quantity.ts";
import type { Report } from "../../model/check/report.ts";
import { alertPrefix, comparisonInWords, quantityInWords } from "../../model/conventions.ts";
import type { SaturationIndicator } from "../../model/indicator.ts";
import type { Objective } from "../../model/objective.ts";
import type { ResourceTrigger } from "../../model/scaling.ts";
import type { Workload } from "../../model/workload.ts";
import type { ScalingCode } from "../codes.ts";
import { TOLERANCE } from "../kubernetes-defaults.ts";
import { targetUse } from "../resource-target.ts";
import type { Scaled } from "../scaled.ts";

/** What cAdvisor calls the use of each resource. */
const USED: Readonly<Record<string, ResourceTrigger["kind"]>> = {
  container_cpu_usage_seconds_total: "cpu",
  container_memory_working_set_bytes: "memory",
  container_memory_usage_bytes: "memory",
  container_memory_rss: "memory",
};

/** What kube-state-metrics, older ones included, and cAdvisor call limits and requests. */
const LIMITS = /^kube_pod_container_resource_limits|^container_spec_memory_limit_bytes$/;
const REQUESTS = /^kube_pod_container_resource_requests/;

/**
 * Scaling agrees with the alerts of the same quantity: replicas are added before anybody is told. The use at which the controller
 * acts is the target and its tolerance; both sides are compared as cores or bytes of one replica, whatever they are shares of.
 */
export function checkAlerts(scaled: Scaled, report: Report<ScalingCode>): void {
  for (const [index, trigger] of scaled.scaling.on.entries()) {
    if (trigger.kind === "load") continue;
    const use = targetUse(trigger, scaled.workload);
    if (use === undefined) continue;
    const acts: Acting = {
      kind: trigger.kind,
      use: tidy(use * (1 + TOLERANCE)),
      path: `${scaled.path}.on.${index}.target`,
    };
    for (const objective of scaled.service.objectives) compare(scaled, objective, acts, report);
  }
}

/** Where the controller acts. Units: cores or bytes of one replica. */
interface Acting {
  readonly kind: ResourceTrigger["kind"];
  readonly use: number;
  readonly path: string;
}

function compare({ service, workload }: Scaled, objective: Objective, acts: Acting, report: Report<ScalingCode>): void {
  const { indicator, name, tiers, target } = objective;
  if (indicator.kind !== "saturation" || USED[indicator.used.name] !== acts.kind) return;
  if (isOfAnotherContainer(indicator, workload)) return;
  const uppers = tiers.filter(({ comparison }) => comparison === "above" || comparison === "atLeast");
  const capacity = capacityOf(indicator, acts.kind, workload);
  if (capacity === undefined) {
    report.warning("scaling-alert-unknown", acts.path, `whether it acts before the alerts of ${name} cannot be told`, {
      found: `an alert on a share of ${"value" in indicator.capacity ? "a capacity" : indicator.capacity.name}, which the workload does not state`,
      expected: "requests and limits of the workload",
    });
    return;
  }
  const share: Quantity = { unit: "ratio", value: tidy(acts.use / capacity) };
  const found = `replicas are added above ${quantityInWords(share)} of the same`;
  for (const { comparison, threshold, severity, alert } of uppers) {
    if (share.value < threshold.value) continue;
    report.error(
      "scaling-beyond-alert",
      acts.path,
      `${alert ?? objective.alert ?? alertPrefix(service.name, name)} is told before replicas are added`,
      {
        found: `${found}, the ${severity} alert comes ${comparisonInWords(comparison, threshold)}`,
        expected: `less than ${quantityInWords(threshold)}, with the tolerance of 10 %`,
        mend: "lower the target, or raise the limit that the alert is a share of",
      },
    );
  }
  if (
    target !== undefined &&
    share.value > target.value &&
    uppers.every(({ threshold }) => share.value < threshold.value)
  ) {
    report.warning("scaling-beyond-promise", acts.path, `${name} promises less than replicas are kept at`, {
      found: `${found}, ${quantityInWords(target)} is promised`,
      expected: `at most ${quantityInWords(target)}, with the tolerance of 10 %`,
      mend: "lower the target of the scaling, or promise what it can keep",
    });
  }
}

/** What the use is a share of, on one replica; `undefined` where the model does not say. Units: cores or bytes. */
function capacityOf(
  { capacity }: SaturationIndicator,
  kind: ResourceTrigger["kind"],
  { requests, limits }: Workload,
): number | undefined {
  if ("value" in capacity) return capacity.value;
  const stated = LIMITS.test(capacity.name) ? limits : REQUESTS.test(capacity.name) ? requests : undefined;
  return stated?.[kind]?.value;
}

function isOfAnotherContainer({ used }: SaturationIndicator, { container }: Workload): boolean {
  return used.matchers.some(
    ({ label, op, value }) => label === "container" && op === "=" && container !== undefined && value !== container,
  );
}
