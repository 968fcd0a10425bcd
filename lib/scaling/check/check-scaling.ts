import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import type { ScalingCode } from "../codes.ts";

/** Finds what is wrong with how the services of a system scale. */
export function checkScaling(_system: System): readonly Issue[] {
  const report = new Report<ScalingCode>();
  return report.issues;
}
