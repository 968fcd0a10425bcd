import type { FloatHistogram } from "../promql/histogram/float-histogram.ts";
import { asInterface, INVALID, type MapValue, stringValue, type Value } from "./value.ts";

/** A series that a query of a template gave; the labels include `__name__`. */
export interface QuerySample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | FloatHistogram;
}

/** What templates can ask for beyond their data. */
export interface TemplateEnvironment {
  /** Answers the function `query`. Errors: what is thrown becomes the error of the template. */
  query(expression: string, timeMs: number): readonly QuerySample[];
  /** The time of the evaluation, in milliseconds since 1970. */
  readonly timeMs: number;
  /** The URL under which Prometheus is reached, for `externalURL` and `pathPrefix`. */
  readonly externalURL: string;
}

/** The Go type of a parameter; `reflect.Value` takes whatever is there, an interface as what it holds. */
export type ParameterType =
  | "interface {}"
  | "reflect.Value"
  | "string"
  | "template.queryResult"
  | "*template.sample"
  | "int"
  | "float64"
  | "time.Duration"
  | "time.Time";

/** A function of templates, or a method. Errors: `FunctionError`. */
export interface GoFunction {
  readonly parameters: readonly ParameterType[];
  /** The type of what may follow the parameters, any number of them. */
  readonly rest?: ParameterType;
  /** Why templates cannot call it, for a method whose results Go's templates do not take. */
  readonly refusal?: string;
  call(values: readonly Value[], environment: TemplateEnvironment): Value;
}

/** Whether `nil` may stand where the type is asked for. */
export function canBeNil(type: ParameterType): boolean {
  return type === "interface {}" || type === "reflect.Value" || type === "template.queryResult" || type.startsWith("*");
}

/** The value that `nil` is for a type. */
export function nilOf(type: ParameterType): Value {
  if (type === "template.queryResult") return { kind: "slice", type, items: [] };
  return type.startsWith("*") ? { kind: "pointer", type, target: undefined } : INVALID;
}

/** What a map gives for a key that it does not have: the zero of its values. */
export function missingIn(map: MapValue): Value {
  return map.type === "map[string]string" ? stringValue("") : asInterface(INVALID);
}
