import type { SourceRange } from "./ast.ts";
import { AGGREGATIONS } from "./functions.ts";

/** What a token is. Symbols and word operators are `operator` or `punctuation`; `text` tells which. */
export type TokenKind =
  | "end"
  | "identifier"
  | "metric"
  | "aggregation"
  | "keyword"
  | "preprocessor"
  | "operator"
  | "punctuation"
  | "number"
  | "duration"
  | "string";

/** One token. `text` is lower case for words the grammar knows, as written otherwise. */
export interface Token extends SourceRange {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS =
  "offset smoothed anchored by without on ignoring group_left group_right fill fill_left fill_right bool";

/** The words that the grammar knows outside of braces, in lower case, whatever case they are written in. */
export const WORDS: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ...all("and or unless atan2", "operator"),
  ...[...AGGREGATIONS.keys()].map((word): [string, TokenKind] => [word, "aggregation"]),
  ...all(KEYWORDS, "keyword"),
  ...all("start end step range max_of min_of", "preprocessor"),
  ...all("inf nan", "number"),
]);

/** The words that stand for a duration in brackets. */
export const DURATION_WORDS: ReadonlySet<string> = new Set(["step", "range", "max_of", "min_of"]);

/** Keywords and operators that are names of metrics where no keyword can stand. */
const NAMES: ReadonlySet<string> = new Set(
  "and or unless offset by without anchored smoothed fill fill_left fill_right".split(" "),
);

/** Whether a token can be the name of a metric where an expression begins. */
export function isName({ kind, text }: Token): boolean {
  switch (kind) {
    case "identifier":
    case "metric":
    case "aggregation":
    case "preprocessor":
      return true;
    case "keyword":
    case "operator":
      return NAMES.has(text);
    default:
      return false;
  }
}

/** Whether a token can be the name of a label in `by (...)`, `on (...)` and the like, without quotes. */
export function isLabel({ kind, text }: Token): boolean {
  switch (kind) {
    case "identifier":
    case "metric":
    case "aggregation":
    case "preprocessor":
      return true;
    case "keyword":
      return text !== "without";
    case "operator":
      return text === "and" || text === "or" || text === "unless" || text === "atan2";
    default:
      return false;
  }
}

/** Whether an expression can begin with a token. */
export function beginsExpression(token: Token): boolean {
  const { kind, text } = token;
  if (kind === "number" || kind === "duration" || kind === "string") return true;
  if (kind === "punctuation") return text === "(" || text === "{";
  return (kind === "operator" && (text === "+" || text === "-")) || isName(token);
}

function all(words: string, kind: TokenKind): [string, TokenKind][] {
  return words.split(" ").map((word) => [word, kind]);
}
