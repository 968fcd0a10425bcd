import type { Aggregation, Binary, Call, Expression, VectorSelector } from "../ast.ts";
import { absentLabels } from "../eval/range-functions/absent-labels.ts";
import { matchesEmpty } from "../regexp.ts";
import { valueType } from "../value-type.ts";
import { labelJoinLabels, labelReplaceLabels, textOf } from "./labels-functions.ts";
import { keepsName, matchedLabels } from "./labels-matching.ts";
import { ANY, assigned, both, either, exactly, kept, type LabelSet, METADATA, NONE, without } from "./labels-set.ts";

const KEEPS_NAME: ReadonlySet<string> = new Set([
  "first_over_time",
  "last_over_time",
  "sort",
  "sort_by_label",
  "sort_by_label_desc",
  "sort_desc",
]);
const KEEPS_LABELS: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);

/** What is known about the labels of metrics by name, such as those that rules record; `undefined` for unknown metrics. */
export type MetricLabels = (metric: string) => LabelSet | undefined;

/** The labels of one expression and of all inside it, each worked out once. */
export class LabelSets {
  readonly #metrics: MetricLabels | undefined;
  readonly #known = new Map<Expression, LabelSet>();

  constructor(metrics?: MetricLabels) {
    this.#metrics = metrics;
  }

  /** As {@link labelsOf}. */
  of(node: Expression): LabelSet {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const found = find(node, this);
    this.#known.set(node, found);
    return found;
  }

  /** What is known of a metric. */
  ofMetric(name: string): LabelSet | undefined {
    return this.#metrics?.(name);
  }
}

/**
 * Which labels the series an expression gives back surely have, may have and cannot have, told from the expression
 * alone and from what is known of its metrics. Where that is not known the label may be there. The expression has to be
 * well typed.
 */
export function labelsOf(expression: Expression, known?: MetricLabels): LabelSet {
  return new LabelSets(known).of(expression);
}

function find(expression: Expression, known: LabelSets): LabelSet {
  switch (expression.type) {
    case "number":
    case "string":
      return NONE;
    case "vector":
      return selectorLabels(expression, known);
    case "matrix":
      return selectorLabels(expression.selector, known);
    case "subquery":
    case "paren":
      return known.of(expression.expression);
    case "unary": {
      const labels = known.of(expression.expression);
      return expression.operator === "-" ? without(labels, METADATA) : labels;
    }
    case "call":
      return callLabels(expression, known);
    case "aggregation":
      return aggregationLabels(expression, known.of(expression.expression));
    case "binary":
      return binaryLabels(expression, known);
  }
}

function selectorLabels(selector: VectorSelector, known: LabelSets): LabelSet {
  const named = selector.name !== undefined && selector.name !== "";
  const sure = new Set<string>(named ? ["__name__"] : []);
  const impossible = new Set<string>();
  for (const matcher of selector.matchers) {
    if (!matchesEmpty(matcher)) sure.add(matcher.label);
    else if (matcher.value === "" && (matcher.op === "=" || matcher.op === "=~")) impossible.add(matcher.label);
  }
  const own: LabelSet = { sure, possible: "any", impossible };
  const facts = named ? known.ofMetric(selector.name) : undefined;
  return facts === undefined ? own : both(facts, own);
}

/** The argument of a function whose series its results are made of. */
export function seriesArgument(node: Call): Expression | undefined {
  if (node.function === "vector" || node.function === "scalar") return undefined;
  return node.arguments.find((argument) => /^(?:vector|matrix)$/.test(valueType(argument)));
}

function callLabels(node: Call, known: LabelSets): LabelSet {
  const series = seriesArgument(node);
  // `vector(1)`, `time()` and `hour()` have no labels at all.
  if (series === undefined) return NONE;
  if (node.function === "absent" || node.function === "absent_over_time") return exactly(absentLabels(series).names);
  const inner = known.of(series);
  switch (node.function) {
    case "label_replace":
      return labelReplaceLabels(node, inner);
    case "label_join":
      return labelJoinLabels(node, inner);
    case "histogram_quantile":
    case "histogram_fraction":
      return without(inner, [...METADATA, "le"]);
    case "histogram_quantiles": {
      const label = textOf(node.arguments[1]);
      return label === undefined ? ANY : assigned(without(inner, [...METADATA, "le"]), label, "sure");
    }
    case "info":
      return infoLabels(node, inner);
    default:
      return KEEPS_NAME.has(node.function) ? inner : without(inner, METADATA);
  }
}

/** `info(v)` adds any label, `info(v, {a=~".+"})` adds `a`. */
function infoLabels(node: Call, inner: LabelSet): LabelSet {
  const selector = node.arguments[1];
  const wanted = (selector?.type === "vector" ? selector.matchers : []).filter(({ label }) => label !== "__name__");
  if (wanted.length === 0) {
    return {
      sure: inner.sure,
      possible: "any",
      impossible: new Set(inner.impossible.has("__name__") ? ["__name__"] : []),
    };
  }
  const missing = wanted.filter(({ label }) => !inner.sure.has(label));
  return missing.reduce((labels, { label }) => assigned(labels, label, "possible"), inner);
}

function aggregationLabels(node: Aggregation, inner: LabelSet): LabelSet {
  if (KEEPS_LABELS.has(node.operator)) return inner;
  const { mode, labels } = node.grouping ?? { mode: "by", labels: [] };
  if (node.operator !== "count_values") {
    return mode === "without" ? without(inner, [...labels, "__name__"]) : kept(inner, labels);
  }
  const value = textOf(node.parameter);
  if (value === undefined) return ANY;
  const valued = assigned(inner, value, "sure");
  return mode === "without" ? without(valued, [...labels, "__name__"]) : kept(valued, [...labels, value]);
}

function binaryLabels(node: Binary, known: LabelSets): LabelSet {
  const left = known.of(node.left);
  const right = known.of(node.right);
  if (node.operator === "unless") return left;
  if (node.operator === "or") return either(left, right);
  const leftIsScalar = valueType(node.left) === "scalar";
  const rightIsScalar = valueType(node.right) === "scalar";
  if (leftIsScalar && rightIsScalar) return NONE;
  if (!leftIsScalar && !rightIsScalar) return matchedLabels(node, left, right);
  const series = leftIsScalar ? right : left;
  return keepsName(node) ? series : without(series, METADATA);
}
