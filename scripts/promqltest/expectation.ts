import type { SequenceValue } from "../../lib/promql/notation/sequence-value.ts";
import { parseSeries } from "../../lib/promql/notation/series.ts";
import { compileUnanchored } from "../../lib/promql/re2/compile.ts";
import { unquote } from "../../lib/promql/unquote.ts";
import type { Expectation, ExpectedSeries, ExpectKind, MessageMatch } from "./command.ts";
import { ScriptError } from "./problem.ts";
import { rangeOf } from "./times.ts";

const LINE = /^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$/;
const RANGE_VECTOR = /^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$/;
const NUMBER = /^[+-]?(?:inf(?:inity)?|nan|0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;

/** What a block of lines below an evaluation expects. */
export interface ReadExpectation {
  readonly expectation: Expectation;
  readonly once: boolean;
  /** The times of an expected range vector. */
  readonly range: { readonly start: number; readonly end: number; readonly step: number } | undefined;
  /** How many of the lines belong to it. */
  readonly lines: number;
}

/** Reads the lines below an evaluation; `modifier` is that of the older spellings (`eval_fail`). */
export function readExpectation(
  block: readonly string[],
  modifier: string | undefined,
  instant: boolean,
): ReadExpectation {
  const expected: Record<ExpectKind, MessageMatch[]> = {
    ...{ ordered: [], fail: [], warn: [], no_warn: [], info: [], no_info: [] },
  };
  if (modifier !== undefined) expected[modifier as ExpectKind].push(ANY);
  const series = new Map<string, ExpectedSeries>();
  let scalar: SequenceValue | undefined;
  let string = "";
  let range: ReadExpectation["range"];
  let once = false;
  let position = 0;
  let lines = 0;
  for (const line of block) {
    lines++;
    const olderFailure = modifier === "fail" ? /^expected_fail_(message|regexp)(.*)$/.exec(line) : null;
    if (olderFailure !== null) {
      expected.fail = [match(olderFailure[1] === "message" ? "msg" : "regex", (olderFailure[2] ?? "").trim())];
      break;
    }
    position++;
    if (line.startsWith("expect range vector")) {
      const [, from = "", to = "", step = ""] = RANGE_VECTOR.exec(line) ?? [];
      range = rangeOf(from, to, step);
      once = true;
    } else if (line.startsWith("expect string")) {
      string = readString(line.slice("expect string".length).trim());
      once = true;
    } else if (line.split(" ")[0] === "expect") {
      position--;
      readLine(line, expected);
    } else if (NUMBER.test(line)) {
      scalar = { kind: "float", value: numberOf(line) };
      break;
    } else {
      const { labels, values } = parseSeries(line);
      if (values.length > 1 && instant && range === undefined) {
        throw new ScriptError("expecting multiple values in instant evaluation not allowed");
      }
      series.set(labels.key, { position, labels, values });
    }
  }
  const text = [modifier === undefined ? [] : [`eval_${modifier}`], block.slice(0, lines)].flat().join("\n");
  return { expectation: { lines: expected, scalar, string, series, text }, once, range, lines };
}

const ANY: MessageMatch = { matches: () => true, text: "anything" };

function readLine(line: string, into: Record<ExpectKind, MessageMatch[]>): void {
  const [, kind, how, what = ""] = LINE.exec(line) ?? [];
  if (kind === undefined) throw new ScriptError(`invalid expect statement "${line}"`);
  into[kind as ExpectKind].push(how === undefined ? ANY : match(how, what.trim()));
  if (into.info.length > 0 && into.no_info.length > 0)
    throw new ScriptError("info and no_info cannot be used together");
  if (into.warn.length > 0 && into.no_warn.length > 0)
    throw new ScriptError("warn and no_warn cannot be used together");
  if (into.fail.length > 1) throw new ScriptError("multiple expect fail lines are not allowed");
}

function match(how: string, what: string): MessageMatch {
  if (how === "msg") return { matches: (message) => message === what, text: what };
  const pattern = compileUnanchored(what);
  return { matches: (message) => pattern.matches(message), text: `/${what}/` };
}

function readString(literal: string): string {
  if (!/^(?:"(?:[^"\\]|\\.)*"|`[^`]*`)$/.test(literal)) {
    throw new ScriptError("expected string literal not valid - a quoted string literal is required");
  }
  return unquote(literal);
}

function numberOf(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replace(/^[+-]/, "").toLowerCase();
  if (digits.startsWith("inf")) return sign * Infinity;
  return /^0[0-7]+$/.test(digits) ? sign * Number.parseInt(digits, 8) : sign * Number(digits === "nan" ? NaN : digits);
}
