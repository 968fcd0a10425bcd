import { FunctionError } from "../error.ts";
import { NO_FLAGS } from "../format/flags.ts";
import { valueText } from "../format/value-text.ts";
import type { GoFunction } from "../function.ts";
import { boolValue, compareStrings, typeName, unwrapped, type Value } from "../value.ts";

const BAD_TYPE = "invalid type for comparison";
const BASIC = /^(?:bool|int|uint|float|complex|string)$/;

/** Whether one equals any of the others. */
export function isEqual(one: Value, others: readonly Value[]): boolean {
  if (others.length === 0) throw new FunctionError("missing argument for comparison");
  return others.some((other) => equal(unwrapped(one), unwrapped(other)));
}

function equal(a: Value, b: Value): boolean {
  const isBasicA = BASIC.test(a.kind);
  const isBasicB = BASIC.test(b.kind);
  if ((isBasicA || isBasicB) && a.kind !== b.kind) {
    if (isInteger(a) && isInteger(b)) return a.value === b.value;
    if (a.kind !== "invalid" && b.kind !== "invalid") throw incompatible(a, b);
    return false;
  }
  if (isInteger(a) && isInteger(b)) return a.value === b.value;
  if (a.kind === "complex" && b.kind === "complex") return a.re === b.re && a.im === b.im;
  if ("value" in a && "value" in b) return a.value === b.value;
  if (a.kind !== b.kind && a.kind !== "invalid" && b.kind !== "invalid") {
    const shown = valueText(b, "v", NO_FLAGS);
    throw new FunctionError(
      `non-comparable types ${valueText(a, "s", NO_FLAGS)}: ${typeName(a)}, ${typeName(b)}: ${shown}`,
    );
  }
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  if (b.kind === "map" || b.kind === "slice" || (b.kind === "struct" && b.time === undefined)) {
    throw new FunctionError(`non-comparable type ${valueText(b, "s", NO_FLAGS)}: ${typeName(b)}`);
  }
  if (a.kind === "pointer" && b.kind === "pointer") return a.target === b.target;
  return a.kind === "struct" && b.kind === "struct" && a.time === b.time;
}

function isInteger(value: Value): value is Extract<Value, { readonly value: bigint }> {
  return value.kind === "int" || value.kind === "uint";
}

function isNil(value: Value): boolean {
  return value.kind === "invalid" || (value.kind === "pointer" && value.target === undefined);
}

function incompatible(a: Value, b: Value): FunctionError {
  return new FunctionError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}

function isLess(one: Value, other: Value): boolean {
  const a = unwrapped(one);
  const b = unwrapped(other);
  if (!BASIC.test(a.kind) || !BASIC.test(b.kind)) throw new FunctionError(BAD_TYPE);
  if (isInteger(a) && isInteger(b)) return a.value < b.value;
  if (a.kind !== b.kind) throw incompatible(a, b);
  if (a.kind === "float" && b.kind === "float") return a.value < b.value;
  if (a.kind === "string" && b.kind === "string") return compareStrings(a.value, b.value) < 0;
  throw new FunctionError(BAD_TYPE);
}

const isLessOrEqual = (a: Value, b: Value): boolean => isLess(a, b) || isEqual(a, [b]);

function comparison(test: (a: Value, b: Value) => boolean): GoFunction {
  return {
    parameters: ["reflect.Value", "reflect.Value"],
    call: (values) => boolValue(test(values[0] as Value, values[1] as Value)),
  };
}

/** `eq`, which takes any number to compare with, and `ne`, `lt`, `le`, `gt`, `ge`. */
export const COMPARISONS: Readonly<Record<string, GoFunction>> = {
  eq: {
    parameters: ["reflect.Value"],
    rest: "reflect.Value",
    call: ([first, ...others]) => boolValue(isEqual(first as Value, others)),
  },
  ne: comparison((a, b) => !isEqual(a, [b])),
  lt: comparison(isLess),
  le: comparison(isLessOrEqual),
  gt: comparison((a, b) => !isLessOrEqual(a, b)),
  ge: comparison((a, b) => !isLess(a, b)),
};
