import type { Aggregation, Binary, Call, Expression, Matcher, VectorSelector } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { matchesEmpty } from "../regexp.ts";
import { typeOf } from "../typecheck.ts";
import { labelJoinLabels, labelReplaceLabels } from "./labels-functions.ts";
import { ANY, exactly, type LabelSet, mayHave, NONE, without } from "./labels-set.ts";

const NAME: readonly string[] = ["__name__"];
const KEEPS_NAME = /^(?:first_over_time|last_over_time|sort|sort_desc|sort_by_label|sort_by_label_desc|info)$/;
const KEEPS_LABELS = /^(?:topk|bottomk|limitk|limit_ratio)$/;

/**
 * Which labels the series an expression gives back surely have, may have and cannot have, told from the expression
 * alone. Where that is not known the label may be there. Errors: `PromqlError` when the expression is not well typed.
 */
export function labelsOf(expression: Expression): LabelSet {
  switch (expression.type) {
    case "number":
    case "string":
      return NONE;
    case "vector":
      return selectorLabels(expression);
    case "matrix":
      return selectorLabels(expression.selector);
    case "subquery":
    case "paren":
      return labelsOf(expression.expression);
    case "unary": {
      const labels = labelsOf(expression.expression);
      return expression.operator === "-" ? without(labels, NAME) : labels;
    }
    case "call":
      return callLabels(expression);
    case "aggregation":
      return aggregationLabels(expression);
    case "binary":
      return binaryLabels(expression);
  }
}

function selectorLabels(selector: VectorSelector): LabelSet {
  const sure = new Set<string>(selector.name === undefined ? [] : NAME);
  const impossible = new Set<string>();
  for (const matcher of selector.matchers) {
    if (!matchesEmpty(matcher)) sure.add(matcher.label);
    else if (matcher.value === "" && (matcher.op === "=" || matcher.op === "=~")) impossible.add(matcher.label);
  }
  return { sure, possible: "any", impossible };
}

function callLabels(node: Call): LabelSet {
  const name = node.function;
  const series = node.arguments.find((argument) =>
    /^(?:vector|matrix)$/.test(typeOf(argument, { experimental: true })),
  );
  // `vector(1)`, `time()` and `hour()` have no labels at all.
  if (series === undefined || name === "scalar") return NONE;
  const inner = labelsOf(series);
  switch (name) {
    case "absent":
    case "absent_over_time":
      return absentLabels(series);
    case "label_replace":
      return labelReplaceLabels(node, inner);
    case "label_join":
      return labelJoinLabels(node, inner);
    case "histogram_quantile":
    case "histogram_fraction":
      return without(inner, ["__name__", "le"]);
    case "histogram_quantiles": {
      const label = node.arguments[1];
      const rest = without(inner, ["__name__", "le"]);
      return label?.type === "string" ? added(rest, label.value) : { ...rest, possible: "any", impossible: new Set() };
    }
    case "info":
      return { sure: inner.sure, possible: "any", impossible: new Set() };
    default:
      return KEEPS_NAME.test(name) ? inner : without(inner, NAME);
  }
}

/** Prometheus gives an absent series the labels its selector pins down with exactly one equality matcher. */
function absentLabels(argument: Expression): LabelSet {
  let node = argument;
  while (node.type === "paren") node = node.expression;
  const selector = node.type === "matrix" ? node.selector : node;
  if (selector.type !== "vector") return NONE;
  const { matchers } = selector;
  const pinned = matchers.filter((matcher) => isPinned(matcher, matchers)).map((matcher) => matcher.label);
  return node === argument ? exactly(pinned) : { ...exactly(pinned), sure: new Set() };
}

function isPinned(matcher: Matcher, all: readonly Matcher[]): boolean {
  const isAlone = all.filter((other) => other.label === matcher.label).length === 1;
  return isAlone && matcher.op === "=" && matcher.value !== "" && matcher.label !== "__name__";
}

function aggregationLabels(node: Aggregation): LabelSet {
  const inner = labelsOf(node.expression);
  if (KEEPS_LABELS.test(node.operator)) return inner;
  const grouped = groupedLabels(node, inner);
  if (node.operator !== "count_values") return grouped;
  return node.parameter?.type === "string" ? added(grouped, node.parameter.value) : { ...ANY, sure: grouped.sure };
}

function groupedLabels(node: Aggregation, inner: LabelSet): LabelSet {
  if (node.grouping?.mode === "without") return without(inner, [...node.grouping.labels, "__name__"]);
  return kept(inner, node.grouping?.labels ?? []);
}

function binaryLabels(node: Binary): LabelSet {
  const left = labelsOf(node.left);
  const right = labelsOf(node.right);
  if (node.operator === "unless") return left;
  if (node.operator === "or") return either(left, right);
  const leftIsScalar = typeOf(node.left, { experimental: true }) === "scalar";
  const rightIsScalar = typeOf(node.right, { experimental: true }) === "scalar";
  const keepsName = isComparison(node.operator) && node.bool !== true;
  if (leftIsScalar || rightIsScalar) {
    const series = leftIsScalar ? right : left;
    return keepsName ? series : without(series, NAME);
  }
  const group = node.matching?.group;
  const [many, one] = group?.side === "right" ? [right, left] : [left, right];
  const both = sharpened(node, many, one);
  if (node.operator === "and") return both;
  const named = keepsName ? both : without(both, NAME);
  if (group !== undefined) return included(named, one, group.include);
  if (node.matching === undefined) return named;
  return node.matching.mode === "on" ? kept(named, node.matching.labels) : without(named, node.matching.labels);
}

/** The labels of `main`, knowing that on the matching labels they equal those of `other`. */
function sharpened(node: Binary, main: LabelSet, other: LabelSet): LabelSet {
  const isOn = node.matching?.mode === "on";
  const listed = new Set(node.matching?.labels ?? []);
  const matches = (label: string): boolean => (isOn ? listed.has(label) : label !== "__name__" && !listed.has(label));
  // A label that only the other side speaks about, and never has, cannot be here either.
  const unknownToOther = isOn ? [...listed].filter((label) => !mayHave(other, label)) : [];
  const impossible = [...main.impossible, ...[...other.impossible].filter(matches), ...unknownToOther];
  let possible = main.possible;
  if (possible !== "any") possible = new Set([...possible].filter((label) => !matches(label) || mayHave(other, label)));
  else if (other.possible !== "any" && !isOn) possible = new Set([...other.possible, ...listed, "__name__"]);
  return {
    sure: new Set([...main.sure, ...[...other.sure].filter(matches)]),
    possible,
    impossible: new Set(impossible),
  };
}

function included(many: LabelSet, one: LabelSet, include: readonly string[]): LabelSet {
  const sure = new Set(many.sure);
  const impossible = new Set(many.impossible);
  const possible = many.possible === "any" ? "any" : new Set(many.possible);
  for (const label of include) {
    // The label is taken from the one side even when it is empty there, which removes it.
    sure.delete(label);
    impossible.delete(label);
    if (one.sure.has(label)) sure.add(label);
    const absent = !mayHave(one, label);
    if (absent) impossible.add(label);
    if (possible !== "any") absent ? possible.delete(label) : possible.add(label);
  }
  return { sure, possible, impossible };
}

function either(left: LabelSet, right: LabelSet): LabelSet {
  return {
    sure: new Set([...left.sure].filter((label) => right.sure.has(label))),
    possible:
      left.possible === "any" || right.possible === "any" ? "any" : new Set([...left.possible, ...right.possible]),
    impossible: new Set(
      [...left.impossible, ...right.impossible].filter((label) => !mayHave(left, label) && !mayHave(right, label)),
    ),
  };
}

function kept(labels: LabelSet, names: readonly string[]): LabelSet {
  const possible = names.filter((name) => !labels.impossible.has(name));
  const available = labels.possible;
  return {
    sure: new Set(names.filter((name) => labels.sure.has(name))),
    possible: new Set(available === "any" ? possible : possible.filter((name) => available.has(name))),
    impossible: new Set(names.filter((name) => !possible.includes(name))),
  };
}

function added(labels: LabelSet, name: string): LabelSet {
  const impossible = new Set(labels.impossible);
  impossible.delete(name);
  return {
    sure: new Set([...labels.sure, name]),
    possible: labels.possible === "any" ? "any" : new Set([...labels.possible, name]),
    impossible,
  };
}
