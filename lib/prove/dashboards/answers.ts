import type { Board, Query, ValuePanel } from "../../dashboards/board.ts";
import { panelsOf } from "../../dashboards/board.ts";
import { EvaluationError } from "../../promql/eval/error.ts";
import { rangeQuery } from "../../promql/eval/query.ts";
import type { MatrixSeries } from "../../promql/eval/result.ts";
import type { Day } from "./day.ts";
import { DAY, END } from "./day-series.ts";

/** Distance of the points that are drawn and judged: a graph of a day has about as many. Units: milliseconds. */
export const STEP = 300_000;

/** The day that is looked at. Units: milliseconds. */
export const SHOWN = { from: (END - DAY) * 1_000, to: END * 1_000 } as const;

/** What a query of a panel gives on a day. */
export interface Answer {
  readonly panel: ValuePanel;
  readonly query: Query;
  readonly series: readonly MatrixSeries[];
  /** Why there is no answer, in Prometheus' words. */
  readonly failure?: string;
}

/** Everything that a board shows of a day, query by query in the order of the screen. */
export function answersOf(board: Board, { storage }: Day): readonly Answer[] {
  return panelsOf(board).flatMap((panel) =>
    panel.kind === "text" ? [] : panel.queries.map((query) => answer(panel, query, storage)),
  );
}

function answer(panel: ValuePanel, query: Query, storage: Day["storage"]): Answer {
  const { expression } = query;
  if (expression === undefined) return { panel, query, series: [], failure: "the query does not parse" };
  try {
    const start = query.instant === true ? SHOWN.to : SHOWN.from;
    return { panel, query, series: rangeQuery(storage, expression, { start, end: SHOWN.to, step: STEP }).series };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { panel, query, series: [], failure: error.message };
  }
}
