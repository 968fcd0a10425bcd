import { unquote } from "../../promql/unquote.ts";

/** A piece of a LogQL query. Strings are unquoted text. */
export interface Token {
  readonly kind: "word" | "string" | "number" | "duration" | "sign" | "end";
  readonly text: string;
  /** Where it begins, counted from 0. */
  readonly at: number;
}

/** A query that Loki would refuse. */
export class LogqlError extends Error {
  override readonly name = "LogqlError";
  /** Where it is wrong, counted from 0. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const PIECES: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+|#[^\n]*/y],
  ["string", /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ["duration", /(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+(?![\w.])/y],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:[KMGTPE]i?B|B|[kK]b?)?(?![\w.])/y],
  ["word", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["sign", /\|=|\|~|\|>|!=|!~|!>|=~|==|>=|<=|[{}()[\],=<>|+\-*/%^]/y],
];

/** The pieces of a query, with an end that stands for what is missing. Errors: LogqlError for a character that no piece begins with. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const [kind, text] = pieceAt(query, at);
    if (kind !== "space") tokens.push({ kind, text: kind === "string" ? unquote(text) : text, at });
    at += text.length;
  }
  return [...tokens, { kind: "end", text: "the end", at: query.length }];
}

function pieceAt(query: string, at: number): readonly [Token["kind"] | "space", string] {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = at;
    const text = pattern.exec(query)?.[0];
    if (text !== undefined) return [kind, text];
  }
  const quoted = query[at] === '"' || query[at] === "`";
  throw new LogqlError(quoted ? "the string does not end" : `${query[at]} has no meaning here`, at);
}
