import type { Compilation } from "../../compile/compile.ts";
import type { System } from "../../model/system.ts";
import { networkEvidence } from "../network/prove-network.ts";
import type { ObligationResult } from "../verdict.ts";
import { emittedOf } from "./emitted-alerts.ts";
import { onePagePerCause } from "./pages.ts";
import { recordingsUsed, seriesKnown } from "./series.ts";
import { thresholdsWatched } from "./thresholds.ts";

/** What has to hold for all rules of a system together, and for its policies, judged as they are emitted. */
export function bundleEvidence(system: System, compilation: Compilation): readonly ObligationResult[] {
  const groups = emittedOf(compilation);
  return [
    onePagePerCause(system, groups),
    thresholdsWatched(system, groups),
    recordingsUsed(system, groups),
    seriesKnown(system, groups),
    ...networkEvidence(system, compilation),
  ];
}
