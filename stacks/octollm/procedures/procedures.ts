import type { Procedure } from "../../../lib/index.ts";
import { certificates } from "./certificates.ts";
import { configMapChanged, newDeployment, scaled } from "./changes.ts";
import { databaseBusy, databasePool } from "./database-pool.ts";
import { highErrorRate } from "./errors.ts";
import { health } from "./health.ts";
import { highLatency } from "./latency.ts";
import { highNodeCpu, highNodeMemory } from "./node-load.ts";
import { nodeNotReady, nodePressure } from "./nodes.ts";
import { outages } from "./outages.ts";
import { podCrashLoopBackOff, podOomKilled } from "./pods.ts";
import { afterIncident, generalResponse, reviewTemplate, sources } from "./process.ts";
import { coldCacheBehindLatency, errorsOfPool, podsOnOneNode } from "./scenarios.ts";
import { claimPending, lowCacheHitRate, replicasMismatch } from "./workloads.ts";

/**
 * Every procedure of the document. Commands ask for what an alert names by variables that are empty until somebody fills
 * them in, so that one which is pasted too early fails and hits nothing.
 */
export const procedures: readonly Procedure[] = [
  generalResponse,
  podCrashLoopBackOff,
  nodeNotReady,
  highErrorRate,
  databasePool,
  highLatency,
  certificates,
  highNodeCpu,
  highNodeMemory,
  podOomKilled,
  claimPending,
  replicasMismatch,
  lowCacheHitRate,
  newDeployment,
  scaled,
  configMapChanged,
  podsOnOneNode,
  errorsOfPool,
  coldCacheBehindLatency,
  nodePressure,
  databaseBusy,
  ...outages,
  health,
  afterIncident,
  reviewTemplate,
  sources,
];
