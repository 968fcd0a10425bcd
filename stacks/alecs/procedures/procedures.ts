import type { Procedure } from "../../../lib/index.ts";
import { backups } from "./backup.ts";
import { blind, metricMissing, silentWatchdog } from "./blind.ts";
import { cachePerformance } from "./cache.ts";
import { highCpu } from "./cpu.ts";
import { configuration, rollingUpdate, scaling } from "./deployment.ts";
import { connectionErrors, highErrorRate } from "./errors.ts";
import { healthChecks } from "./health.ts";
import { highLatency } from "./latency.ts";
import { logAnalysis, performance } from "./logs.ts";
import { daily, monthly, runbookUpdates, weekly } from "./maintenance.ts";
import { highMemory } from "./memory.ts";
import { oneReplica, outage } from "./outage.ts";
import { accessRefused, tooMany } from "./refused.ts";
import { securityIncident } from "./security-incident.ts";

/** Everything that people do for ALECS, in the order of its document. */
export const procedures: readonly Procedure[] = [
  outage,
  oneReplica,
  healthChecks,
  highErrorRate,
  highLatency,
  cachePerformance,
  rollingUpdate,
  scaling,
  configuration,
  highMemory,
  highCpu,
  connectionErrors,
  logAnalysis,
  daily,
  weekly,
  monthly,
  backups,
  performance,
  accessRefused,
  tooMany,
  securityIncident,
  runbookUpdates,
  metricMissing,
  blind,
  silentWatchdog,
];
