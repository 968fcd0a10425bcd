import type { Expression } from "../../lib/promql/ast.ts";
import { PromqlError } from "../../lib/promql/error.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { byteOffsets, meaningOf, normalize } from "./normalize.ts";
import { shapeOf } from "./shape.ts";

/** An expression and the features to read it with. */
export interface ParserCase {
  readonly expr: string;
  readonly experimental: boolean;
  /** Whether arithmetic may stand for a duration. */
  readonly durations: boolean;
}

/** What the oracle says about a case. */
export interface ParserAnswer {
  readonly error?: string;
  readonly errors?: readonly { readonly message: string; readonly start: number }[];
  readonly text?: string;
  readonly tree?: unknown;
}

/** Halves of surrogate pairs stand for bytes that are no UTF-8, which JSON gives another mark. */
const STRAY_BYTES = /\p{Surrogate}/gu;

/** Characters younger than the tables of Go, which are printed here and escaped there. */
const YOUNG = /[\u2ffc-\u2fff\u31ef]|\\u(?:2ff[c-f]|31ef)/i;

/** How our parser and Prometheus' differ about a case, `undefined` when they agree. */
export function difference({ expr, experimental, durations }: ParserCase, answer: ParserAnswer): string | undefined {
  if (YOUNG.test(expr)) return undefined;
  let ours: ReturnType<typeof parse>;
  try {
    ours = parse(expr, { experimental, durationExpressions: durations });
  } catch (error) {
    if (!(error instanceof PromqlError)) return `crashes: ${String(error)}`;
    return refusal(expr, error, answer);
  }
  if (answer.error !== undefined) return `accepted, Prometheus refuses: ${answer.error}`;
  const ourTree = JSON.stringify(normalize(shapeOf(ours), (offset) => offset));
  const theirTree = JSON.stringify(normalize(answer.tree, byteOffsets(expr)));
  if (ourTree !== theirTree) return `tree ${ourTree}\n  Prometheus ${theirTree}`;
  return textDifference(ours, answer.text ?? "");
}

/** Our text is that of Prometheus, unless that would be read back as something else; then ours must not be. */
function textDifference(tree: Expression, theirs: string): string | undefined {
  const text = print(tree);
  if (forgiving(text) === forgiving(theirs)) return undefined;
  const meaning = meaningOf(shapeOf(tree));
  const isNeeded = meaningOf(readBack(theirs)) !== meaning;
  if (isNeeded && meaningOf(readBack(text)) === meaning) return undefined;
  // A parenthesis behind `offset` may be read on in both texts: what stood between it and the operator is printed before it.
  return isNeeded && /offset [(-]/.test(theirs) ? undefined : `prints ${text}\n  Prometheus ${theirs}`;
}

function readBack(text: string): unknown {
  try {
    return shapeOf(parse(text, { experimental: true }));
  } catch {
    return undefined;
  }
}

/** With U+FFFD as it is, which Prometheus does not escape although it does not read it otherwise. */
function unescaped(text: string): string {
  return forgiving(text).replaceAll("\\ufffd", "\ufffd");
}

function forgiving(text: string): string {
  return text.replace(STRAY_BYTES, "\ufffd");
}

function refusal(expr: string, error: PromqlError, answer: ParserAnswer): string | undefined {
  if (answer.error === undefined) return `refused, Prometheus accepts: ${error.detail}`;
  const [first] = answer.errors ?? [];
  // Prometheus' parser panics now and then and then has no errors to show.
  if (first === undefined) return undefined;
  const start = byteOffsets(expr)(first.start);
  if (start !== error.source.start) {
    return `refused at ${error.source.start} (${error.detail}), Prometheus at ${start} (${first.message})`;
  }
  const [said, theirs] = [error.detail, first.message].map(unescaped);
  return said === theirs ? undefined : `says ${said}\n  Prometheus ${theirs}`;
}
