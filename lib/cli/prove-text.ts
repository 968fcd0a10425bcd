import { titleOf } from "../prove/obligation.ts";
import { byUrgency, resultsOf, type Tally, tally, tallyInWords } from "../prove/tally.ts";
import type { AlertProof, ObligationResult, SystemProof, Verdict } from "../prove/verdict.ts";
import { counterexampleLines } from "./prove-counterexample.ts";
import { columns, grouped } from "./table.ts";
import type { Paint } from "./terminal.ts";

/** How proofs are shown. */
export interface Showing {
  readonly paint: Paint;
  /** Every obligation; otherwise those that need attention. */
  readonly verbose: boolean;
}

/** Something with obligations: an alert, an objective, or the rules together. */
interface Entry {
  readonly name: string;
  readonly severity: string;
  /** Where it belongs. */
  readonly place: string;
  readonly results: readonly ObligationResult[];
}

/** The proof of one system: a line for each alert, objective and the rules together; below it what needs attention. */
export function proofText(proof: SystemProof, showing: Showing): string {
  const { paint } = showing;
  const entries: readonly Entry[] = [
    ...proof.alerts.map(entryOf),
    ...proof.objectives.map(({ owner, objective, results }) => ({
      name: `${owner}.${objective}`,
      severity: "",
      place: "whole window",
      results,
    })),
    { name: "rules together", severity: "", place: "", results: proof.bundle },
  ].filter(({ results }) => results.length > 0);
  const heads = columns(entries.map(({ name, severity, place }) => [name, severity, place]));
  const width = Math.max(...heads.map((head) => head.length));
  const lines = entries.flatMap(({ results }, index) => {
    const head = (heads[index] ?? "").padEnd(width);
    return [`  ${head}  ${tallyText(tally(results), paint)}`, ...resultLines(results, showing)];
  });
  return [`${paint.bold(proof.system)}: ${tallyText(tally(resultsOf(proof)), paint)}`, ...lines, ""].join("\n");
}

/** The last line of a run. Units: milliseconds. */
export function totalText(proofs: readonly SystemProof[], duration: number, paint: Paint): string {
  const alerts = proofs.reduce((sum, proof) => sum + proof.alerts.length, 0);
  const counts = tally(proofs.flatMap(resultsOf));
  const of = `${grouped(proofs.length)} ${proofs.length === 1 ? "system" : "systems"}, ${grouped(alerts)} ${alerts === 1 ? "alert" : "alerts"}`;
  return `${of}: ${tallyText(counts, paint)} in ${(duration / 1_000).toFixed(1)} s\n`;
}

function entryOf({ alert, labels, owner, part, results }: AlertProof): Entry {
  const { severity = "", long_window: long, short_window: short } = labels;
  const windows = long === undefined ? "" : ` ${long}/${short}`;
  return { name: alert, severity, place: `${owner}.${part}${windows}`, results };
}

function tallyText(counts: Tally, paint: Paint): string {
  return paintOf(worst(counts), paint)(tallyInWords(counts));
}

function worst(counts: Tally): Verdict {
  if (counts.REFUTED > 0) return "REFUTED";
  return counts["NOT COVERED"] > 0 ? "NOT COVERED" : "PROVED";
}

function resultLines(results: readonly ObligationResult[], showing: Showing): readonly string[] {
  const shown = byUrgency(results).filter(({ verdict }) => showing.verbose || verdict !== "PROVED");
  return shown.flatMap((result) => oneResult(result, showing));
}

function oneResult(
  { obligation, verdict, says, counterexample }: ObligationResult,
  { paint }: Showing,
): readonly string[] {
  const word = paintOf(verdict, paint)(verdict === "PROVED" ? "proved" : verdict);
  const [first = "", ...others] = says;
  return [
    `    ${word}  ${paint.bold(titleOf(obligation))}: ${first}`,
    ...others.map((sentence) => `      ${sentence}`),
    ...(counterexample === undefined ? [] : counterexampleLines(counterexample, says, paint)).map(
      (line) => `      ${line}`,
    ),
  ];
}

function paintOf(verdict: Verdict, paint: Paint): (text: string) => string {
  return { PROVED: paint.good, REFUTED: paint.bad, "NOT COVERED": paint.warn }[verdict];
}
