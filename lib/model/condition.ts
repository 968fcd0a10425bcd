import { type Given, settle } from "../core/assumed.ts";
import type { Duration, Unit } from "../core/quantity.ts";
import type { Expression } from "../promql/ast.ts";
import { parse } from "../promql/parse.ts";
import type { Meaning } from "./observed.ts";
import type { Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

/** Labels that a condition's alert has besides the common ones, and how its value reads. */
export interface Condition<S extends string = string> extends Understanding {
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

/**
 * What proofs need to know of a condition to show it in every situation, and not only in its scenarios. Functions, so not
 * enumerable: a model stays plain data that compares and serialises as such.
 */
export interface Understanding {
  /** `means`, as arithmetic over samples. */
  readonly meaning?: Meaning;
  /** The ways in which it comes to hold, the usual one first. */
  readonly stages?: readonly Stage[];
}

/** A condition in PromQL of one's own, with the scenarios that prove it. Throws PromqlError for text that does not parse. */
export function condition<const S extends string>(
  alert: string,
  given: Given<
    Omit<Condition<string>, "alert" | "expression" | "severity" | "scenarios" | "catalogue" | keyof Understanding>
  > &
    Understanding & {
      readonly severity: S;
      readonly promql: string;
      readonly scenarios: readonly Scenario[];
    },
): Condition<S> {
  const { promql, meaning, stages, ...rest } = given;
  return understood(settle<Condition<S>>({ alert, expression: parse(promql), ...rest }), {
    ...(meaning === undefined ? {} : { meaning }),
    ...(stages === undefined ? {} : { stages }),
  });
}

/** Gives a condition what proofs need to know of it. It must be settled: what is settled again later is not copied. */
export function understood<C extends Condition>(condition: C, understanding: Understanding): C {
  for (const [key, value] of Object.entries(understanding)) Object.defineProperty(condition, key, { value });
  return condition;
}
