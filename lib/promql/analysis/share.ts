import type { Aggregation, Binary, Expression, Matching } from "../ast.ts";
import { isAlike } from "./alike.ts";
import { between, exactly, hull, type Interval, isBounded, orNaN, product } from "./interval.ts";
import { bare, partOf, unfiltered } from "./part-of.ts";

interface BoundsReader {
  of(node: Expression): Interval;
}

/**
 * What the quotient of a part by its whole can be: from 0 to 1, or nothing but 1 where each series is divided by itself.
 * `undefined` where the one is not known to be a part of the other.
 */
export function shareOf({ left, right, matching }: Binary, bounds: BoundsReader): Interval | undefined {
  const [leftFactor, part] = scaled(left);
  const [rightFactor, whole] = scaled(unguarded(right));
  const factor = leftFactor / rightFactor;
  if (!(factor > 0 && factor < Infinity)) return undefined;
  const found = shareBetween(part, whole, matching, bounds);
  return found === undefined || factor === 1 ? found : product(found, exactly(factor));
}

function shareBetween(
  left: Expression,
  right: Expression,
  matching: Matching | undefined,
  bounds: BoundsReader,
): Interval | undefined {
  if (left.type === "binary" && left.operator === "or") return withFallback(left, right, matching, bounds);
  if (left.type === "binary" && left.operator === "-" && left.matching === undefined) {
    // All but a part.
    const rest = isAlike(left.left, right) ? shareBetween(bare(left.right), right, undefined, bounds) : undefined;
    if (rest !== undefined && rest.low >= 0 && rest.high <= 1)
      return orNaN(between(1 - rest.high, 1 - rest.low), rest.nan);
  }
  const direct = aggregated(left, right, matching, bounds) ?? perSeries(left, right, bounds);
  if (direct !== undefined) return direct;
  if (right.type !== "binary" || right.operator !== "+" || right.matching !== undefined) return undefined;
  for (const [one, other] of [
    [bare(right.left), right.right],
    [bare(right.right), right.left],
  ] as const) {
    const share =
      bounds.of(other).low >= 0 && bounds.of(one).low >= 0 ? shareBetween(left, one, matching, bounds) : undefined;
    if (share !== undefined && share.low >= 0 && share.high <= 1) return orNaN(between(0, 1));
  }
  return undefined;
}

/** `(part or vector(0)) / whole`. */
function withFallback(
  left: Binary,
  right: Expression,
  matching: Matching | undefined,
  bounds: BoundsReader,
): Interval | undefined {
  const fallback = bounds.of(left.right);
  const [factor, part] = scaled(left.left);
  if (factor !== 1 || fallback.low !== 0 || fallback.high !== 0 || bounds.of(right).low < 0) return undefined;
  const share = shareBetween(part, right, matching, bounds);
  return share === undefined ? undefined : orNaN(hull(share, exactly(0)));
}

/** Of a series by itself, or of a bucket by the count of its histogram. */
function perSeries(left: Expression, right: Expression, bounds: BoundsReader): Interval | undefined {
  if (left.type === "aggregation" || right.type === "aggregation") return undefined;
  switch (partOf(left, right)) {
    case "same":
    case "some": {
      const values = bounds.of(right);
      return values.low === values.high && isBounded(values) && values.low !== 0 ? exactly(1) : orNaN(exactly(1));
    }
    case "less":
      return orNaN(between(0, 1));
    default:
      return undefined;
  }
}

function aggregated(
  left: Expression,
  right: Expression,
  matching: Matching | undefined,
  bounds: BoundsReader,
): Interval | undefined {
  if (left.type !== "aggregation" || right.type !== "aggregation" || !isWithin(left, right, matching)) return undefined;
  const [leftFactor, part] = scaled(left.expression);
  const [rightFactor, whole] = scaled(right.expression);
  const factor = leftFactor / rightFactor;
  if (!(factor > 0 && factor < Infinity)) return undefined;
  const operators = `${left.operator}/${right.operator}`;
  if (operators === "sum/count" && leftFactor === 1) return mean(part, whole, isSameGrouping(left, right), bounds);
  const relation = partOf(part, whole);
  if (relation === undefined) return undefined;
  if (operators === "count/count") return relation === "less" ? undefined : between(0, 1);
  if (operators !== "sum/sum" && operators !== "max/max") return undefined;
  if (relation === "same" && isSameGrouping(left, right)) return orNaN(exactly(factor));
  return bounds.of(whole).low < 0 ? undefined : orNaN(between(0, factor));
}

/** The mean of values of all or of some series, those left out counted as zero. */
function mean(part: Expression, whole: Expression, isAll: boolean, bounds: BoundsReader): Interval | undefined {
  const core = part.type === "binary" && part.bool === true ? bare(part.left) : part;
  const relation = partOf(core, whole);
  if (relation === undefined || relation === "less") return undefined;
  const values = bounds.of(part);
  if (!isBounded(values)) return undefined;
  if (relation === "same" && isAll) return { ...values, whole: false };
  return { low: Math.min(0, values.low), high: Math.max(0, values.high), nan: values.nan, whole: false };
}

/** Whether the series of each group on the left are all in the group on the right that it is matched with. */
function isWithin(left: Aggregation, right: Aggregation, matching: Matching | undefined): boolean {
  if (left.grouping?.mode === "without" || right.grouping?.mode === "without") {
    return matching === undefined && isSameGrouping(left, right);
  }
  const finer = left.grouping?.labels ?? [];
  return (right.grouping?.labels ?? []).every(
    (label) =>
      finer.includes(label) && (matching === undefined || matching.labels.includes(label) === (matching.mode === "on")),
  );
}

function isSameGrouping(left: Aggregation, right: Aggregation): boolean {
  const text = ({ grouping }: Aggregation): string =>
    `${grouping?.mode ?? "by"} ${[...(grouping?.labels ?? [])].sort().join()}`;
  return text(left) === text(right);
}

/** An expression as a number times another expression. */
function scaled(expression: Expression): readonly [factor: number, core: Expression] {
  const node = bare(expression);
  if (node.type !== "binary" || node.matching !== undefined) return [1, node];
  const left = bare(node.left);
  const right = bare(node.right);
  if (node.operator === "*" && left.type === "number") return times(left.value, right);
  if (node.operator === "*" && right.type === "number") return times(right.value, left);
  if (node.operator === "/" && right.type === "number") return times(1 / right.value, left);
  return [1, node];
}

function times(factor: number, core: Expression): readonly [factor: number, core: Expression] {
  const [inner, rest] = scaled(core);
  return [factor * inner, rest];
}

/** The whole without what only keeps it from being zero, and without `scalar`. */
function unguarded(expression: Expression): Expression {
  const node = bare(expression);
  if (node.type === "call" && node.function === "scalar") {
    const [inner] = node.arguments;
    const core = inner === undefined ? undefined : unguarded(inner);
    return core?.type === "aggregation" && core.grouping === undefined ? core : node;
  }
  const inner = unfiltered(node);
  return inner === undefined ? node : unguarded(inner);
}
