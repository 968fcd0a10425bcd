import type { Given } from "../../core/assumed.ts";
import type { Duration, Quantity } from "../../core/quantity.ts";
import type { LabelSelection } from "../../model/metric.ts";

/** What a parameter's values look like in TypeScript, by its kind; YAML models and the JSON Schema follow the kinds. */
export interface ParameterValues {
  readonly count: Quantity<"count">;
  readonly duration: Duration;
  readonly ratio: Quantity<"ratio">;
  readonly bytes: Quantity<"bytes">;
  readonly text: string;
  readonly texts: readonly string[];
  readonly flag: boolean;
  /** Text for equality, a regular expression for `=~`. */
  readonly pattern: string | RegExp;
  /** A pattern, or `not(...)` of one. */
  readonly selection: LabelSelection;
  /** A selection for each of several labels. */
  readonly selections: Readonly<Record<string, LabelSelection>>;
}

/** Kinds of parameters, which are the keys of {@link ParameterValues}. */
export type ParameterKind = keyof ParameterValues;

/** One parameter of an entry: what it takes, and what it means. */
export interface Parameter<K extends ParameterKind = ParameterKind, R extends boolean = boolean> {
  readonly kind: K;
  readonly required: R;
  readonly means: string;
  /** Smallest value that makes sense. Units: those of the kind; seconds for durations. */
  readonly atLeast?: number;
}

/** The parameters of an entry by name. */
export type ParameterSet = Readonly<Record<string, Parameter>>;

type RequiredOf<P extends ParameterSet> = { [K in keyof P]: P[K]["required"] extends true ? K : never }[keyof P];

/** The settled values of a parameter set. */
export type ValuesOf<P extends ParameterSet> = {
  readonly [K in RequiredOf<P>]: ParameterValues[P[K]["kind"]];
} & { readonly [K in Exclude<keyof P, RequiredOf<P>>]?: ParameterValues[P[K]["kind"]] };

/** What the author of a model writes: any value may be an assumption, the severity keeps its literal type. */
export type OptionsOf<P extends ParameterSet, S extends string> = {
  readonly [K in Exclude<RequiredOf<P>, "severity">]: Given<ParameterValues[P[K]["kind"]]>;
} & { readonly [K in Exclude<keyof P, RequiredOf<P>>]?: Given<ParameterValues[P[K]["kind"]]> } & {
  readonly severity: S;
};

/** A parameter that is a fact of the system, so it has no default. */
export function required<const K extends ParameterKind>(kind: K, means: string, atLeast?: number): Parameter<K, true> {
  return { kind, required: true, means, ...(atLeast === undefined ? {} : { atLeast }) };
}

/** A parameter that may be left out. */
export function optional<const K extends ParameterKind>(kind: K, means: string, atLeast?: number): Parameter<K, false> {
  return { kind, required: false, means, ...(atLeast === undefined ? {} : { atLeast }) };
}

/** Shortest window of a range. Two samples at the step of the scenarios; ranges are open on the left. Units: seconds. */
export const SHORTEST_WINDOW = 120;

/** Parameters of every entry. */
export const COMMON = {
  alert: required("text", "Name of the alert, as the system's documents have it"),
  severity: required("text", "Severity, one of the system's"),
  job: required("text", "`job` label of the exporter; every selector carries it"),
  matchers: optional("selections", "Further labels that keep the selection inside the system, as `cluster`"),
  impact: optional("text", "What users notice, in one sentence"),
};

/** Parameters of conditions that last. */
export const STATE = { ...COMMON, for: required("duration", "How long the condition holds before the alert fires") };

/** Parameters of conditions on namespaced objects of Kubernetes. */
export const NAMESPACED = { namespace: required("pattern", "Namespace of the objects") };
