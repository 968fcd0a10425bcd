import type { ParameterType } from "./function.ts";
import { type NumberLiteral, nodeText, type Operand } from "./nodes.ts";
import { boolValue, floatValue, INVALID, intValue, stringValue, type Value } from "./value.ts";

/** A number where no type is asked for: its spelling decides. `undefined` where no `int` can hold it. */
export function untypedNumber({ text, int, uint, float, complex }: NumberLiteral): Value | undefined {
  if (complex !== undefined) return { kind: "complex", type: "complex128", ...complex };
  const isHexadecimal = /^0[xX]./.test(text) && !/[pP]/.test(text);
  if (float !== undefined && !isHexadecimal && !text.startsWith("'") && /[.eEpP]/.test(text)) return floatValue(float);
  if (int !== undefined) return intValue(int);
  return uint === undefined ? INVALID : undefined;
}

/** A literal as an argument of a type; a text says what is wrong, in Go's words. */
export function literalFor(operand: Operand, type: ParameterType): Value | string {
  const shown = nodeText(operand);
  switch (type) {
    case "string":
      return operand.kind === "string" ? stringValue(operand.value) : `expected string; found ${shown}`;
    case "int":
    case "time.Duration":
      if (operand.kind === "number" && operand.int !== undefined) return intValue(operand.int, type);
      return `expected integer; found ${shown}`;
    case "float64":
      if (operand.kind === "number" && operand.float !== undefined) return floatValue(operand.float);
      return `expected float; found ${shown}`;
    case "interface {}":
    case "reflect.Value":
      if (operand.kind === "bool") return boolValue(operand.value);
      if (operand.kind === "string") return stringValue(operand.value);
      if (operand.kind === "number") return untypedNumber(operand) ?? `${operand.text} overflows int`;
      return `can't handle assignment of ${shown} to empty interface argument`;
    default:
      return `can't handle ${shown} for arg of type ${type}`;
  }
}
