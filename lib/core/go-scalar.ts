import type { YamlScalar } from "./yaml-node.ts";

const NULLS = new Set(["", "~", "null", "Null", "NULL"]);
const TRUE = new Set(["true", "True", "TRUE", "yes", "Yes", "YES", "y", "Y", "on", "On", "ON"]);
const FALSE = new Set(["false", "False", "FALSE", "no", "No", "NO", "n", "N", "off", "Off", "OFF"]);
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NAN = new Set([".nan", ".NaN", ".NAN"]);
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|([1-9][0-9]*|0))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** Whether Go leaves the field empty: `~`, `null` or nothing, without quotes. */
export function isGoNull(scalar: YamlScalar): boolean {
  if (scalar.tag === "" || scalar.tag === "!!null") return scalar.plain && NULLS.has(scalar.text);
  return false;
}

/** The boolean that Go reads into a bool field: YAML 1.1's words, none of them quoted; else `undefined`. */
export function goBoolean(scalar: YamlScalar): boolean | undefined {
  if (!scalar.plain || scalar.tag === "!!str") return undefined;
  if (TRUE.has(scalar.text)) return true;
  return FALSE.has(scalar.text) ? false : undefined;
}

/**
 * The number that Go reads into a float field, `undefined` where it refuses: `_` is dropped, a leading 0 means octal,
 * base 60 is no number, quotes make a string.
 */
export function goNumber(scalar: YamlScalar): number | undefined {
  if (!scalar.plain || scalar.tag === "!!str") return undefined;
  const { text } = scalar;
  if (NAN.has(text)) return NaN;
  const infinity = INFINITY.exec(text);
  if (infinity !== null) return infinity[1] === "-" ? -Infinity : Infinity;
  // Go drops underscores only from what starts with a sign or a digit.
  const digits = text.startsWith(".") ? text : text.replaceAll("_", "");
  return integer(digits) ?? float(digits);
}

function integer(text: string): number | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign, hex, octal, binary, decimal] = match;
  if (hex !== undefined) return signed(sign, Number.parseInt(hex, 16));
  if (octal !== undefined) return signed(sign, Number.parseInt(octal, 8));
  if (binary !== undefined) return signed(sign, Number.parseInt(binary, 2));
  return signed(sign, Number(decimal));
}

/** Integers have no negative zero in Go. */
function signed(sign: string | undefined, value: number): number {
  return sign === "-" && value !== 0 ? -value : value;
}

function float(text: string): number | undefined {
  if (!FLOAT.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
