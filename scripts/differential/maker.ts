import type { Scope } from "./generate-selector.ts";
import { type Family, METRICS } from "./generate-series.ts";

/** What the vectors of an expression mostly hold. */
export type Kind = "float" | "histogram" | "any";

/** Makes the parts of an expression; given on so that the parts may hold each other. */
export interface Maker {
  readonly scope: Scope;
  vector(depth: number, kind: Kind): string;
  scalar(depth: number): string;
}

/** A family of series that holds what is asked for. */
export function familyFor({ random, present }: Scope, kind: Kind): Family {
  const usable = FAMILIES[kind].filter((family) => METRICS[family].some((name) => present.has(name)));
  return random.pick(usable.length > 0 && random.chance(0.97) ? usable : FAMILIES[kind]);
}

const FAMILIES: Readonly<Record<Kind, readonly Family[]>> = {
  float: ["counter", "counter", "gauge", "gauge", "classic", "mixed"],
  histogram: ["exponential", "exponential", "custom", "mixed"],
  any: ["counter", "gauge", "classic", "exponential", "custom", "mixed", "mixed", "info"],
};

/** Puts what binds less tightly than a sign in parentheses. */
export function operand(text: string): string {
  return /^[\w:]+(?:\{[^{}]*\})?$/.test(text) || /^\(.*\)$/.test(text) ? text : `(${text})`;
}
