import { type Flags, padded } from "./flags.ts";
import { formatFloatAs, type Precision } from "./float.ts";
import { quoteCharacter } from "./quoted.ts";

const BASES: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** An integer under a verb of Go's `fmt`; `undefined` where integers do not know the verb. */
export function integerText(value: bigint, isSigned: boolean, verb: string, flags: Flags): string | undefined {
  if (verb === "v" && flags.sharpV && !isSigned) return inBase(value, 16, "v", { ...flags, sharp: true });
  const base = BASES[verb];
  if (base !== undefined) return inBase(value, base, verb, flags);
  const isCharacter = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value < 0xe000n);
  const character = isCharacter ? String.fromCodePoint(Number(value)) : "\ufffd";
  switch (verb) {
    case "c":
      return padded(character, flags);
    case "q":
      return padded(quoteCharacter(character, flags.plus), flags);
    case "U":
      return unicodeText(value, isCharacter ? character : undefined, flags);
    default:
      return undefined;
  }
}

function unicodeText(value: bigint, character: string | undefined, flags: Flags): string {
  const digits = BigInt.asUintN(64, value).toString(16).toUpperCase();
  const code = `U+${digits.padStart(Math.max(4, flags.precision ?? 0), "0")}`;
  const isShown = flags.sharp && character !== undefined && /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);
  return padded(isShown ? `${code} '${character}'` : code, { ...flags, zero: false });
}

function inBase(value: bigint, base: number, verb: string, flags: Flags): string {
  const isNegative = value < 0n;
  const sign = isNegative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
  let digits = (isNegative ? -value : value).toString(base);
  let least = 0;
  if (flags.precision !== undefined) {
    if (flags.precision === 0 && value === 0n) return padded("", { ...flags, zero: false });
    least = flags.precision;
  } else if (flags.zero && !flags.minus && flags.width !== undefined) {
    least = flags.width - (sign === "" ? 0 : 1);
  }
  digits = digits.padStart(least, "0");
  if (flags.sharp && base === 2) digits = `0b${digits}`;
  if (flags.sharp && base === 8 && !digits.startsWith("0")) digits = `0${digits}`;
  if (flags.sharp && base === 16) digits = `0x${digits}`;
  if (verb === "O") digits = `0o${digits}`;
  return padded(sign + (verb === "X" ? digits.toUpperCase() : digits), { ...flags, zero: false });
}

/** A float under a verb of Go's `fmt`; `undefined` where floats do not know the verb. */
export function floatText(value: number, verb: string, flags: Flags): string | undefined {
  if (!/^[vbgGxXfFeE]$/.test(verb)) return undefined;
  const style = verb === "v" ? "g" : verb === "F" ? "f" : verb;
  const usual: Precision = /^[feE]$/.test(style) ? 6 : "shortest";
  const precision = flags.precision ?? usual;
  const text = formatFloatAs(value, style, precision);
  const isMinus = text.startsWith("-");
  const sign = isMinus ? "-" : flags.plus ? "+" : flags.space ? " " : "";
  const unsigned = text.replace(/^[+-]/, "");
  if (!Number.isFinite(value)) {
    // The sign of a positive infinity is always shown.
    const shown = sign === "" && unsigned === "Inf" ? "+" : sign;
    return padded(shown + unsigned, { ...flags, zero: false });
  }
  const number = flags.sharp && style !== "b" ? withPoint(unsigned, style, precision) : unsigned;
  if (sign !== "" && (flags.plus || isMinus) && flags.zero && !flags.minus) {
    const width = flags.width === undefined ? undefined : flags.width - 1;
    return sign + padded(number, { ...flags, width });
  }
  return padded(sign + number, flags);
}

/** With a decimal point and the zeros that `%g` leaves out. */
function withPoint(number: string, style: string, precision: Precision): string {
  const isHexadecimal = style === "x" || style === "X";
  const split = number.search(isHexadecimal ? /[pP]/ : /[eE]/);
  let head = split === -1 ? number : number.slice(0, split);
  const tail = split === -1 ? "" : number.slice(split);
  let missing = 0;
  if (/^[gGx]$/.test(style)) missing = precision === "shortest" ? 6 : precision;
  missing -= head.replace(/[.]|^[0.]+/g, "").length;
  if (!head.includes(".")) {
    if (head === "0") missing--;
    head += ".";
  }
  return head + "0".repeat(Math.max(0, missing)) + tail;
}

/** A complex number under a verb of Go's `fmt`; `undefined` where they do not know the verb. */
export function complexText(re: number, im: number, verb: string, flags: Flags): string | undefined {
  const real = floatText(re, verb, flags);
  const imaginary = floatText(im, verb, { ...flags, plus: true });
  return real === undefined || imaginary === undefined ? undefined : `(${real}${imaginary}i)`;
}
