import type { Aggregation, Binary, Expression } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { valueType } from "../value-type.ts";
import { arithmeticBounds } from "./bounds-arithmetic.ts";
import { callBounds, quantileBounds } from "./bounds-functions.ts";
import { flipped, narrowed, verdict } from "./comparison.ts";
import { between, exactly, hull, type Interval, isBounded, orNaN, severalOf, UNKNOWN } from "./interval.ts";
import type { Knowledge } from "./knowledge.ts";
import { shareOf } from "./share.ts";

/** What the values of one expression and of all inside it can be, each worked out once. */
export class Bounds {
  readonly #knowledge: Knowledge;
  readonly #known = new Map<Expression, Interval>();

  constructor(knowledge: Knowledge = {}) {
    this.#knowledge = knowledge;
  }

  /** The values that the expression can give, of a range vector the values of its samples. */
  of(node: Expression): Interval {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const found = this.#find(node);
    this.#known.set(node, found);
    return found;
  }

  /** The operands of an operator as they meet, with what stands in for missing ones. */
  operands({ left, right, matching }: Binary): readonly [Interval, Interval] {
    // Which side a value stands in for depends on the grouping, too.
    const { left: one, right: other } = matching?.fill ?? {};
    const filled = (node: Expression): Interval =>
      [one, other].reduce<Interval>(
        (interval, value) => (value === undefined ? interval : hull(interval, exactly(value))),
        this.of(node),
      );
    return [filled(left), filled(right)];
  }

  #find(node: Expression): Interval {
    switch (node.type) {
      case "number":
        return exactly(node.value);
      case "string":
        return UNKNOWN;
      case "vector":
        return (node.name === undefined ? undefined : this.#knowledge.boundsOf?.(node.name)) ?? UNKNOWN;
      case "matrix":
        return this.of(node.selector);
      case "subquery":
      case "paren":
        return this.of(node.expression);
      case "unary":
        return node.operator === "-"
          ? arithmeticBounds("*", this.of(node.expression), exactly(-1))
          : this.of(node.expression);
      case "call":
        return callBounds(node, (argument) => this.of(argument), this.#knowledge);
      case "aggregation":
        return this.#aggregation(node);
      case "binary":
        return this.#binary(node);
    }
  }

  #aggregation({ operator, expression, parameter }: Aggregation): Interval {
    const inner = this.of(expression);
    switch (operator) {
      case "sum":
        return severalOf(inner);
      case "count":
      case "count_values":
        return between(1, Infinity, true);
      case "group":
        return exactly(1);
      case "stddev":
      case "stdvar":
        return orNaN(between(0, Infinity), inner.nan || !isBounded(inner));
      case "avg":
        return { ...orNaN(inner, !isBounded(inner)), whole: false };
      case "quantile":
        return parameter === undefined ? UNKNOWN : quantileBounds(this.of(parameter), inner);
      default:
        return inner;
    }
  }

  #binary(node: Binary): Interval {
    const { operator } = node;
    const [left, right] = this.operands(node);
    if (operator === "and" || operator === "unless") return left;
    if (operator === "or") return hull(left, right);
    if (operator === "</" || operator === ">/") return UNKNOWN;
    if (!isComparison(operator)) {
      const share = operator === "/" && node.matching?.fill === undefined ? shareOf(node, this) : undefined;
      return share ?? arithmeticBounds(operator, left, right);
    }
    if (node.bool === true || (valueType(node.left) === "scalar" && valueType(node.right) === "scalar")) {
      const known = verdict(operator, left, right);
      return known === undefined ? between(0, 1, true) : exactly(known === "always" ? 1 : 0);
    }
    return valueType(node.left) === "scalar"
      ? narrowed(flipped(operator), right, left)
      : narrowed(operator, left, right);
  }
}
