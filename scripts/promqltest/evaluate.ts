import { Labels } from "../../lib/promql/data/labels.ts";
import type { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { PromqlError } from "../../lib/promql/error.ts";
import { EvaluationError } from "../../lib/promql/eval/error.ts";
import { instantQuery, type QueryOptions, rangeQuery } from "../../lib/promql/eval/query.ts";
import type { InstantResult, MatrixSeries, RangeResult, Remarks, VectorSample } from "../../lib/promql/eval/result.ts";
import { parse } from "../../lib/promql/parse.ts";
import type { EvalCommand, ExpectKind } from "./command.ts";
import { compareResult, requireSorted } from "./compare.ts";
import { type Pinned, pinnedQueries } from "./pinned.ts";
import { Mismatch, messageOf } from "./problem.ts";

const DEPENDS_ON_QUERY = /(?:start|end|range|step)\(\)/;
const MINUTE = 60_000;

/** Runs an evaluation with all its repetitions; throws a `Mismatch` for the first that does not give what is expected. */
export function runEval(storage: MemoryStorage, command: EvalCommand, options: QueryOptions): void {
  if (command.range) {
    const { expr, start, end, step } = command;
    const result = attempt(command, expr, () => rangeQuery(storage, expr, { start, end, step }, options));
    if (result === undefined) return;
    checkRemarks(command, result);
    compareResult(command, result);
    return;
  }
  const expression = parse(command.expr, options);
  // An expected range vector is described from its start; it is evaluated at its end.
  const time = command.end;
  for (const query of [{ expr: command.expr, time }, ...pinnedQueries(expression, time)]) {
    runInstant(storage, command, query, options);
  }
}

function runInstant(storage: MemoryStorage, command: EvalCommand, query: Pinned, options: QueryOptions): void {
  const { expr, time } = query;
  const result = attempt(command, `${expr} at ${time} ms`, () => instantQuery(storage, expr, time, options));
  if (result === undefined) return;
  named(`${expr} at ${time} ms`, () => {
    checkRemarks(command, result);
    compareResult(command, result);
  });
  if (command.once || DEPENDS_ON_QUERY.test(expr)) return;
  named(`${expr} as a range around ${time} ms`, () => {
    const times = { start: time - MINUTE, end: time + MINUTE, step: MINUTE };
    const repeated = rangeQuery(storage, expr, times, options);
    if (command.expectation.lines.ordered.length > 0) return;
    requireSorted(repeated.series);
    compareResult(command, at(time, repeated, result.type === "scalar"));
  });
}

function at(time: number, result: RangeResult, scalar: boolean): InstantResult {
  const samples = result.series.flatMap((series) => sampleAt(series, time));
  const [first = { labels: Labels.empty, value: Number.NaN }] = samples;
  if (scalar && typeof first.value === "number") return { ...result, type: "scalar", value: first.value };
  return { ...result, type: "vector", samples };
}

function sampleAt({ labels, points }: MatrixSeries, time: number): readonly VectorSample[] {
  const point = points.find(({ timestamp }) => timestamp === time);
  return point === undefined ? [] : [{ labels, value: point.value }];
}

/** The result, or nothing where the query failed as it should. */
function attempt<R>(command: EvalCommand, what: string, query: () => R): R | undefined {
  const { fail } = command.expectation.lines;
  let result: R;
  try {
    result = query();
  } catch (error) {
    if (!(error instanceof EvaluationError) && !(error instanceof PromqlError)) throw error;
    const message = messageOf(error);
    if (fail.length === 0) throw new Mismatch(command.expectation.text, `the error ${message} (${what})`);
    const [wanted] = fail;
    if (wanted !== undefined && !wanted.matches(message)) throw new Mismatch(`the error ${wanted.text}`, message);
    return undefined;
  }
  if (fail.length > 0) throw new Mismatch("an error", `none (${what})`);
  return result;
}

function named(what: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Mismatch) throw new Mismatch(error.expected, `${error.got} (${what})`);
    if (error instanceof EvaluationError || error instanceof PromqlError) {
      throw new Mismatch("a result", `the error ${messageOf(error)} (${what})`);
    }
    throw error;
  }
}

function checkRemarks({ expectation }: EvalCommand, { warnings, infos }: Remarks): void {
  const { lines } = expectation;
  for (const [kind, texts] of [["warn", warnings] as const, ["info", infos] as const]) {
    const wanted = lines[kind];
    const none: ExpectKind = `no_${kind}`;
    if (lines[none].length > 0 && texts.length > 0) throw new Mismatch(`no ${kind}`, texts.join("; "));
    if (wanted.length === 0) continue;
    if (texts.length === 0) throw new Mismatch(`${kind}: ${wanted.map(({ text }) => text).join("; ")}`, "none");
    const missed = wanted.find(({ matches }) => !texts.some((text) => matches(text)));
    if (missed !== undefined) throw new Mismatch(`${kind}: ${missed.text}`, texts.join("; "));
    const unexpected = texts.find((text) => !wanted.some(({ matches }) => matches(text)));
    if (unexpected !== undefined)
      throw new Mismatch(`${kind}: ${wanted.map(({ text }) => text).join("; ")}`, unexpected);
  }
}
