import { PromqlError } from "../../lib/promql/error.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { byteOffsets, normalize } from "./normalize.ts";
import { shapeOf } from "./shape.ts";

/** An expression and the features to read it with. */
export interface ParserCase {
  readonly expr: string;
  readonly experimental: boolean;
}

/** What the oracle says about a case. */
export interface ParserAnswer {
  readonly error?: string;
  readonly errors?: readonly { readonly message: string; readonly start: number }[];
  readonly text?: string;
  readonly tree?: unknown;
}

/** Quotes that Prometheus leaves out, although it cannot read the label without them. */
const NEEDLESS = /"(without|inf|nan)"/gi;
/** Prometheus prints no braces for the selector `{}`, which it cannot read back. */
const EMPTY_BRACES = /\{\}/;
/** The least duration has no positive counterpart, so that Prometheus prints it with two signs. */
const LEAST_DURATION = /offset --106751d/;
/** How we print U+FFFD, which moves it among sorted matchers. */
const ESCAPED = "\\ufffd";
/** Halves of surrogate pairs stand for bytes that are no UTF-8, which JSON gives another mark. */
const STRAY_BYTES = /\p{Surrogate}/gu;

/** Characters younger than the tables of Go, which are printed here and escaped there. */
const YOUNG = /[\u2ffc-\u2fff\u31ef]|\\u(?:2ff[c-f]|31ef)/i;

/** How our parser and Prometheus' differ about a case, `undefined` when they agree. */
export function difference({ expr, experimental }: ParserCase, answer: ParserAnswer): string | undefined {
  if (YOUNG.test(expr)) return undefined;
  let ours: ReturnType<typeof parse>;
  try {
    ours = parse(expr, { experimental });
  } catch (error) {
    if (!(error instanceof PromqlError)) return `crashes: ${String(error)}`;
    return refusal(expr, error, answer);
  }
  if (answer.error !== undefined) return `accepted, Prometheus refuses: ${answer.error}`;
  const ourTree = JSON.stringify(normalize(shapeOf(ours), (offset) => offset));
  const theirTree = JSON.stringify(normalize(answer.tree, byteOffsets(expr)));
  if (ourTree !== theirTree) return `tree ${ourTree}\n  Prometheus ${theirTree}`;
  const text = print(ours);
  if (EMPTY_BRACES.test(text) || text.includes(ESCAPED) || LEAST_DURATION.test(answer.text ?? "")) return undefined;
  if (forgiving(text) !== forgiving(answer.text ?? "")) {
    return `prints ${text}\n  Prometheus ${answer.text}`;
  }
  return undefined;
}

/** Without what Prometheus prints so that it cannot read it back: bare keywords, and U+FFFD without an escape. */
function forgiving(text: string): string {
  return text.replace(NEEDLESS, "$1").replaceAll(ESCAPED, "\ufffd").replace(STRAY_BYTES, "\ufffd");
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
  return forgiving(error.detail) === forgiving(first.message)
    ? undefined
    : `says ${error.detail}\n  Prometheus ${first.message}`;
}
