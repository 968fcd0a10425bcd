import type { Binary, Call, Expression, Matching } from "../ast.ts";
import { absentLabels } from "../eval/range-functions/absent-labels.ts";
import { valueType } from "../value-type.ts";
import { seriesArgument } from "./labels.ts";
import { textOf } from "./labels-functions.ts";

/** Labels that have one and the same value on every series that has them, and that every series has. */
export type LabelValues = ReadonlyMap<string, string>;

const NONE: LabelValues = new Map();

/** The labels that an expression pins down to one value: `rate(x{job="api"}[5m])` has `job` api. */
export function labelValues(node: Expression): LabelValues {
  switch (node.type) {
    case "number":
    case "string":
      return NONE;
    case "vector": {
      const pinned = node.matchers.filter(({ op, value, label }) => op === "=" && value !== "" && label !== "__name__");
      return new Map(pinned.map(({ label, value }) => [label, value]));
    }
    case "matrix":
      return labelValues(node.selector);
    case "subquery":
    case "paren":
    case "unary":
      return labelValues(node.expression);
    case "call":
      return ofCall(node);
    case "aggregation": {
      const inner = labelValues(node.expression);
      if (/^(?:topk|bottomk|limitk|limit_ratio)$/.test(node.operator)) return inner;
      const { mode, labels } = node.grouping ?? { mode: "by", labels: [] };
      const value = textOf(node.parameter);
      return filtered(inner, (label) => label !== value && labels.includes(label) === (mode === "by"));
    }
    case "binary":
      return ofBinary(node);
  }
}

function ofCall(node: Call): LabelValues {
  const series = seriesArgument(node);
  if (series === undefined) return NONE;
  const inner = labelValues(series);
  const set = textOf(node.arguments[1]);
  switch (node.function) {
    case "absent":
    case "absent_over_time":
      return new Map(absentLabels(series).entries());
    case "label_replace":
    case "label_join":
    case "histogram_quantiles":
      return set === undefined ? NONE : filtered(inner, (label) => label !== set && label !== "le");
    case "histogram_quantile":
    case "histogram_fraction":
      return filtered(inner, (label) => label !== "le");
    default:
      return inner;
  }
}

function ofBinary({ operator, left, right, matching }: Binary): LabelValues {
  if (valueType(left) === "scalar") return labelValues(right);
  if (valueType(right) === "scalar" || operator === "unless") return labelValues(left);
  const a = labelValues(left);
  const b = labelValues(right);
  if (operator === "or") return filtered(a, (label, value) => b.get(label) === value);
  if (matching?.fill !== undefined) return NONE;
  const { mode, labels, group }: Matching = matching ?? { mode: "ignoring", labels: [] };
  const isMatched = (label: string): boolean => labels.includes(label) === (mode === "on");
  const [many, one] = group?.side === "right" ? [b, a] : [a, b];
  const matched = filtered(one, isMatched);
  const own = group === undefined && operator !== "and" ? filtered(many, isMatched) : many;
  const taken = group?.include ?? [];
  const kept = filtered(new Map([...own, ...matched]), (label) => !taken.includes(label));
  return new Map([...kept, ...filtered(one, (label) => taken.includes(label))]);
}

function filtered(values: LabelValues, keeps: (label: string, value: string) => boolean): LabelValues {
  return new Map([...values].filter(([label, value]) => keeps(label, value)));
}
