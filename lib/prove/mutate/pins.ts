import { seriesArgument } from "../../promql/analysis/labels.ts";
import type { Binary, Expression, Matcher, Matching, VectorSelector } from "../../promql/ast.ts";
import { valueType } from "../../promql/value-type.ts";

/** What all series of an expression have in common, by the text of each matcher. */
type Pins = ReadonlyMap<string, Matcher>;

const NONE: Pins = new Map();

/** Functions that make each of their series from one series with the same labels. */
const KEEPS_LABELS =
  /^(?!absent).*_over_time$|^(?:rate|increase|irate|delta|idelta|deriv|changes|resets|clamp|clamp_min|clamp_max|abs)$/;

/**
 * A binary expression of which each side is asked for what the other one is sure to have, where both are matched on it: no
 * other series of that side finds a partner.
 */
export function pinnedByMatching(node: Binary): Binary {
  const { operator, left, right, matching } = node;
  if (operator === "or" || matching?.fill !== undefined || matching?.group !== undefined) return node;
  if (valueType(left) === "scalar" || valueType(right) === "scalar") return node;
  const fromLeft = matchedBy(matching, pinsOf(left));
  const fromRight = matchedBy(matching, pinsOf(right));
  return { ...node, left: operator === "unless" ? left : pinned(left, fromRight), right: pinned(right, fromLeft) };
}

function matchedBy(matching: Matching | undefined, pins: Pins): Pins {
  const { mode, labels } = matching ?? { mode: "ignoring", labels: [] };
  return filtered(pins, ({ label }) => labels.includes(label) === (mode === "on"));
}

function pinsOf(node: Expression): Pins {
  switch (node.type) {
    case "number":
    case "string":
      return NONE;
    case "vector":
      return textual(node.matchers.filter(({ label }) => label !== "__name__").flatMap(alternativesOf));
    case "matrix":
      return pinsOf(node.selector);
    case "subquery":
    case "paren":
    case "unary":
      return pinsOf(node.expression);
    case "call": {
      const series = seriesArgument(node);
      return series === undefined || !KEEPS_LABELS.test(node.function) ? NONE : pinsOf(series);
    }
    case "aggregation": {
      const { grouping, parameter } = node;
      if (grouping?.mode !== "by" || parameter !== undefined) return NONE;
      return filtered(pinsOf(node.expression), ({ label }) => grouping.labels.includes(label));
    }
    case "binary":
      return pinsOfBinary(node);
  }
}

function pinsOfBinary({ operator, left, right, matching }: Binary): Pins {
  if (valueType(left) === "scalar") return pinsOf(right);
  if (valueType(right) === "scalar" || operator === "unless") return pinsOf(left);
  if (matching?.fill !== undefined || matching?.group !== undefined) return NONE;
  const [a, b] = [pinsOf(left), pinsOf(right)];
  if (operator === "or") return new Map([...a].filter(([text]) => b.has(text)));
  return new Map([...(operator === "and" ? a : matchedBy(matching, a)), ...matchedBy(matching, b)]);
}

/** The expression with matchers added to those of its selectors whose labels its series surely keep. */
function pinned(node: Expression, pins: Pins): Expression {
  if (pins.size === 0) return node;
  switch (node.type) {
    case "number":
    case "string":
      return node;
    case "vector":
      return pinnedSelector(node, pins);
    case "matrix":
      return { ...node, selector: pinnedSelector(node.selector, pins) };
    case "subquery":
    case "paren":
    case "unary":
      return { ...node, expression: pinned(node.expression, pins) };
    case "call": {
      const series = seriesArgument(node);
      if (series === undefined || !KEEPS_LABELS.test(node.function)) return node;
      return { ...node, arguments: node.arguments.map((one) => (one === series ? pinned(one, pins) : one)) };
    }
    case "aggregation": {
      const { grouping, parameter } = node;
      if (grouping?.mode !== "by" || parameter !== undefined) return node;
      const kept = filtered(pins, ({ label }) => grouping.labels.includes(label));
      return { ...node, expression: pinned(node.expression, kept) };
    }
    case "binary":
      return node.matching === undefined
        ? { ...node, left: pinned(node.left, pins), right: pinned(node.right, pins) }
        : node;
  }
}

function pinnedSelector(node: VectorSelector, pins: Pins): VectorSelector {
  return { ...node, matchers: [...new Map([...textual(node.matchers.flatMap(alternativesOf)), ...pins]).values()] };
}

/** `!~"a|b"` is `!~"a"` and `!~"b"`, so that what one side leaves out more than the other can be told. */
function alternativesOf(matcher: Matcher): readonly Matcher[] {
  const { op, value } = matcher;
  if (op !== "!~" || /[()[\]\\]/.test(value)) return [matcher];
  return value.split("|").map((alternative) => ({ ...matcher, value: alternative }));
}

function textual(matchers: readonly Matcher[]): Pins {
  return new Map(matchers.map((matcher) => [`${matcher.label}${matcher.op}${matcher.value}`, matcher]));
}

function filtered(pins: Pins, keeps: (matcher: Matcher) => boolean): Pins {
  return new Map([...pins].filter(([, matcher]) => keeps(matcher)));
}
