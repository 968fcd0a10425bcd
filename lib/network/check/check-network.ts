import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import type { NetworkCode } from "../codes.ts";

/** Finds what is wrong with the connections of a system. */
export function checkNetwork(_system: System): readonly Issue[] {
  const report = new Report<NetworkCode>();
  return report.issues;
}
