const ESCAPE = /((?:\\x[0-9a-fA-F]{2}|\\[0-7]{3})+)|\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
const BYTE = /\\x(..)|\\(\d{3})/g;
/** A byte that is no UTF-8 is kept as half a surrogate pair, as a JavaScript string has no room for bytes. */
const STRAY_BYTE = 0xdc00;

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
 * The text that a string token means; `literal` includes its quotes. Double and single quotes know Go's escapes, backquotes
 * none. Bytes that are not UTF-8 (`"\xff"`) become lone surrogates U+DC80 to U+DCFF, which `quote` writes as bytes again.
 */
export function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal[0] === "`" || !inner.includes("\\")) return inner;
  return inner.replace(ESCAPE, (_, bytes?: string, short?: string, long?: string, letter = ""): string => {
    if (bytes !== undefined) return decodeBytes(bytes);
    const point = short ?? long;
    return point === undefined ? (SHORT_ESCAPES[letter] ?? letter) : String.fromCodePoint(Number.parseInt(point, 16));
  });
}

function decodeBytes(escapes: string): string {
  const bytes = [...escapes.matchAll(BYTE)].map(([, hexadecimal, octal]) =>
    hexadecimal === undefined ? Number.parseInt(octal ?? "0", 8) : Number.parseInt(hexadecimal, 16),
  );
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const character = decodeCharacter(bytes.slice(at, at + length));
    text += character ?? String.fromCharCode(STRAY_BYTE + first);
    at += character === undefined ? 1 : length;
  }
  return text;
}

function decodeCharacter(bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}
