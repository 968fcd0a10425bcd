import type { Quantity } from "../../core/quantity.ts";

/** What goes wrong: a share of events is bad or slow, a value is beyond what is good, or no target answers. */
export type Trouble =
  | { readonly kind: "error" | "latency"; readonly share: number }
  | { readonly kind: "value"; readonly value: Quantity }
  | { readonly kind: "down" };

/** An incident as a person describes it. Units: seconds. */
export interface Incident {
  /** As it was written. */
  readonly text: string;
  readonly trouble: Trouble;
  readonly seconds: number;
  /** When it begins, after the clean history; absent where the text leaves it open. */
  readonly at?: number;
}
