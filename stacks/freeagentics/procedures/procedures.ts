import type { Procedure } from "../../../lib/index.ts";
import { certificates } from "./certificates.ts";
import { databaseConnections } from "./database.ts";
import { deployment, rollback } from "./deployment.ts";
import { highErrorRate, outage } from "./errors.ts";
import { healthChecks } from "./health.ts";
import { incident, messages, report } from "./incident.ts";
import { memoryIssues } from "./memory.ts";
import { blind, busyNetwork, busyNode, fullDisk, metricMissing } from "./nodes.ts";
import { application, infrastructure } from "./optimization.ts";
import { backup, databaseRecovery, recoveryTests, systemRecovery } from "./recovery.ts";
import { templates, usefulCommands } from "./reference.ts";
import { busyBackend, responseTimes } from "./response-times.ts";
import { accessRefused, dailySecurity, securityUpdates, tooMany } from "./security.ts";
import { capacity, database, logRotation, nodes, review } from "./upkeep.ts";

/** Everything that people do for FreeAgentics, in the order of its document. */
export const procedures: readonly Procedure[] = [
  healthChecks,
  deployment,
  rollback,
  responseTimes,
  busyBackend,
  databaseConnections,
  memoryIssues,
  certificates,
  highErrorRate,
  outage,
  busyNode,
  fullDisk,
  busyNetwork,
  blind,
  metricMissing,
  incident,
  messages,
  report,
  databaseRecovery,
  systemRecovery,
  nodes,
  database,
  logRotation,
  capacity,
  application,
  infrastructure,
  accessRefused,
  tooMany,
  dailySecurity,
  securityUpdates,
  backup,
  recoveryTests,
  review,
  usefulCommands,
  templates,
];
