import type { Mend } from "../support/mend.ts";
import { nodeMends } from "./mends-nodes.ts";
import { requestMends } from "./mends-requests.ts";
import { resourceMends } from "./mends-resources.ts";
import { targetMends } from "./mends-targets.ts";

/** What FreeAgentics' document states wrongly, and what ours does instead. */
export const mends: readonly Mend[] = [...requestMends, ...targetMends, ...nodeMends, ...resourceMends].sort((a, b) =>
  a.defect.localeCompare(b.defect),
);
