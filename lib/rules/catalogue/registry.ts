import { BurnlineError } from "../../core/issue.ts";
import { nearest } from "../../core/names.ts";
import type { Condition } from "../../model/condition.ts";
import { certificateExpired, certificateExpiring, certificateNeverIssued } from "./certificates.ts";
import { configMapChanged, deploymentChanged, hpaScaledDown, hpaScaledUp } from "./changes.ts";
import { persistentVolumeClaimPending } from "./claims.ts";
import { connectionPoolSaturation } from "./connection-pool.ts";
import { postgresConnections, postgresDown, redisDown } from "./databases.ts";
import type { CatalogueEntry } from "./entry.ts";
import { filesystemUsage } from "./filesystem.ts";
import { metricAbsent } from "./metric-absent.ts";
import { networkErrors, networkUsage } from "./network.ts";
import { nodeCpuUsage, nodeMemoryUsage } from "./node-exporter.ts";
import { nodeNotReady, nodePressure, nodesNotReadyShare } from "./nodes.ts";
import { oomKilledRepeatedly, podCrashLooping, podOOMKilled } from "./pods.ts";
import { deploymentReplicasMismatch } from "./workloads.ts";

const ENTRIES: readonly CatalogueEntry[] = [
  podCrashLooping,
  podOOMKilled,
  oomKilledRepeatedly,
  deploymentReplicasMismatch,
  persistentVolumeClaimPending,
  nodeNotReady,
  nodesNotReadyShare,
  nodePressure,
  deploymentChanged,
  hpaScaledUp,
  hpaScaledDown,
  configMapChanged,
  nodeCpuUsage,
  nodeMemoryUsage,
  filesystemUsage,
  networkUsage,
  networkErrors,
  postgresDown,
  postgresConnections,
  connectionPoolSaturation,
  redisDown,
  certificateExpiring,
  certificateExpired,
  certificateNeverIssued,
  metricAbsent,
];

/** Every entry by name, for models in YAML, the JSON Schema and the documentation. */
export const catalogue: Readonly<Record<string, CatalogueEntry>> = Object.fromEntries(
  ENTRIES.map((entry) => [entry.name, entry]),
);

/**
 * The condition of a named entry from options that no type checker has seen. Throws BurnlineError when there is no such
 * entry, or its options do not fit.
 */
export function build(name: string, options: object): Condition {
  const entry = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
  if (entry !== undefined) return entry.build(options);
  const close = nearest(name, Object.keys(catalogue));
  throw new BurnlineError([
    {
      code: "catalogue-unknown-entry",
      path: "catalogue",
      message: "the catalogue has no such entry",
      found: name,
      expected: Object.keys(catalogue).join(", "),
      ...(close === undefined ? {} : { mend: `write ${close}` }),
    },
  ]);
}
