import type { Aggregation, Binary, Call, Expression } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { valueType } from "../value-type.ts";
import { selectors } from "../walk.ts";
import { type Dimension, isPlain, isSameUnit, PLAIN, SECONDS, times, toPower } from "./dimension.ts";
import type { Knowledge } from "./knowledge.ts";
import { seriesArgument } from "./labels.ts";
import { bare } from "./part-of.ts";

/** A unit; `"number"` for bare numbers, which go with any unit; `undefined` where the unit is not known. */
export type Measured = Dimension | "number" | undefined;

const COUNTS: ReadonlySet<string> = new Set([
  ...["changes", "resets", "count_over_time", "present_over_time", "absent", "absent_over_time"],
  ...["count", "count_values", "group", "histogram_fraction"],
]);

const MOMENTS: ReadonlySet<string> = new Set([
  ...["time", "timestamp", "start_timestamp", "start", "end", "step", "range"],
  ...["first", "last", "max", "min"].map((which) => `ts_of_${which}_over_time`),
]);

/** Functions and aggregations whose values are measured as what they are given. */
const KEEPS: ReadonlySet<string> = new Set([
  ...["abs", "ceil", "floor", "round", "clamp", "clamp_max", "clamp_min", "vector", "scalar", "label_join"],
  ...["label_replace", "info", "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "histogram_sum"],
  ...["increase", "delta", "idelta", "predict_linear", "double_exponential_smoothing"],
  ...["avg", "min", "max", "sum", "last", "first", "quantile", "mad", "stddev"].map((name) => `${name}_over_time`),
  ...["sum", "avg", "min", "max", "topk", "bottomk", "limitk", "limit_ratio", "quantile", "stddev"],
]);

const PER_SECOND: ReadonlySet<string> = new Set(["rate", "irate", "deriv"]);
const OBSERVED: ReadonlySet<string> = new Set([
  ...["histogram_quantile", "histogram_quantiles", "histogram_avg", "histogram_stddev"],
]);

/** Factors that change the scale and not the kind. */
const CONVERSIONS: ReadonlySet<number> = new Set([
  ...[100, 1e3, 1e6, 1e9, 1e12, 1e-2, 1e-3, 1e-6, 1e-9],
  ...[1024, 1024 ** 2, 1024 ** 3, 1024 ** 4],
]);

/** What one expression and all inside it is measured in, each worked out once. */
export class Units {
  readonly #knowledge: Knowledge;
  readonly #known = new Map<Expression, Measured>();

  constructor(knowledge: Knowledge = {}) {
    this.#knowledge = knowledge;
  }

  /** What the values of the expression are measured in. */
  of(node: Expression): Measured {
    if (this.#known.has(node)) return this.#known.get(node);
    const found = this.#find(node);
    this.#known.set(node, found);
    return found;
  }

  #find(node: Expression): Measured {
    switch (node.type) {
      case "number":
        return node.duration === true ? SECONDS : "number";
      case "string":
        return undefined;
      case "vector":
        return node.name === undefined ? undefined : this.#knowledge.unitOf?.(node.name);
      case "matrix":
        return this.of(node.selector);
      case "subquery":
      case "paren":
      case "unary":
        return this.of(node.expression);
      case "call":
        return this.#applied(node.function, node, seriesArgument(node) ?? node.arguments[0]);
      case "aggregation":
        return this.#applied(node.operator, node, node.expression);
      case "binary":
        return this.#binary(node);
    }
  }

  #applied(name: string, node: Call | Aggregation, series: Expression | undefined): Measured {
    if (COUNTS.has(name)) return PLAIN;
    if (MOMENTS.has(name)) return SECONDS;
    if (name === "sgn" || name === "pi") return "number";
    if (series === undefined) return undefined;
    if (OBSERVED.has(name)) return this.#observed(series);
    const inner = this.of(series);
    if (KEEPS.has(name)) return inner;
    if (inner === undefined || inner === "number") return undefined;
    if (PER_SECOND.has(name)) return times(inner, SECONDS, -1);
    switch (name) {
      case "sqrt":
        return toPower(inner, 0.5);
      case "stdvar":
      case "stdvar_over_time":
        return toPower(inner, 2);
      case "histogram_count": {
        const observed = this.#observed(node);
        return observed === undefined ? undefined : times(inner, observed, -1);
      }
      default:
        return undefined;
    }
  }

  /** What the observations of the histograms in an expression are measured in. */
  #observed(node: Expression): Dimension | undefined {
    let found: Dimension | undefined;
    for (const { name } of selectors(node)) {
      const own = name === undefined ? undefined : this.#knowledge.unitOf?.(name.replace(/_bucket$/, ""));
      if (own === undefined || (found !== undefined && !isSameUnit(found, own))) return undefined;
      found = own;
    }
    return found;
  }

  #binary(node: Binary): Measured {
    const { operator } = node;
    const left = this.of(node.left);
    const right = this.of(node.right);
    if (isComparison(operator)) {
      if (node.bool === true) return "number";
      return valueType(node.left) === "scalar" ? right : left;
    }
    switch (operator) {
      case "+":
      case "-":
      case "or":
        return shared(left, right);
      case "*":
      case "/":
        return multiplied(node, left, right);
      case "^":
        return power(node.right, left);
      case "atan2":
        return undefined;
      default:
        return left;
    }
  }
}

/** The unit of both, if it is known to be one. */
function shared(left: Measured, right: Measured): Measured {
  if (left === "number") return right;
  if (right === "number") return left;
  return left !== undefined && right !== undefined && isSameUnit(left, right) ? left : undefined;
}

function multiplied({ operator, left: a, right: b }: Binary, left: Measured, right: Measured): Measured {
  if (left === "number" && right === "number") return "number";
  if (right === "number") return converted(left, b);
  if (left === "number") return operator === "*" ? converted(right, a) : undefined;
  if (left === undefined || right === undefined) return undefined;
  return times(left, right, operator === "*" ? 1 : -1);
}

/** A bare factor may be a length of time or a size; only what is known as a conversion surely is none. */
function converted(unit: Measured, by: Expression): Measured {
  const factor = bare(by);
  if (unit === undefined || unit === "number" || factor.type !== "number") return undefined;
  if (factor.value === 1) return unit;
  return CONVERSIONS.has(factor.value) && !isPlain(unit) ? { ...unit, scale: undefined } : undefined;
}

function power(exponent: Expression, unit: Measured): Measured {
  const node = bare(exponent);
  if (unit === undefined || unit === "number" || node.type !== "number") return undefined;
  return node.value === 2 || node.value === 0.5 ? toPower(unit, node.value) : undefined;
}
