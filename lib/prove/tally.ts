import type { ObligationResult, SystemProof, Verdict } from "./verdict.ts";

/** How many obligations came to which verdict. */
export type Tally = Readonly<Record<Verdict, number>>;

/** Verdicts, the one that needs attention first. */
export const VERDICTS: readonly Verdict[] = ["REFUTED", "NOT COVERED", "PROVED"];

/** Counts the verdicts of some obligations. */
export function tally(results: readonly ObligationResult[]): Tally {
  const count = (wanted: Verdict) => results.filter(({ verdict }) => verdict === wanted).length;
  return { PROVED: count("PROVED"), REFUTED: count("REFUTED"), "NOT COVERED": count("NOT COVERED") };
}

/** `27 proved, 1 not covered`; verdicts that nothing came to are left out. */
export function tallyInWords(counts: Tally): string {
  const said = VERDICTS.toReversed().filter((verdict) => counts[verdict] > 0);
  if (said.length === 0) return "nothing to prove";
  return said.map((verdict) => `${counts[verdict].toLocaleString("en")} ${verdict.toLowerCase()}`).join(", ");
}

/** Every obligation of a system: of its alerts, its objectives and its bundle. */
export function resultsOf({ alerts, objectives, bundle }: SystemProof): readonly ObligationResult[] {
  return [...alerts.flatMap(({ results }) => results), ...objectives.flatMap(({ results }) => results), ...bundle];
}

/** What needs attention first: refuted, then not covered, then proved, each in its order. */
export function byUrgency<R extends ObligationResult>(results: readonly R[]): readonly R[] {
  return VERDICTS.flatMap((wanted) => results.filter(({ verdict }) => verdict === wanted));
}
