import type { Rule } from "./rule.ts";
import { AUTOSCALER_METRICS } from "./rules/autoscaler-metrics.ts";
import { AUTOSCALING } from "./rules/autoscaling.ts";
import { CONTAINERS } from "./rules/containers.ts";
import { DISRUPTION } from "./rules/disruption.ts";
import { HOST } from "./rules/host.ts";
import { JOBS } from "./rules/jobs.ts";
import { OBJECTS } from "./rules/objects.ts";
import { PODS } from "./rules/pods.ts";
import { RBAC } from "./rules/rbac.ts";
import { REFERENCES } from "./rules/references.ts";
import { SCHEDULE } from "./rules/schedule.ts";
import { SECRETS } from "./rules/secrets.ts";
import { SECURITY_CONTEXT } from "./rules/security-context.ts";
import { SELECTION } from "./rules/selection.ts";
import { SERVICES } from "./rules/services.ts";

/** Every check on manifests by what it looks at, in the order in which `docs/manifests.md` has them. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  "Security contexts": SECURITY_CONTEXT,
  "What a pod takes from its node": HOST,
  Containers: CONTAINERS,
  Pods: PODS,
  "Secrets and accounts": SECRETS,
  "Schedules of CronJobs": SCHEDULE,
  Jobs: JOBS,
  Autoscalers: AUTOSCALING,
  "Metrics of autoscalers": AUTOSCALER_METRICS,
  "Disruption budgets": DISRUPTION,
  "Services, Ingresses and monitors": SERVICES,
  "What selectors take": SELECTION,
  "What pods name": REFERENCES,
  Roles: RBAC,
  "All objects": OBJECTS,
};
