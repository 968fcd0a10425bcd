import type { Procedure } from "../../../lib/index.ts";
import { backup, restore } from "./backup.ts";
import { highErrorRate, outage } from "./errors.ts";
import { collector, engine, healthChecks, metricMissing } from "./health.ts";
import { writeFailures } from "./insights.ts";
import { highDecisionLatency, slowRequests } from "./latency.ts";
import { beforeProduction, inProduction } from "./load-tests.ts";
import { hostsUnseen, memory, overload } from "./overload.ts";
import { poolExhausted } from "./pool.ts";
import { quickReference, sources } from "./reference.ts";
import { incidentLog, messages } from "./templates.ts";
import { lowHitRate, slowMeasuring, throughputLow } from "./traffic.ts";
import { friday, monday, monthly, quarterly } from "./upkeep.ts";
import { alertStorm, webhookFailures } from "./webhook.ts";

/** Everything that people do for AMAS, in the order of its document. */
export const procedures: readonly Procedure[] = [
  healthChecks,
  highDecisionLatency,
  slowRequests,
  webhookFailures,
  writeFailures,
  highErrorRate,
  outage,
  throughputLow,
  lowHitRate,
  slowMeasuring,
  collector,
  engine,
  metricMissing,
  overload,
  memory,
  hostsUnseen,
  poolExhausted,
  alertStorm,
  backup,
  restore,
  monday,
  friday,
  monthly,
  quarterly,
  beforeProduction,
  inProduction,
  incidentLog,
  messages,
  quickReference,
  sources,
];
