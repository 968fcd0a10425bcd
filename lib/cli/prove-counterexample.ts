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
  const rows = columns([["", "time", "value", "threshold", "expected", "found"], ...timeline.map(momentRow)], NUMBERS);
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

const NUMBERS = new Set([1, 2, 3]);

/** Marks an evaluation at which the rules do something else. */
const DIFFERS = "≠";

function momentRow({ at, value, threshold, expected, found }: Moment): readonly string[] {
  return [expected === found ? "" : DIFFERS, duration(at), numberText(value), numberText(threshold), expected, found];
}

function numberText(value: number | undefined): string {
  return value === undefined ? "-" : String(Number(value.toPrecision(6)));
}

function duration(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
