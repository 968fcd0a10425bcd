import type { Mend } from "../support/mend.ts";
import { byHand } from "./mends-by-hand.ts";
import { nodeMends } from "./mends-nodes.ts";
import { requestMends } from "./mends-requests.ts";
import { resourceMends } from "./mends-resources.ts";
import { scalingMends } from "./mends-scaling.ts";
import { targetMends } from "./mends-targets.ts";

/** What FreeAgentics' document states wrongly, and what ours does instead. */
export const mends: readonly Mend[] = [
  ...requestMends,
  ...targetMends,
  ...nodeMends,
  ...resourceMends,
  ...scalingMends,
  byHand,
].sort((a, b) => a.defect.localeCompare(b.defect));
