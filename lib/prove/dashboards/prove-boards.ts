import type { Compilation } from "../../compile/compile.ts";
import { boardsOf } from "../../compile/dashboards.ts";
import type { Board } from "../../dashboards/board.ts";
import type { System } from "../../model/system.ts";
import type { Verdict } from "../verdict.ts";
import { type Answer, answersOf } from "./answers.ts";
import { dayOf } from "./day.ts";

/** What was shown of one query of a panel. */
export interface QueryProof {
  readonly board: string;
  readonly panel: string;
  readonly refId: string;
  readonly text: string;
  readonly verdict: Verdict;
  /** One sentence with numbers. */
  readonly says: string;
}

/**
 * Asks every query of every board of a system on a day on which all is well, and on one with a broken hour, after the rules
 * have run over it. A query has to give something on the first; one that says why it may be empty then, on the second.
 */
export function proveBoards(
  system: System,
  compilation: Compilation,
  boards: readonly Board[] = boardsOf({ system, groups: () => compilation.groups }),
): readonly QueryProof[] {
  const healthy = dayOf(system, compilation, false);
  const broken = dayOf(system, compilation, true);
  return boards.flatMap((board) => {
    const onBroken = answersOf(board, broken);
    return answersOf(board, healthy).map((well, index) => judged(board, well, onBroken[index]));
  });
}

function judged(board: Board, well: Answer, ill: Answer | undefined): QueryProof {
  const { panel, query } = well;
  const found = { board: board.slug, panel: panel.title, refId: query.refId, text: query.text };
  const failure = well.failure ?? ill?.failure;
  if (failure !== undefined) return { ...found, verdict: "REFUTED", says: failure };
  const both = `${well.series.length} series on a good day, ${ill?.series.length ?? 0} on a broken one`;
  if (well.series.length > 0) return { ...found, verdict: "PROVED", says: both };
  if (query.emptyWhile === undefined) return { ...found, verdict: "REFUTED", says: `gives nothing: ${both}` };
  if (ill !== undefined && ill.series.length > 0) {
    return { ...found, verdict: "PROVED", says: `${both}: ${query.emptyWhile}` };
  }
  return { ...found, verdict: "NOT COVERED", says: `gives nothing on either day: ${query.emptyWhile}` };
}
