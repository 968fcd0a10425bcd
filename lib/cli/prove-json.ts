import { resultsOf, type Tally, tally } from "../prove/tally.ts";
import type { ObligationResult, SystemProof } from "../prove/verdict.ts";

/** The document of `--json`: the proofs as `lib/prove/verdict.ts` has them, and how many obligations came to what. */
export function proveJson(proofs: readonly SystemProof[]): object {
  const all = proofs.flatMap(resultsOf);
  return {
    ...countsOf(all),
    systems: proofs.map((proof) => ({ ...proof, ...countsOf(resultsOf(proof)) })),
  };
}

/** How many obligations came to what, as JSON names it. */
export function countsOf(results: readonly ObligationResult[]): object {
  const counts: Tally = tally(results);
  return { proved: counts.PROVED, refuted: counts.REFUTED, notCovered: counts["NOT COVERED"] };
}
