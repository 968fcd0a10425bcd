import { canBeNil, type GoFunction, type ParameterType } from "../function.ts";
import { literalFor, untypedNumber } from "../literals.ts";
import type { Command, Operand, Pipeline } from "../nodes.ts";
import { typeName } from "../value.ts";

/** The Go type of a value as far as the text tells it; `undefined` where it does not. */
export type StaticType = string | undefined;

/** Types that are known of the names of a template: of `$labels.job`, `.Value`. */
export type TypeOfName = (operand: Operand) => StaticType;

/** What the functions give; of the others the type depends on their arguments. */
const RESULTS: Readonly<Record<string, string>> = {
  ...all("string", "print printf println html js urlquery label strvalue reReplaceAll title toUpper toLower graphLink"),
  ...all("string", "tableLink stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage"),
  ...all("string", "humanizeTimestamp pathPrefix externalURL urlQueryEscape"),
  ...all("bool", "eq ne lt le gt ge not match"),
  ...all("float64", "now parseDuration"),
  ...all("template.queryResult", "query sortByLabel"),
  len: "int",
  first: "*template.sample",
  safeHtml: "template.HTML",
  args: "map[string]interface {}",
  toTime: "*time.Time",
  toDuration: "*time.Duration",
};
const COMPARISON = /^(?:eq|ne|lt|le|gt|ge)$/;
const TO_NUMBER = /^(?:humanize(?:1024|Duration|Percentage|Timestamp)?|toTime|toDuration)$/;
const NUMBER_LIKE = /^(?:float64|string|int)$/;
const COMPARABLE = /^(?:bool|int|float64|complex128|string)$/;

function all(type: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, type]));
}

export function typeOfOperand(operand: Operand, ofName: TypeOfName): StaticType {
  switch (operand.kind) {
    case "bool":
    case "string":
      return operand.kind;
    case "number": {
      const value = untypedNumber(operand);
      return value === undefined ? undefined : typeName(value);
    }
    case "identifier":
      return RESULTS[operand.name];
    case "pipeline":
      return typeOfPipeline(operand, ofName);
    default:
      return ofName(operand);
  }
}

export function typeOfPipeline({ commands }: Pipeline, ofName: TypeOfName): StaticType {
  const last = commands.at(-1)?.operands;
  return last?.[0] === undefined ? undefined : typeOfOperand(last[0], ofName);
}

/** Why a call fails whenever it is reached, in Go's words; `piped` is the type of the command before, if there is one. */
export function callProblem(
  name: string,
  found: GoFunction,
  command: Pick<Command, "operands">,
  piped: { readonly type: StaticType } | undefined,
  ofName: TypeOfName,
): string | undefined {
  const given = command.operands.slice(1);
  const count = given.length + (piped === undefined ? 0 : 1);
  const fixed = found.parameters.length;
  if (found.rest !== undefined && count < fixed) {
    return `wrong number of args for ${name}: want at least ${fixed} got ${given.length}`;
  }
  if (found.rest === undefined && count !== fixed)
    return `wrong number of args for ${name}: want ${fixed} got ${count}`;
  // These need not evaluate what stands behind their first argument.
  if (name === "and" || name === "or") return undefined;
  const types = given.map((operand) => typeOfOperand(operand, ofName));
  if (piped !== undefined) types.push(piped.type);
  for (const [i, type] of types.entries()) {
    const wanted = found.parameters[i] ?? found.rest ?? "interface {}";
    const problem = argumentProblem(given[i], type, wanted);
    if (problem !== undefined) return problem;
  }
  return valueProblem(name, types);
}

function argumentProblem(operand: Operand | undefined, type: StaticType, wanted: ParameterType): string | undefined {
  if (operand?.kind === "nil") return canBeNil(wanted) ? undefined : `cannot assign nil to ${wanted}`;
  if (operand?.kind === "bool" || operand?.kind === "number" || operand?.kind === "string") {
    const literal = literalFor(operand, wanted);
    return typeof literal === "string" ? literal : undefined;
  }
  if (type === undefined || wanted === "interface {}" || wanted === "reflect.Value" || type === wanted)
    return undefined;
  return type === `*${wanted}` ? undefined : `wrong type for value; expected ${wanted}; got ${type}`;
}

function valueProblem(name: string, types: readonly StaticType[]): string | undefined {
  const [first, second] = types;
  if (TO_NUMBER.test(name) && first !== undefined && !NUMBER_LIKE.test(first)) {
    return `error calling ${name}: can't convert ${first} to float`;
  }
  if (!COMPARISON.test(name) || first === undefined || second === undefined || first === second) return undefined;
  if (!COMPARABLE.test(first) || !COMPARABLE.test(second)) return undefined;
  return `error calling ${name}: incompatible types for comparison: ${first} and ${second}`;
}
