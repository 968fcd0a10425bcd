import type { Unit } from "../../core/quantity.ts";
import type { Report } from "../../model/check/report.ts";
import { type Dimension, isSameUnit, SECONDS, times, unitInWords } from "../../promql/analysis/dimension.ts";
import type { Measured } from "../../promql/analysis/units.ts";
import type { Expression } from "../../promql/ast.ts";
import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import { print } from "../../promql/print.ts";
import { typeOf } from "../../promql/typecheck.ts";
import { selectors } from "../../promql/walk.ts";
import type { Board, Panel, Query, ValuePanel } from "../board.ts";
import type { DashboardCode } from "../codes.ts";
import type { PlannedBoard } from "../plan.ts";
import { MOST_PANELS } from "../size.ts";
import type { KnownSeries } from "./known-series.ts";

/** What queries are held against. */
export interface BoardFacts {
  readonly series: KnownSeries;
  /** What an expression is measured in, by what the model and the rules say of its series. */
  unitOf(expression: Expression): Measured;
  /** What a unit of the model stands for. */
  dimensionOf(unit: Unit): Dimension;
}

/** That no two boards of a system have one address or one file. */
export function checkPlan(plan: readonly PlannedBoard[], report: Report<DashboardCode>): void {
  const uids = new Map<string, PlannedBoard>();
  const files = new Map<string, PlannedBoard>();
  for (const board of plan) {
    const before = uids.get(board.uid) ?? files.get(board.slug);
    uids.set(board.uid, board);
    files.set(board.slug, board);
    if (before === undefined) continue;
    report.error(
      "dashboard-duplicate",
      board.path,
      "two dashboards have one uid, so that the second replaces the first",
      {
        found: `${board.uid}, also of ${before.path === "" ? `the board "${before.title}"` : before.path}`,
        expected: "a uid for each",
        mend: "rename one of them",
      },
    );
  }
}

/** That a board has panels, each with a title of its own, and that every query can give what the panel says it shows. */
export function checkBoard(board: Board, facts: BoardFacts, report: Report<DashboardCode>): void {
  const panels = board.rows.flatMap((row) => row.panels);
  const values = panels.filter((panel): panel is ValuePanel => panel.kind !== "text");
  if (values.length === 0) {
    report.error("dashboard-empty", board.path, "the dashboard has no panel with values", {
      mend: "give it panels, or remove it",
    });
  }
  if (panels.length > MOST_PANELS + 1) {
    report.warning("dashboard-crowded", board.path, "nobody looks at so many panels, and each asks Prometheus", {
      found: `${panels.length} panels`,
      expected: `about ${MOST_PANELS}`,
      mend: "make two dashboards of it",
    });
  }
  checkTitles(board, panels, report);
  for (const [index, panel] of values.entries()) {
    const path = pathOf(board, panel, index);
    if (panel.queries.length === 0) {
      report.error("panel-empty", path, "the panel asks for nothing", { mend: "give it a query, or remove it" });
    }
    for (const [at, query] of panel.queries.entries()) checkQuery(query, panel, `${path}.queries.${at}`, facts, report);
  }
}

function checkTitles(board: Board, panels: readonly Panel[], report: Report<DashboardCode>): void {
  const titles = new Set<string>();
  for (const { title } of panels) {
    if (titles.has(title)) {
      report.error("panel-duplicate", board.path, "two panels have one title, so that nobody can name either", {
        found: title,
        mend: "say in the titles how they differ",
      });
    }
    titles.add(title);
  }
}

/** Panels of the documents are in the model; those that are derived are named by their titles. */
function pathOf({ subject, path }: Board, { title }: Panel, index: number): string {
  return subject.kind === "named" ? `${path}.panels.${index}` : `${path === "" ? subject.kind : path}: ${title}`;
}

function checkQuery(
  query: Query,
  panel: ValuePanel,
  path: string,
  facts: BoardFacts,
  report: Report<DashboardCode>,
): void {
  const { expression, text } = query;
  if (expression === undefined) {
    report.error("panel-query-invalid", path, refusal(text), {
      found: text,
      mend: "write what Prometheus takes; the variables are $namespace, $__rate_interval, $__interval and $__range",
    });
    return;
  }
  const wrong = wrongType(expression);
  if (wrong !== undefined) {
    report.error("panel-query-invalid", path, wrong, { found: text, expected: "a number for each series" });
    return;
  }
  checkSeries(expression, path, facts.series, report);
  checkUnit(expression, query.unit ?? panel.unit, panel.perSecond === true, path, facts, report);
}

/** What Prometheus says of a text, with the variables of Grafana as a duration that it takes. */
function refusal(text: string): string {
  try {
    parse(text.replace(/\$__[a-z_]+/g, "1m"));
  } catch (error) {
    if (error instanceof PromqlError) return `Prometheus refuses the query: ${error.detail}`;
    throw error;
  }
  return "Prometheus refuses the query: a variable stands where none can";
}

function wrongType(expression: Expression): string | undefined {
  try {
    const type = typeOf(expression, { parsed: true });
    return type === "vector" || type === "scalar" ? undefined : `the query gives a ${type}, which no panel shows`;
  } catch (error) {
    if (error instanceof PromqlError) return `Prometheus refuses the query: ${error.detail}`;
    throw error;
  }
}

function checkSeries(expression: Expression, path: string, series: KnownSeries, report: Report<DashboardCode>): void {
  for (const selector of selectors(expression)) {
    if (series.has(selector)) continue;
    const { name } = selector;
    const near = name === undefined || series.hasName(name) ? undefined : series.nearest(name);
    const isRecorded = name !== undefined && series.hasName(name);
    report.error(
      "panel-series-unknown",
      path,
      isRecorded
        ? "no rule records a series with these labels"
        : "no metric of this name is declared, and no rule records it",
      {
        found: print(selector),
        expected: "a series that a metric declares or a rule records",
        mend:
          near === undefined
            ? isRecorded
              ? "mend the labels"
              : "declare it under `metrics`"
            : `did you mean ${near}?`,
      },
    );
  }
}

function checkUnit(
  expression: Expression,
  unit: Unit,
  perSecond: boolean,
  path: string,
  { unitOf, dimensionOf }: BoardFacts,
  report: Report<DashboardCode>,
): void {
  const measured = unitOf(expression);
  if (measured === undefined || measured === "number") return;
  const shown = perSecond ? times(dimensionOf(unit), SECONDS, -1) : dimensionOf(unit);
  if (isSameUnit(measured, shown)) return;
  report.error("panel-unit-mismatch", path, "the values are measured in another unit than the panel shows", {
    found: unitInWords(measured),
    expected: unit,
    mend: "give the panel the unit of its values, or convert them in the query",
  });
}
