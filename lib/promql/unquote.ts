const ESCAPE =
  /((?:\\x[0-9a-fA-F]{2}|\\[0-7]{3})+)|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\([abfnrtv\\'"])|\\([\s\S]?)/g;
const BYTE = /\\x(..)|\\(\d{3})/g;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/**
 * The text a PromQL string literal means; `literal` includes its quotes. Double and single quotes know Go's escapes,
 * backquotes none. Errors: throws `SyntaxError` with Prometheus' words on a bad escape or on bytes that are not UTF-8.
 */
export function unquote(literal: string): string {
  const delimiter = literal[0];
  const inner = literal.slice(1, -1);
  if (delimiter === "`" || !inner.includes("\\")) return inner;
  return inner.replace(
    ESCAPE,
    (sequence: string, bytes?: string, short?: string, long?: string, letter?: string): string => {
      if (bytes !== undefined) return decodeBytes(bytes);
      if (short !== undefined) return codePoint(short);
      if (long !== undefined) return codePoint(long);
      if (letter !== undefined && (letter === delimiter || (letter !== "'" && letter !== '"'))) {
        return SHORT_ESCAPES[letter] ?? letter;
      }
      throw new SyntaxError(`unknown escape sequence ${sequence}`);
    },
  );
}

function codePoint(hexadecimal: string): string {
  const code = Number.parseInt(hexadecimal, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
    throw new SyntaxError("escape sequence is an invalid Unicode code point");
  }
  return String.fromCodePoint(code);
}

function decodeBytes(escapes: string): string {
  const bytes = [...escapes.matchAll(BYTE)].map(([, hexadecimal, octal]) =>
    hexadecimal === undefined ? Number.parseInt(octal ?? "0", 8) : Number.parseInt(hexadecimal, 16),
  );
  if (bytes.some((byte) => byte > 255)) throw new SyntaxError("escape sequence is an invalid Unicode code point");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    // A JavaScript string cannot hold stray bytes, and neither can a label value Prometheus stores.
    throw new SyntaxError("escape sequences are not valid UTF-8");
  }
}
