import { formatted } from "../format/printf.ts";
import { printed, printedLine } from "../format/value-text.ts";
import type { GoFunction, ParameterType } from "../function.ts";
import { boolValue, INVALID, isTrue, stringerText, stringValue, unwrapped, type Value } from "../value.ts";
import { COLLECTIONS } from "./collections.ts";
import { COMPARISONS } from "./compare.ts";
import { escapeHtml, escapeJavaScript, escapeQuery } from "./escape.ts";

const ANY: ParameterType = "interface {}";

function ofText(change: (text: string) => string): GoFunction {
  return { parameters: [], rest: ANY, call: (values) => stringValue(change(printed(values.map(printable)))) };
}

/** What a pointer points at, where that is how templates print it. */
export function printable(value: Value): Value {
  let current = value;
  while (current.kind === "pointer" && current.target !== undefined) {
    const { target } = current;
    if (target.kind !== "pointer" && stringerText(current) !== undefined) break;
    current = target;
  }
  return current.kind === "invalid" ? stringValue("<no value>") : current;
}

/** Evaluated where their arguments are, which need not all be: only their types stand here. */
const SHORT_CIRCUIT: GoFunction = { parameters: ["reflect.Value"], rest: "reflect.Value", call: () => INVALID };

/** The functions that every Go template has (https://pkg.go.dev/text/template#hdr-Functions). */
export const BUILTINS: Readonly<Record<string, GoFunction>> = {
  ...COLLECTIONS,
  ...COMPARISONS,
  and: SHORT_CIRCUIT,
  or: SHORT_CIRCUIT,
  call: SHORT_CIRCUIT,
  not: { parameters: ["reflect.Value"], call: ([value]) => boolValue(!isTrue(unwrapped(value as Value))) },
  html: ofText(escapeHtml),
  js: ofText(escapeJavaScript),
  urlquery: ofText(escapeQuery),
  print: { parameters: [], rest: ANY, call: (values) => stringValue(printed(values)) },
  println: { parameters: [], rest: ANY, call: (values) => stringValue(printedLine(values)) },
  printf: {
    parameters: ["string"],
    rest: ANY,
    call: ([format, ...values]) => stringValue(formatted(format?.kind === "string" ? format.value : "", values)),
  },
};
