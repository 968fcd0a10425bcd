import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import type { ScalingCode } from "../codes.ts";
import { scaledServices } from "../scaled.ts";
import { checkAlerts } from "./alerts.ts";
import { checkBounds } from "./bounds.ts";
import { checkLoadAlerts } from "./load-alerts.ts";
import { checkLoads } from "./loads.ts";
import { checkOthers, type PodsOfOthers } from "./others.ts";
import { checkPace } from "./pace.ts";
import { checkPresence } from "./presence.ts";
import { checkTriggers } from "./triggers.ts";
import { checkWorkload } from "./workload.ts";

/**
 * Finds what is wrong with how the services of a system scale: everything that would make an autoscaler do nothing, too much, the
 * wrong thing, or work against something else. `others` are pods that the model does not name, as those of jobs.
 */
export function checkScaling(system: System, others: readonly PodsOfOthers[] = []): readonly Issue[] {
  const report = new Report<ScalingCode>();
  checkPresence(system, report);
  const scaled = scaledServices(system);
  for (const one of scaled) {
    checkWorkload(system, one, report);
    checkBounds(one, report);
    checkPace(one, report);
    checkTriggers(one, report);
    checkLoads(system, one, report);
    checkAlerts(one, report);
    checkLoadAlerts(one, report);
  }
  checkOthers(system, scaled, others, report);
  return report.issues;
}
