import type { Expression } from "../ast.ts";
import { FUNCTIONS } from "../functions.ts";
import { children } from "../walk.ts";

/** The moment that a selector speaks of: a fixed one, or so long before each step. Units: milliseconds. */
export interface ReferenceTime {
  readonly at: number | undefined;
  readonly offset: number;
}

/** Reference times inside an expression, whose durations are resolved. */
export interface ReferenceTimes {
  /** That of the first selector. */
  readonly first: ReferenceTime | undefined;
  /** Whether every part that gives a vector goes back to selectors of one and the same reference time. */
  readonly uniform: boolean;
}

/** Finds the moments that the selectors of a vector speak of; `info` joins only at a common one. */
export function referenceTimes(expression: Expression): ReferenceTimes {
  const found: ReferenceTime[] = [];
  let withoutSelector = false;
  collect(expression, []);
  const [first] = found;
  return { first, uniform: first !== undefined && !withoutSelector && found.every((one) => sameMoment(first, one)) };

  function collect(node: Expression, around: readonly Expression[]): boolean {
    if (!givesSeries(node)) return false;
    if (node.type === "vector") {
      found.push(referenceOf(node, around));
      return true;
    }
    const inside = node.type === "call" && node.function === "info" ? node.arguments.slice(0, 1) : children(node);
    const within = [...around, node];
    const selects = inside.map((child) => collect(child, within)).includes(true);
    if (!selects) withoutSelector = true;
    return selects;
  }
}

/** Whether `info` over this expression gives the same at each step. */
export function hasOneReference(expression: Expression): boolean {
  return referenceTimes(expression).uniform;
}

interface Modified {
  readonly offset?: unknown;
  readonly at?: unknown;
}

function referenceOf(selector: Modified, around: readonly Expression[]): ReferenceTime {
  let offset = milliseconds(selector.offset);
  let at = momentOf(selector.at);
  // Subqueries around shift the selector until an `@` fixes it.
  for (const node of [...around].reverse()) {
    if (at !== undefined) break;
    if (node.type !== "subquery") continue;
    offset += milliseconds(node.offset);
    at = momentOf(node.at);
  }
  return { at, offset };
}

function sameMoment(one: ReferenceTime, other: ReferenceTime): boolean {
  if (one.at === undefined || other.at === undefined) return one.at === other.at && one.offset === other.offset;
  return one.at - one.offset === other.at - other.offset;
}

function momentOf(at: unknown): number | undefined {
  return typeof at === "number" ? Math.round(at * 1_000) : undefined;
}

function milliseconds(offset: unknown): number {
  return typeof offset === "number" ? offset : 0;
}

function givesSeries(node: Expression): boolean {
  switch (node.type) {
    case "number":
    case "string":
      return false;
    case "paren":
    case "unary":
      return givesSeries(node.expression);
    case "binary":
      return givesSeries(node.left) || givesSeries(node.right);
    case "call":
      return FUNCTIONS.get(node.function)?.returns !== "scalar";
    default:
      return true;
  }
}
