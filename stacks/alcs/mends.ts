import type { Mend } from "../support/mend.ts";
import { errorMends } from "./mends-errors.ts";
import { networkMends } from "./mends-network.ts";
import { podMends } from "./mends-pods.ts";
import { resourceMends } from "./mends-resources.ts";
import { scalingMends } from "./mends-scaling.ts";
import { targetMends } from "./mends-targets.ts";

/** What ALCS' document states wrongly, and what ours does instead. */
export const mends: readonly Mend[] = [
  ...targetMends,
  ...errorMends,
  ...podMends,
  ...resourceMends,
  ...networkMends,
  ...scalingMends,
].sort((a, b) => a.defect.localeCompare(b.defect));
