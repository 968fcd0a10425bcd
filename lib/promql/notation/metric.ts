import { Labels } from "../data/labels.ts";
import { PromqlError } from "../error.ts";
import { AGGREGATIONS } from "../functions.ts";
import { Lexer } from "../lexer.ts";
import type { Token } from "../tokens.ts";
import { unquote } from "../unquote.ts";

/** A word that cannot name a metric although it looks like one. */
const RESERVED = /^(?:bool|on|ignoring|group_left|group_right|atan2|inf|nan)$/i;

/** Reads `name{label="value"}` and nothing else. Errors: `PromqlError` with Prometheus' words and the place. */
export function parseMetric(text: string): Labels {
  const lexer = new Lexer(text);
  const { labels } = readMetric(lexer, lexer.next());
  const rest = lexer.next();
  if (rest.kind !== "end") refuse(text, rest, "");
  return labels;
}

/** Reads the metric at the beginning of a series description, and says where its values begin. */
export function readSeriesMetric(text: string): { readonly labels: Labels; readonly end: number } {
  const lexer = new Lexer(text);
  const first = lexer.next();
  if (isName(text, first)) {
    // A name ends a metric unless a brace follows at once: what comes after a space are the values.
    return text[first.end] === "{" ? readMetric(lexer, first) : { labels: named(text, first), end: first.end };
  }
  if (!isBrace(first)) refuse(text, first, "series values");
  return readLabels(lexer, Labels.empty);
}

function readMetric(lexer: Lexer, first: Token): { readonly labels: Labels; readonly end: number } {
  const { text } = lexer;
  if (!isName(text, first)) {
    return isBrace(first) ? readLabels(lexer, Labels.empty) : refuse(text, first, "");
  }
  const name = named(text, first);
  if (text.slice(first.end).trimStart()[0] !== "{") return { labels: name, end: first.end };
  lexer.next();
  return readLabels(lexer, name);
}

function readLabels(lexer: Lexer, name: Labels): { readonly labels: Labels; readonly end: number } {
  const { text } = lexer;
  const pairs: (readonly [name: string, value: string])[] = [];
  for (;;) {
    const label = lexer.next();
    if (label.kind === "punctuation" && label.text === "}" && isComplete(text, label)) {
      return { labels: Labels.from([...pairs, ...name.entries()]), end: label.end };
    }
    if (label.kind !== "identifier" && label.kind !== "string") {
      refuse(text, label, "label set", 'identifier or "}"');
    }
    const written = label.kind === "string" ? textOf(text, label) : label.text;
    let after = lexer.next();
    if (after.kind === "operator" && after.text === "=") {
      const value = lexer.next();
      if (value.kind !== "string") refuse(text, value, "label set", "string");
      pairs.push([written, textOf(text, value)]);
      after = lexer.next();
    } else if (label.kind === "string") {
      pairs.push(["__name__", written]);
    } else {
      refuse(text, after, "label set", '"="');
    }
    if (after.kind === "punctuation" && after.text === "}") {
      return { labels: Labels.from([...pairs, ...name.entries()]), end: after.end };
    }
    if (after.kind !== "punctuation" || after.text !== ",") refuse(text, after, "label set", '"," or "}"');
  }
}

/** A closing brace may follow the opening one or a comma, but not the two of them: `{,}` is nothing. */
function isComplete(text: string, brace: Token): boolean {
  return !/\{\s*,\s*$/.test(text.slice(0, brace.start));
}

function isBrace(token: Token): boolean {
  return token.kind === "punctuation" && token.text === "{";
}

function isName(text: string, token: Token): boolean {
  const written = text.slice(token.start, token.end);
  return /^[a-zA-Z_:]/.test(written) && token.kind !== "end" && !RESERVED.test(written);
}

function named(text: string, token: Token): Labels {
  return Labels.of({ __name__: text.slice(token.start, token.end) });
}

function textOf(text: string, token: Token): string {
  try {
    return unquote(token.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PromqlError(error.message, text, token);
  }
}

function refuse(text: string, token: Token, context: string, expected = ""): never {
  const where = context === "" ? "" : ` in ${context}`;
  const what = expected === "" ? "" : `, expected ${expected}`;
  throw new PromqlError(`unexpected ${describe(text, token)}${where}${what}`, text, token);
}

function describe(text: string, token: Token): string {
  const written = text.slice(token.start, token.end);
  switch (token.kind) {
    case "end":
      return "end of input";
    case "identifier":
      return `identifier "${written}"`;
    case "metric":
      return `metric identifier "${written}"`;
    case "number":
    case "duration":
    case "string":
      return `${token.kind} ${shortened(written)}`;
    default:
      return describeWord(token);
  }
}

/** A word or sign as Prometheus' parser calls it: `<by>`, `<op:and>`, `<aggr:sum>`, `","`. */
export function describeWord(token: Token): string {
  if (token.kind === "keyword") return `<${token.text}>`;
  if (token.kind === "operator") return token.text === "=" ? '"="' : `<op:${token.text}>`;
  return token.kind === "aggregation" && AGGREGATIONS.has(token.text) ? `<aggr:${token.text}>` : `"${token.text}"`;
}

/** A literal in quotes, cut after ten characters. */
export function shortened(literal: string): string {
  const characters = [...literal];
  return characters.length > 10 ? `${JSON.stringify(characters.slice(0, 10).join(""))}...` : JSON.stringify(literal);
}
