import type { Scope } from "./generate-selector.ts";
import type { Family } from "./generate-series.ts";

/** What the vectors of an expression mostly hold. */
export type Kind = "float" | "histogram" | "any";

/** Makes the parts of an expression; given on so that the parts may hold each other. */
export interface Maker {
  readonly scope: Scope;
  vector(depth: number, kind: Kind): string;
  scalar(depth: number): string;
}

/** A family of series that holds what is asked for. */
export function familyFor({ random }: Scope, kind: Kind): Family {
  if (kind === "any")
    return random.pick(["counter", "gauge", "classic", "exponential", "custom", "mixed", "mixed", "info"]);
  return kind === "float"
    ? random.pick(["counter", "counter", "gauge", "gauge", "classic", "mixed"])
    : random.pick(["exponential", "exponential", "custom", "mixed"]);
}

/** Puts what binds less tightly than a sign in parentheses. */
export function operand(text: string): string {
  return /^[\w:]+(?:\{[^{}]*\})?$/.test(text) || /^\(.*\)$/.test(text) ? text : `(${text})`;
}
