import type { Procedure } from "../../../lib/index.ts";
import { authentication } from "./authentication.ts";
import { backups, backupTooOld } from "./backup.ts";
import { blind, metricMissing, silentWatchdog } from "./blind.ts";
import { breach } from "./breach.ts";
import { expiring, renewal } from "./certificates.ts";
import { corruption } from "./corruption.ts";
import { crashLoop } from "./crash-loop.ts";
import { dailyRoutine, healthChecks, logReview, metricsReview } from "./daily.ts";
import { cleanup, reindex, vacuum } from "./database-upkeep.ts";
import { highErrorRate, queryFailures } from "./errors.ts";
import { incident, notification, report } from "./incident.ts";
import { busyCpu, fullMemory, latency, slowDatabase, slowProvider } from "./latency.ts";
import { databaseDown, outage } from "./outage.ts";
import { rateLimits } from "./rate-limits.ts";
import { scaling } from "./scaling.ts";
import { monthly, weekly } from "./tasks.ts";
import { update } from "./update.ts";

/** Everything that people do for ALCS, in the order of its document. */
export const procedures: readonly Procedure[] = [
  healthChecks,
  dailyRoutine,
  logReview,
  metricsReview,
  backups,
  incident,
  notification,
  report,
  crashLoop,
  latency,
  slowDatabase,
  slowProvider,
  busyCpu,
  fullMemory,
  highErrorRate,
  queryFailures,
  authentication,
  rateLimits,
  weekly,
  monthly,
  update,
  vacuum,
  reindex,
  cleanup,
  renewal,
  expiring,
  backupTooOld,
  scaling,
  outage,
  databaseDown,
  corruption,
  breach,
  metricMissing,
  blind,
  silentWatchdog,
];
