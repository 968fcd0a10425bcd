import { compileUnanchored } from "../promql/re2/compile.ts";
import { unquote } from "../promql/unquote.ts";

/** Labels of an alert, `alertname` among them. A label that is not there is the empty text. */
export type Labels = Readonly<Record<string, string>>;

/** One comparison of a label. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** Whether labels meet a list of matchers. */
export type LabelTest = (labels: Labels) => boolean;

/**
 * Reads one line of `matchers` as Alertmanager does by default: by its parser for UTF-8, and where that refuses the text or
 * reads it in another way, by the classic one.
 *
 * @throws SyntaxError for text that both refuse, and for expressions that RE2 refuses
 */
export function parseMatchers(text: string): readonly LabelMatcher[] {
  const modern = utf8Matchers(text);
  const classic = classicMatchers(text);
  const found = modern === undefined || (classic !== undefined && !same(modern, classic)) ? classic : modern;
  if (found === undefined) throw new SyntaxError(`bad matcher format: ${text}`);
  return found;
}

/**
 * A test of all matchers of a node or of one side of an inhibition; expressions match whole values.
 *
 * @throws SyntaxError as {@link parseMatchers}
 */
export function labelTest(texts: readonly string[]): LabelTest {
  const tests = texts.flatMap(parseMatchers).map(matcherTest);
  return (labels) => tests.every((test) => test(labels));
}

/** A test of one matcher. Errors: throws SyntaxError for expressions that RE2 refuses. */
export function matcherTest({ label, operator, value }: LabelMatcher): LabelTest {
  if (operator === "=") return (labels) => labelValue(labels, label) === value;
  if (operator === "!=") return (labels) => labelValue(labels, label) !== value;
  if (/^[\w-]+(?:\|[\w-]+)*$/.test(value)) {
    const values = new Set(value.split("|"));
    return (labels) => values.has(labelValue(labels, label)) === (operator === "=~");
  }
  // Go's own anchoring, in which a dot is no newline, unlike in Prometheus.
  const expression = compileUnanchored(`^(?:${value})$`);
  const wanted = operator === "=~";
  return (labels) => expression.matches(labelValue(labels, label)) === wanted;
}

/** The value of a label; that of one that is not there is empty. */
export function labelValue(labels: Labels, label: string): string {
  return (Object.hasOwn(labels, label) ? labels[label] : undefined) ?? "";
}

const OPERATORS: ReadonlySet<string> = new Set(["=", "!=", "=~", "!~"]);

const TOKEN = /\s*(?:("(?:[^"\\]|\\[\s\S])*")|(=~|!=|!~|=)|([{},])|([^\s{}!=~,\\"'`]+))/y;

/** What `strconv.Unquote` takes in double quotes. */
const QUOTED =
  /^"(?:[^"\\\n]|\\(?:[abfnrtv\\"]|x[0-9a-fA-F]{2}|[0-3][0-7]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}))*"$/;

function utf8Matchers(text: string): readonly LabelMatcher[] | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const open = tokens[0] === "{";
  if (open !== (tokens.at(-1) === "}" && tokens.length > 1)) return undefined;
  const inner = open ? tokens.slice(1, -1) : tokens;
  const found: LabelMatcher[] = [];
  for (let at = 0; at < inner.length; at += 4) {
    const [name, operator, value, comma] = inner.slice(at, at + 4);
    const label = textOf(name);
    const meant = textOf(value);
    if (label === undefined || meant === undefined || !isOperator(operator)) return undefined;
    if (comma !== undefined && comma !== ",") return undefined;
    found.push({ label, operator, value: meant });
  }
  return found;
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? "");
  }
  return tokens;
}

function textOf(token: string | undefined): string | undefined {
  if (token === undefined || OPERATORS.has(token) || "{},".includes(token)) return undefined;
  if (!token.startsWith('"')) return token;
  // Half a surrogate pair stands for bytes that are no UTF-8.
  const text = QUOTED.test(token) ? unquote(token) : undefined;
  return text === undefined || /\p{Surrogate}/u.test(text) ? undefined : text;
}

function isOperator(text: string | undefined): text is LabelMatcher["operator"] {
  return text !== undefined && OPERATORS.has(text);
}

const CLASSIC = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*([\s\S]*?)\s*$/;

function classicMatchers(text: string): readonly LabelMatcher[] | undefined {
  const found = classicParts(text.replace(/^\{/, "").replace(/\}$/, "")).map(classicMatcher);
  return found.every((one) => one !== undefined) ? found : undefined;
}

/** Parts between commas that stand outside of quotes. */
function classicParts(text: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  let inside = false;
  let escaped = false;
  for (const character of text) {
    if (character === "," && !inside) {
      parts.push(part);
      part = "";
      continue;
    }
    if (character === '"' && !escaped) inside = !inside;
    escaped = character === "\\" && !escaped;
    part += character;
  }
  return part.trim() === "" ? parts : [...parts, part.trim()];
}

function classicMatcher(text: string): LabelMatcher | undefined {
  const [, label, operator, raw] = CLASSIC.exec(text) ?? [];
  if (label === undefined || raw === undefined || !isOperator(operator)) return undefined;
  const quoted = raw.startsWith('"');
  if (quoted && !/^"(?:[^"\\]|\\[\s\S])*"$/.test(raw)) return undefined;
  const inner = quoted ? raw.slice(1, -1) : raw;
  if (/^(?:[^"\\]|\\[\s\S])*"/.test(inner)) return undefined;
  const value = inner.replace(/\\(["\\n])/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
  return { label, operator, value };
}

function same(one: readonly LabelMatcher[], other: readonly LabelMatcher[]): boolean {
  return JSON.stringify(one.map(fieldsOf)) === JSON.stringify(other.map(fieldsOf));
}

function fieldsOf({ label, operator, value }: LabelMatcher): readonly string[] {
  return [label, operator, value];
}
