/** Words that YAML 1.1 or 1.2 reads as something other than a string; compared in lower case. */
const WORDS = new Set(["null", "true", "false", "yes", "no", "on", "off", "y", "n"]);

/** Numbers, base-60 numbers and dates of YAML 1.1, YAML 1.2 and Go, which drops every `_` before it looks. */
const NUMERIC =
  /^[-+]?(?:0b[01_]+|0x[0-9a-f_]+|0o[0-7_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9_]*)?|[0-9][0-9_]*(?::[0-9_]+)+(?:\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$/i;

/** What a plain scalar may not start with, whatever follows: YAML's indicators, and `.`, `=`, `~`, `<`. */
const BAD_FIRST = new Set(Array.from("?:,[]{}#&*!|>'\"%@`.=~<", (char) => char.charCodeAt(0)));

const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;

/**
 * Everything that some reader treats as a line break, refuses, or that nobody can see: controls, no-break space,
 * line separators, byte order marks, half surrogates. Written as escapes only.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
const HIDDEN = /[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]/u;

/** HIDDEN without tab and newline, which a literal block carries as they are. */
const HIDDEN_IN_BLOCK =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
  /[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]/u;

const LONE_SURROGATE = /\p{Surrogate}/u;

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Whether the first characters rule the plain style out; `-` and `+` may only introduce a word or a `--flag`. */
function startsBadly(text: string, first: number): boolean {
  if (first !== MINUS && first !== PLUS) return BAD_FIRST.has(first);
  const second = text.charCodeAt(1);
  return !isLetter(second === MINUS ? text.charCodeAt(2) : second);
}

/** Whether a one-line text reads back as itself, as a string, without quotes, as key and as value. */
function isPlain(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  if (text === "" || first === SPACE || last === SPACE || last === COLON || startsBadly(text, first)) return false;
  if (text.includes(": ") || text.includes(" #") || HIDDEN.test(text)) return false;
  if (first >= 0x30 && first <= 0x39) return !NUMERIC.test(text);
  return text.length > 5 || !WORDS.has(text.toLowerCase());
}

function escapeHidden(text: string): string {
  let out = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === "\\") out += `\\${char}`;
    else if (char === "\n") out += "\\n";
    else if (char === "\t") out += "\\t";
    else if (char === "\r") out += "\\r";
    else if (!HIDDEN.test(char)) out += char;
    else out += code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  }
  return out;
}

/**
 * A string as a one-line YAML scalar: plain where YAML 1.1, YAML 1.2 and Go read it back as that string, else quoted
 * (double, or single where that saves escapes).
 * @throws RangeError for half a surrogate pair, which no UTF-8 file can hold.
 */
export function yamlScalar(text: string): string {
  if (isPlain(text)) return text;
  if (!HIDDEN.test(text)) {
    if (!text.includes('"') && !text.includes("\\")) return `"${text}"`;
    if (!text.includes("'")) return `'${text}'`;
  } else if (LONE_SURROGATE.test(text)) {
    throw new RangeError(`YAML cannot hold half a surrogate pair: ${JSON.stringify(text)}`);
  }
  return `"${escapeHidden(text)}"`;
}

/** Whether a literal block holds this text exactly: several lines, the first one with something visible in front. */
export function fitsLiteral(text: string): boolean {
  const first = text.charCodeAt(0);
  return first > SPACE && text.includes("\n") && !HIDDEN_IN_BLOCK.test(text);
}

/**
 * A text that `fitsLiteral` as a literal block, each line behind `newline` (a line break and the indentation); ends
 * without the newline that the next entry brings.
 */
export function yamlLiteral(text: string, newline: string): string {
  if (!text.endsWith("\n")) return `|-${newline}${indentLines(text, newline)}`;
  const body = text.slice(0, -1);
  return `${body.endsWith("\n") ? "|+" : "|"}${newline}${indentLines(body, newline)}`;
}

/** Indents every line but the first and the empty ones: generated files carry no trailing spaces of ours. */
function indentLines(text: string, newline: string): string {
  return text.replace(/\n(?=[^\n])/g, newline);
}

/** A number in its shortest form that reads back as the same number; `.nan` and `.inf` as promtool's tests need them. */
export function yamlNumber(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value < 0 ? "-.inf" : ".inf";
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  // YAML 1.1 takes an exponent only behind a decimal point.
  return text.includes("e") && !text.includes(".") ? text.replace("e", ".0e") : text;
}
