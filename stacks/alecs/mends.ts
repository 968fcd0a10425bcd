import type { Mend } from "../support/mend.ts";
import { cacheMends } from "./mends-cache.ts";
import { errorMends } from "./mends-errors.ts";
import { latencyMends } from "./mends-latency.ts";
import { networkMends } from "./mends-network.ts";
import { scalingMends } from "./mends-scaling.ts";
import { targetMends } from "./mends-targets.ts";

/** What ALECS' document states wrongly, and what ours does instead. */
export const mends: readonly Mend[] = [
  ...targetMends,
  ...errorMends,
  ...latencyMends,
  ...cacheMends,
  ...networkMends,
  ...scalingMends,
].sort((a, b) => a.defect.localeCompare(b.defect));
