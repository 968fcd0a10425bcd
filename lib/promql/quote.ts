const PLAIN = /^[ !#-[\]-~]*$/;
/** U+FFFD could be printed, but Prometheus takes it for unreadable bytes when it reads it back. */
const ESCAPED = /["\\\ufffd]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Words the grammar never reads as a metric name, whatever their case. */
const METRIC_NAME = /^(?!(?:bool|on|ignoring|group_left|group_right|atan2|inf|nan)$)[a-z_:][a-z0-9_:]*$/i;
/** Half of a surrogate pair that stands for one byte which is no UTF-8, `\\x80` to `\\xff`. */
const STRAY_BYTE = 0xdc00;
/** Label names that need quotes in a grouping although their characters do not. */
const GROUPING_KEYWORD = /^(?:without|inf|nan)$/i;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

/** A PromQL string literal in double quotes that means `text`, with Go's escapes, as Prometheus prints it. */
export function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : `"${text.replace(ESCAPED, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code >= STRAY_BYTE + 0x80 && code <= STRAY_BYTE + 0xff) return `\\x${(code - STRAY_BYTE).toString(16)}`;
  if (code >= 0xd800 && code <= 0xdfff) return "\\ufffd";
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

/** A character in single quotes as Go shows it in an error; below 0 stands for the end of the text. */
export function quoteCharacter(point: number): string {
  if (point < 0 || point === 0xfffd || (point >= 0xd800 && point < 0xe000)) return "'\ufffd'";
  if (point === 0x27) return "'\\''";
  const character = String.fromCodePoint(point);
  return character === '"' ? "'\"'" : `'${quote(character).slice(1, -1)}'`;
}

/** A label name as it stands in a matcher: quoted only when it must be. */
export function matcherLabel(name: string): string {
  return LABEL_NAME.test(name) ? name : quote(name);
}

/** A label name as it stands in `by (...)`, `on (...)`, `group_left (...)`: some keywords need quotes there. */
export function groupingLabel(name: string): string {
  return LABEL_NAME.test(name) && !GROUPING_KEYWORD.test(name) ? name : quote(name);
}

/** Whether `name` can stand before the braces of a selector; other names go inside them, quoted. */
export function isBareMetricName(name: string): boolean {
  return METRIC_NAME.test(name);
}
