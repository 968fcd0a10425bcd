import type { WireAnswer, WireCase, WireQuery } from "./case.ts";
import { difference } from "./compare-answers.ts";
import { generateCase, QUERIES_PER_CASE } from "./generate-case.ts";
import type { OracleSession } from "./oracle-session.ts";
import { answerOurs } from "./ours.ts";
import type { Profile } from "./profile.ts";
import { shrink } from "./shrink.ts";
import { ASKED_AGAIN } from "./tolerances.ts";

/** A query that the two engines answer differently. */
export interface Difference {
  /** Makes the case again. */
  readonly seed: number;
  readonly one: WireCase;
  readonly text: string;
}

/** How many queries were asked, how many of them failed or gave nothing on both sides, and which differ. */
export interface DifferentialResult {
  readonly queries: number;
  readonly errors: number;
  readonly empty: number;
  readonly differences: readonly Difference[];
}

const IN_FLIGHT = 40;

/** Runs about `queries` generated queries through both engines. */
export async function runDifferential(
  oracle: OracleSession,
  { queries, seed, profile }: { readonly queries: number; readonly seed: number; readonly profile: Profile },
): Promise<DifferentialResult> {
  const seeds = Array.from({ length: Math.ceil(queries / QUERIES_PER_CASE) }, (_, index) => seed + index);
  const differences: Difference[] = [];
  let errors = 0;
  let empty = 0;
  for (let at = 0; at < seeds.length; at += IN_FLIGHT) {
    const batch = seeds.slice(at, at + IN_FLIGHT).map((one) => ({ seed: one, case: generateCase(one, profile) }));
    const asked = batch.map((one) => oracle.ask(one.case));
    const ours = batch.map((one) => answerOurs(one.case));
    const theirs = await Promise.all(asked);
    for (const [index, one] of batch.entries()) {
      for (const [place, query] of one.case.queries.entries()) {
        const mine: WireAnswer = ours[index]?.[place] ?? {};
        const other: WireAnswer = theirs[index]?.[place] ?? {};
        if (other.error !== undefined) errors++;
        else if ((other.series ?? []).length === 0) empty++;
        if (difference(query.expr, mine, other, largestValue(one.case, query)) === undefined) continue;
        const single = { ...one.case, queries: [query] };
        const text = await steadyDifference(oracle, single);
        if (text !== undefined) differences.push({ seed: one.seed, one: single, text });
      }
    }
  }
  return { queries: seeds.length * QUERIES_PER_CASE, errors, empty, differences };
}

/** How our answer to the only query of a case differs from all that Prometheus answers when it is asked again and again. */
async function steadyDifference(oracle: OracleSession, one: WireCase): Promise<string | undefined> {
  const [mine = {}] = answerOurs(one);
  let text: string | undefined;
  for (let asked = 0; asked < ASKED_AGAIN; asked++) {
    const [theirs = {}] = await oracle.ask(one);
    text = difference(one.queries[0]?.expr ?? "", mine, theirs, largestValue(one, one.queries[0]));
    if (text === undefined) return undefined;
  }
  return text;
}

function largestValue({ series }: WireCase, query: WireQuery | undefined): number {
  let largest = /time|ts_of|start|end/.test(query?.expr ?? "") ? Math.abs(query?.end ?? 0) / 1_000 : 0;
  for (const { samples } of series) {
    for (const { v } of samples) if (typeof v === "number") largest = Math.max(largest, Math.abs(v));
  }
  return largest;
}

/** The smallest case that shows a difference of the same kind. */
export async function shrunk(oracle: OracleSession, found: Difference): Promise<Difference> {
  const kind = kindOf(found.text);
  const differenceOf = (one: WireCase): Promise<string | undefined> => steadyDifference(oracle, one);
  const one = await shrink(found.one, async (candidate) => kindOf((await differenceOf(candidate)) ?? "") === kind);
  return { ...found, one, text: (await differenceOf(one)) ?? found.text };
}

/** What kind of thing differs: an error, a warning, a series, a value. */
export function kindOf(text: string): string {
  const [word = ""] = text.split(/\s/);
  return word.startsWith("[") ? "value" : text.startsWith("error FAULT") ? "fault" : word;
}
