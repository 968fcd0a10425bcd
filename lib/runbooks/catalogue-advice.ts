import type { Condition } from "../model/condition.ts";
import type { System } from "../model/system.ts";
import type { Advice } from "./advice.ts";

/** What to look at and what the causes usually are, for a condition of the catalogue. */
export function catalogueAdvice(_condition: Condition, _system: System): Advice {
  return { first: [], investigate: [], remedies: [] };
}
