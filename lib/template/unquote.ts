import { unquote } from "../promql/unquote.ts";

/** The escapes of a Go literal; its own quote may be escaped, the other kind may not. */
const ESCAPES = /^(?:[^\\]|\\(?:[abfnrtv\\]|x[0-9a-fA-F]{2}|[0-7]{3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))*$/u;

/** The text of a Go literal in double, single or back quotes. Errors: `undefined` for what Go calls invalid syntax. */
export function unquoteGo(literal: string): string | undefined {
  const mark = literal[0] ?? "";
  const inner = literal.slice(1, -1);
  if (mark === "`") return inner.replaceAll("\r", "");
  if (!ESCAPES.test(inner.replaceAll("\\\\", "").replaceAll(`\\${mark}`, ""))) return undefined;
  try {
    return unquote(literal);
  } catch {
    return undefined;
  }
}
