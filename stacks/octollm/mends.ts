import type { Mend } from "../support/mend.ts";
import { changeMends } from "./mends-changes.ts";
import { databaseMends } from "./mends-databases.ts";
import { errorMends } from "./mends-errors.ts";
import { latencyMends } from "./mends-latency.ts";
import { platformMends } from "./mends-platform.ts";
import { podMends } from "./mends-pods.ts";
import { scalingMends } from "./mends-scaling.ts";
import { workloadMends } from "./mends-workloads.ts";

/** What OctoLLM's document states wrongly, and what ours does instead. */
export const mends: readonly Mend[] = [
  ...errorMends,
  ...latencyMends,
  ...databaseMends,
  ...podMends,
  ...workloadMends,
  ...changeMends,
  ...platformMends,
  ...scalingMends,
].sort((a, b) => a.defect.localeCompare(b.defect));
