import { tidy } from "../core/decimal.ts";
import type { ResourceTrigger } from "../model/scaling.ts";
import type { Workload } from "../model/workload.ts";

/** What the target is a share of, on one replica: cores or bytes; `undefined` where the model does not say. */
export function baseOf({ kind, of }: ResourceTrigger, { requests, limits }: Workload): number | undefined {
  return (of === "limit" ? limits : requests)?.[kind]?.value;
}

/** What one replica uses on target: cores or bytes; `undefined` where the model does not say of what the target is a share. */
export function targetUse(trigger: ResourceTrigger, workload: Workload): number | undefined {
  const base = baseOf(trigger, workload);
  return base === undefined ? undefined : tidy(trigger.target.value * base);
}

/** The target as a share of the request, by which Kubernetes counts; a share of the limit may be more than 1. */
export function shareOfRequest(trigger: ResourceTrigger, workload: Workload): number | undefined {
  if (trigger.of === "request") return trigger.target.value;
  const use = targetUse(trigger, workload);
  const request = workload.requests?.[trigger.kind]?.value;
  return use === undefined || request === undefined ? undefined : tidy(use / request);
}

/**
 * `averageUtilization`: the target in whole percent of the request, which is all that the API takes. Rounded down, so that replicas
 * are added rather too early than too late.
 */
export function utilization(trigger: ResourceTrigger, workload: Workload): number | undefined {
  const share = shareOfRequest(trigger, workload);
  return share === undefined ? undefined : Math.floor(tidy(share * 100));
}
