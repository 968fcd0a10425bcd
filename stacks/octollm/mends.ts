import type { Mend } from "../support/mend.ts";
import { databaseMends } from "./mends-databases.ts";
import { errorMends } from "./mends-errors.ts";
import { latencyMends } from "./mends-latency.ts";

/** What OctoLLM's document states wrongly, and what ours does instead. */
export const mends: readonly Mend[] = [...errorMends, ...latencyMends, ...databaseMends].sort((a, b) =>
  a.defect.localeCompare(b.defect),
);
