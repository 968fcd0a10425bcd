import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../lib/compile/check.ts";
import { isError } from "../../lib/core/issue.ts";
import { isRising } from "../../lib/prove/trials/levels.ts";
import { watchedBy } from "../../lib/prove/trials/watched.ts";
import { validObjective } from "../support/arbitrary-objective.ts";
import { isFullRun } from "../support/promtool.ts";
import { shop } from "../support/shop.ts";
import { comparing, proved, shown } from "./trials-shown.ts";

/** True for what rules do otherwise, and not for what a model says. */
function isDifference(says: string): boolean {
  return says.includes(" and should be ") || says.startsWith("the evaluation fails");
}

describe("trials of arbitrary objectives", () => {
  it("are met by the rules that are derived from them, but for what a model has to be refuted for", () => {
    fc.assert(
      fc.property(validObjective, (objective) => {
        fc.pre(!checkSystem(shop([objective])).some(isError));
        const made = shown(objective);
        const isLow = comparing(made).some((subjected) => {
          const watched = watchedBy(subjected);
          return watched.objective.indicator.kind === "throughput" && !isRising(watched);
        });
        // A guard may be too low for a single failure, and what has just started has a low rate.
        const excused = ["one-failure", ...(isLow ? ["rollout", "one-target-lost"] : [])];
        const refuted = proved(made)
          .filter(({ verdict }) => verdict === "REFUTED")
          .filter(({ obligation, says }) => says.some(isDifference) || !excused.includes(obligation));
        expect(refuted.map(({ obligation, says }) => `${obligation}: ${says.join("; ")}`)).toEqual([]);
      }),
      { numRuns: isFullRun ? 60 : 4, seed: 5 },
    );
  }, 300_000);
});
