import { quote } from "../../promql/quote.ts";
import { type Flags, padded } from "./flags.ts";

/** A text under a verb of Go's `fmt`; `undefined` where texts do not know the verb. */
export function stringText(text: string, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case "v":
      return flags.sharpV ? quotedText(text, flags) : padded(truncated(text, flags), flags);
    case "s":
      return padded(truncated(text, flags), flags);
    case "q":
      return quotedText(text, flags);
    case "x":
      return hexadecimal(text, flags, "x");
    case "X":
      return hexadecimal(text, flags, "X").toUpperCase();
    default:
      return undefined;
  }
}

/** A character in single quotes, escaped as in Go. */
export function quoteCharacter(character: string, isAscii: boolean): string {
  if (character === "'") return "'\\''";
  if (character === '"' || (character === "\ufffd" && !isAscii)) return `'${character}'`;
  const quoted = quote(character).slice(1, -1);
  return `'${isAscii ? ascii(quoted) : quoted}'`;
}

function quotedText(text: string, flags: Flags): string {
  const shown = truncated(text, flags);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a raw string cannot hold
  if (flags.sharp && !/[\x00-\x08\x0a-\x1f\x7f`\ufeff]/.test(shown)) return padded(`\`${shown}\``, flags);
  return padded(flags.plus ? ascii(quote(shown)) : quote(shown), flags);
}

function ascii(text: string): string {
  return [...text].map((one) => (/^[ -~]$/.test(one) ? one : escaped(one.codePointAt(0) ?? 0))).join("");
}

function escaped(code: number): string {
  const digits = code.toString(16);
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

function truncated(text: string, { precision }: Flags): string {
  return precision === undefined ? text : [...text].slice(0, precision).join("");
}

function hexadecimal(text: string, flags: Flags, mark: string): string {
  const bytes = [...new TextEncoder().encode(text)].slice(0, flags.precision);
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, "0"));
  if (pairs.length === 0) return padded("", flags);
  const prefix = flags.sharp ? `0${mark}` : "";
  return padded(flags.space ? pairs.map((pair) => prefix + pair).join(" ") : prefix + pairs.join(""), flags);
}
