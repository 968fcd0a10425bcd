const PLAIN = /^[ !#-[\]-~]*$/;
const ESCAPED = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Words the grammar never reads as a metric name, whatever their case. */
const METRIC_NAME = /^(?!(?:bool|on|ignoring|group_left|group_right|atan2|inf|nan)$)[a-z_:][a-z0-9_:]*$/i;
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
  if (code >= 0xd800 && code <= 0xdfff) return "\\ufffd";
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
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
