import { formatDuration } from "../core/duration.ts";
import type { Counterexample, Moment } from "../prove/verdict.ts";
import { columns } from "./table.ts";
import type { Paint } from "./terminal.ts";

/** What went wrong, unless it was `said`; the evaluations around it; and the promtool test, which has the series. */
export function counterexampleLines(
  { says, timeline, scrapeInterval, evaluationInterval, test }: Counterexample,
  said: readonly string[],
  paint: Paint,
): readonly string[] {
  const rows = timelineRows(timeline);
  return [
    ...(said.includes(says) ? [] : [paint.bad(says)]),
    ...rows.map((row) => (row.startsWith(DIFFERS) ? paint.bad(row) : row)),
    paint.dim(
      `The series, scraped every ${duration(scrapeInterval)} and evaluated every ${duration(evaluationInterval)}, as`,
    ),
    paint.dim("a promtool test that fails, to be pasted below `tests:`:"),
    ...test
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
  ];
}

/** Marks an evaluation at which the rules do something else. */
const DIFFERS = "≠";

/** The evaluations as a table; without values where an alert compares nothing with a threshold. */
function timelineRows(timeline: readonly Moment[]): readonly string[] {
  const valued = timeline.some(({ value, threshold }) => value !== undefined || threshold !== undefined);
  const numbers = (value: string, threshold: string) => (valued ? [value, threshold] : []);
  const rows = timeline.map(({ at, value, threshold, expected, found }) => [
    expected === found ? "" : DIFFERS,
    duration(at),
    ...numbers(numberText(value), numberText(threshold)),
    expected,
    found,
  ]);
  const headings = ["", "time", ...numbers("value", "threshold"), "expected", "found"];
  return columns([headings, ...rows], new Set(valued ? [1, 2, 3] : [1]));
}

function numberText(value: number | undefined): string {
  return value === undefined ? "-" : String(Number(value.toPrecision(6)));
}

function duration(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
