import type { Matcher } from "./ast.ts";

/** What is known about a regular expression in RE2 syntax without running it. */
export interface RegexpFacts {
  /** Whether the (anchored) expression matches the empty string, so that it also matches an absent label. */
  readonly matchesEmpty: boolean;
}

const GROUP_OPENING = /\(\?(?:P?<[A-Za-z_][A-Za-z0-9_]*>|([imsU]*(?:-[imsU]+)?)([:)]))/y;
const REPEAT = /\{(\d+)(?:,(\d*))?\}/y;
const REPEAT_OPERATOR = /[*+?]\??|\{\d+(?:,\d*)?\}\??/y;
const ESCAPE =
  /\\(?:[pP](?:\{\^?\w+\}|[A-Z])|Q[\s\S]*?(?:\\E|$)|x(?:[0-9a-fA-F]{2}|\{[0-9a-fA-F]+\})|[1-7][0-7]{1,2}|0[0-7]{0,2}|[afnrtvAbBzdDsSwWC]|[^\dA-Za-z\u{80}-\u{10ffff}])/uy;
const CLASS_ITEM =
  /\[:\^?[a-z]+:\]|\\(?:[pP](?:\{\^?\w+\}|[A-Z])|x(?:[0-9a-fA-F]{2}|\{[0-9a-fA-F]+\})|[\s\S])|[\s\S]/uy;

/**
 * Reads a regular expression as RE2 does. Errors: throws `SyntaxError` with Go's words on what RE2 refuses, so that
 * lookaheads and back references, which JavaScript knows, are refused here as they are by Prometheus.
 */
export function inspectRegexp(pattern: string): RegexpFacts {
  const reader = { pattern, at: 0 };
  const matchesEmpty = alternatives(reader);
  if (reader.at < pattern.length) refuse("unexpected )", pattern);
  return { matchesEmpty };
}

/** Whether a matcher also selects series that lack the label. Errors: as `inspectRegexp`. */
export function matchesEmpty(matcher: Matcher): boolean {
  switch (matcher.op) {
    case "=":
      return matcher.value === "";
    case "!=":
      return matcher.value !== "";
    case "=~":
      return inspectRegexp(matcher.value).matchesEmpty;
    case "!~":
      return !inspectRegexp(matcher.value).matchesEmpty;
  }
}

interface Reader {
  readonly pattern: string;
  at: number;
}

function alternatives(reader: Reader): boolean {
  let empty = sequence(reader);
  while (reader.pattern[reader.at] === "|") {
    reader.at++;
    // Both sides are read in any case, for their errors.
    const other = sequence(reader);
    empty ||= other;
  }
  return empty;
}

function sequence(reader: Reader): boolean {
  const { pattern } = reader;
  let empty = true;
  while (reader.at < pattern.length && pattern[reader.at] !== "|" && pattern[reader.at] !== ")") {
    const lone = match(REPEAT_OPERATOR, reader);
    if (lone !== undefined) refuse("missing argument to repetition operator", lone);
    const item = atom(reader);
    const optional = repetition(reader);
    empty &&= item || optional;
  }
  return empty;
}

function repetition(reader: Reader): boolean {
  const start = reader.at;
  const operator = match(REPEAT_OPERATOR, reader);
  if (operator === undefined) return false;
  REPEAT.lastIndex = start;
  const counts = REPEAT.exec(reader.pattern);
  if (counts !== null) {
    const least = Number(counts[1]);
    const most = counts[2] === undefined ? least : counts[2] === "" ? least : Number(counts[2]);
    if (least > 1000 || most > 1000 || least > most) refuse("invalid repeat count", counts[0]);
  }
  const nested = match(REPEAT_OPERATOR, reader);
  if (nested !== undefined) refuse("invalid nested repetition operator", operator + nested);
  return operator.startsWith("*") || operator.startsWith("?") || (counts !== null && Number(counts[1]) === 0);
}

function atom(reader: Reader): boolean {
  const { pattern } = reader;
  switch (pattern[reader.at]) {
    case "(":
      return group(reader);
    case "[":
      characterClass(reader);
      return false;
    case "\\":
      return escaped(reader);
    case "^":
    case "$":
      reader.at++;
      return true;
    default:
      reader.at += (pattern.codePointAt(reader.at) ?? 0) > 0xffff ? 2 : 1;
      return false;
  }
}

function group(reader: Reader): boolean {
  const { pattern } = reader;
  if (pattern.startsWith("(?", reader.at)) {
    const start = reader.at;
    GROUP_OPENING.lastIndex = start;
    const opening = GROUP_OPENING.exec(pattern);
    if (opening === null || opening[0] === "(?)") {
      refuse("invalid or unsupported Perl syntax", pattern.slice(start, start + (pattern[start + 2] === "<" ? 4 : 3)));
    }
    reader.at += opening[0].length;
    if (opening[2] === ")") return true;
  } else {
    reader.at++;
  }
  const empty = alternatives(reader);
  if (pattern[reader.at] !== ")") refuse("missing closing )", pattern);
  reader.at++;
  return empty;
}

function escaped(reader: Reader): boolean {
  const { pattern, at } = reader;
  if (at === pattern.length - 1) refuse("trailing backslash at end of expression", "");
  const text = match(ESCAPE, reader);
  if (text === undefined) refuse("invalid escape sequence", pattern.slice(at, at + 2));
  if (text.startsWith("\\Q")) return text.replace(/\\E$/, "") === "\\Q";
  return text === "\\A" || text === "\\z" || text === "\\B";
}

function characterClass(reader: Reader): void {
  const { pattern } = reader;
  const start = reader.at;
  reader.at += pattern[start + 1] === "^" ? 2 : 1;
  let first = true;
  while (first || pattern[reader.at] !== "]") {
    first = false;
    const from = match(CLASS_ITEM, reader);
    if (from === undefined) refuse("missing closing ]", pattern.slice(start));
    if (pattern[reader.at] !== "-" || pattern[reader.at + 1] === "]") continue;
    reader.at++;
    const to = match(CLASS_ITEM, reader);
    if (to === undefined) refuse("missing closing ]", pattern.slice(start));
    const plain = !from.startsWith("\\") && !from.startsWith("[:") && !to.startsWith("\\");
    if (plain && (from.codePointAt(0) ?? 0) > (to.codePointAt(0) ?? 0)) {
      refuse("invalid character class range", `${from}-${to}`);
    }
  }
  reader.at++;
}

function match(expression: RegExp, reader: Reader): string | undefined {
  expression.lastIndex = reader.at;
  const text = expression.exec(reader.pattern)?.[0];
  if (text !== undefined) reader.at += text.length;
  return text;
}

function refuse(problem: string, place: string): never {
  throw new SyntaxError(`error parsing regexp: ${problem}: \`${place}\``);
}
