import { quote } from "../promql/quote.ts";
import { TemplateError } from "./error.ts";
import type { NumberLiteral } from "./nodes.ts";
import { unquoteGo } from "./unquote.ts";

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;
const INTEGER = /^(0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?[0-9])*)$/;
const DECIMAL = /^[+-]?(?:[0-9]+(?:_[0-9]+)*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const HEXADECIMAL = /^([+-]?)0[xX]((?:_?[0-9a-fA-F])*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?[0-9]+)$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/** A float as Go's `strconv.ParseFloat` reads it. Errors: `undefined` for what is no number; infinite when out of range. */
export function parseGoFloat(text: string): number | undefined {
  const special = SPECIAL.exec(text);
  if (special !== null) {
    if (special[2] === undefined) return special[1] === "" ? Number.NaN : undefined;
    return special[1] === "-" ? -Infinity : Infinity;
  }
  if (DECIMAL.test(text)) return Number(text.replaceAll("_", ""));
  const hexadecimal = HEXADECIMAL.exec(text);
  if (hexadecimal === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent] = hexadecimal;
  const digits = whole.replaceAll("_", "") + fraction;
  if (digits === "") return undefined;
  const size = Number(BigInt(`0x${digits}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === "-" ? -size : size;
}

/** Reads a number or a character constant as a template means it. Errors: `TemplateError` in Go's words. */
export function readNumber(
  start: number,
  text: string,
  kind: "number" | "characterConstant" | "complex",
): NumberLiteral {
  const node = {
    kind: "number",
    start,
    text,
    int: undefined,
    uint: undefined,
    float: undefined,
    complex: undefined,
  } as const;
  if (kind === "characterConstant") {
    const code = BigInt(characterCode(text));
    return { ...node, int: code, uint: code, float: Number(code) };
  }
  if (kind === "complex") {
    const split = Math.max(text.lastIndexOf("+"), text.lastIndexOf("-"));
    const at = /[eEpP]/.test(text[split - 1] ?? "")
      ? Math.max(text.lastIndexOf("+", split - 2), text.lastIndexOf("-", split - 2))
      : split;
    const re = parseGoFloat(text.slice(0, at));
    const im = parseGoFloat(text.slice(at, -1));
    if (re === undefined || im === undefined) throw new TemplateError("syntax error scanning complex number");
    return { ...node, ...simplified(re, im) };
  }
  if (text.endsWith("i")) {
    const im = parseGoFloat(text.slice(0, -1));
    if (im !== undefined) return { ...node, ...simplified(0, im) };
  }
  return { ...node, ...realParts(text) };
}

type Parts = Pick<NumberLiteral, "int" | "uint" | "float">;

function realParts(text: string): Parts {
  const digits = INTEGER.test(text.replace(/^[+-]/, "")) ? text.replace(/^[+-]/, "") : undefined;
  if (digits !== undefined) {
    const size = integer(digits);
    const isSigned = /^[+-]/.test(text);
    const value = text.startsWith("-") ? -size : size;
    const int = value <= MAX_INT && value >= -MAX_INT - 1n ? value : undefined;
    const uint = (!isSigned && value <= MAX_UINT) || value === 0n ? value : undefined;
    if (int !== undefined || uint !== undefined) return { int, uint, float: Number(int ?? uint) };
  }
  const float = parseGoFloat(text);
  if (float === undefined || !Number.isFinite(float)) {
    throw new TemplateError(`illegal number syntax: ${quote(text)}`);
  }
  if (!/[.eEpP]/.test(text)) throw new TemplateError(`integer overflow: ${quote(text)}`);
  return { float, ...integers(float) };
}

function integer(digits: string): bigint {
  const plain = digits.replaceAll("_", "").toLowerCase();
  return BigInt(/^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain);
}

function simplified(re: number, im: number): Parts & Pick<NumberLiteral, "complex"> {
  const real = im === 0 ? { float: re, ...integers(re) } : { int: undefined, uint: undefined, float: undefined };
  return { complex: { re, im }, ...real };
}

function integers(float: number): Pick<NumberLiteral, "int" | "uint"> {
  const whole = Number.isInteger(float) ? BigInt(float) : undefined;
  const isInt = whole !== undefined && whole <= MAX_INT && whole >= -MAX_INT - 1n;
  const isUint = whole !== undefined && whole >= 0n && whole <= MAX_UINT;
  return { int: isInt ? whole : undefined, uint: isUint ? whole : undefined };
}

function characterCode(text: string): number {
  const value = unquoteGo(text);
  if (value === undefined) throw new TemplateError("invalid syntax");
  const characters = [...value];
  if (characters.length === 0) throw new TemplateError("invalid syntax");
  if (characters.length > 1) throw new TemplateError(`malformed character constant: ${text}`);
  return value.codePointAt(0) ?? 0;
}
