import { type Given, settle } from "../core/assumed.ts";
import type { Duration, Unit } from "../core/quantity.ts";
import type { Expression } from "../promql/ast.ts";
import { parse } from "../promql/parse.ts";
import type { Scenario } from "./scenario.ts";

/** Labels that a condition's alert has besides the common ones, and how its value reads. */
export interface Condition<S extends string = string> {
  readonly alert: string;
  readonly expression: Expression;
  readonly for: Duration;
  readonly severity: S;
  /** Unit of the expression's value, for the annotation; absent when the value says nothing to a person. */
  readonly unit?: Unit;
  /** One line; may name labels that the expression surely keeps: `{{ $labels.pod }}`. */
  readonly summary: string;
  readonly impact?: string;
  /** What the expression means, in words, with its numbers. */
  readonly means: string;
  /** Synthetic series that show when it fires and when not. `labels.severity` is filled in. */
  readonly scenarios: readonly Scenario[];
  /** Entry of the catalogue that this was made from. */
  readonly catalogue?: string;
}

/** A condition in PromQL of one's own, with the scenarios that prove it. Throws PromqlError for text that does not parse. */
export function condition<const S extends string>(
  alert: string,
  given: Given<Omit<Condition<string>, "alert" | "expression" | "severity" | "scenarios" | "catalogue">> & {
    readonly severity: S;
    readonly promql: string;
    readonly scenarios: readonly Scenario[];
  },
): Condition<S> {
  const { promql, ...rest } = given;
  return settle<Condition<S>>({ alert, expression: parse(promql), ...rest });
}
