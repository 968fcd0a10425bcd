import type { Evidence, Subjected } from "../trial.ts";
import { birthTrials } from "./births.ts";
import { boundaryTrials } from "./boundary.ts";
import { creepTrials } from "./burn-thresholds.ts";
import { failureTrials } from "./failures.ts";
import { flappingTrials } from "./flapping.ts";
import { gapTrials } from "./gaps.ts";
import { guardTrials } from "./guard.ts";
import { isolationTrials } from "./isolation.ts";
import { lostTrials } from "./lost.ts";
import { memoryTrials } from "./memory.ts";
import { momentTrials } from "./moments.ts";
import { rangeTrials } from "./ranges.ts";
import { replicaTrials } from "./replicas.ts";
import { resetTrials } from "./resets.ts";
import { ladderTrials } from "./thresholds.ts";
import { timingTrials } from "./timing.ts";
import { trafficTrials } from "./traffic.ts";
import { uncountedTrials } from "./uncounted.ts";
import { type Watched, watchedBy } from "./watched.ts";

/** The evidence for a burn-rate alert or a threshold tier of an objective; annotations and labels are shown elsewhere. */
export function objectiveEvidence(subjected: Subjected): readonly Evidence[] {
  const watched = watchedBy(subjected);
  return [
    ...thresholdTrials(watched),
    ...trafficTrials(watched),
    ...lostTrials(watched),
    ...birthTrials(watched),
    ...uncountedTrials(watched),
    ...resetTrials(watched),
    ...replicaTrials(watched),
    ...failureTrials(watched),
    ...guardTrials(watched),
    ...isolationTrials(watched),
    ...flappingTrials(watched),
    ...timingTrials(watched),
    ...gapTrials(watched),
    ...rangeTrials(watched),
  ];
}

/** Trials around the thresholds: moments are good or bad as a whole, a single window is a ladder, two are a creep. */
function thresholdTrials(watched: Watched): readonly Evidence[] {
  if (watched.objective.indicator.kind === "up") return momentTrials(watched);
  if (watched.kind === "tier") return [...ladderTrials(watched), ...boundaryTrials(watched)];
  return [...creepTrials(watched), ...memoryTrials(watched), ...(watched.pending === 0 ? [] : boundaryTrials(watched))];
}
