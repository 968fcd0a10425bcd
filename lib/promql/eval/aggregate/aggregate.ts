import type { Aggregation, SourceRange } from "../../ast.ts";
import { HISTOGRAM } from "../../data/series.ts";
import { HistogramAccumulator } from "../../histogram/accumulator.ts";
import { HistogramMean } from "../../histogram/mean.ts";
import type { Column } from "../column.ts";
import { EvaluationError } from "../error.ts";
import type { Evaluator } from "../evaluator.ts";
import { countValues } from "./count-values.ts";
import { count, type Fold, group, max, min, stddev, stdvar } from "./folds.ts";
import { type Group, groupColumns, groupResult } from "./grouping.ts";
import { type Gatherer, gatherHistograms, hasHistogram } from "./histograms.ts";
import { checkCount, checkQuantile, checkRatio, parameterOf } from "./parameter.ts";
import { foldQuantile } from "./quantile.ts";
import { selectExtremes, selectFirst, selectRatio } from "./selection.ts";
import { averageFloats, sumFloats } from "./sum.ts";

/**
 * Evaluates an aggregation at all steps. At a single step the columns come in the order Prometheus gives: groups as they first
 * come up, `topk` and `bottomk` by value within them. Errors: `EvaluationError` for parameters that Prometheus refuses.
 */
export function evaluateAggregation(node: Aggregation, evaluator: Evaluator): Column[] {
  switch (node.operator) {
    case "sum":
      return summarize(node, evaluator, sumFloats, HistogramAccumulator);
    case "avg":
      return summarize(node, evaluator, averageFloats, HistogramMean);
    case "count":
      return perGroupOf(node, evaluator, count);
    case "group":
      return perGroupOf(node, evaluator, group);
    case "min":
      return foldFloats(node, evaluator, min);
    case "max":
      return foldFloats(node, evaluator, max);
    case "stddev":
      return foldFloats(node, evaluator, stddev);
    case "stdvar":
      return foldFloats(node, evaluator, stdvar);
    case "quantile":
      return quantile(node, evaluator);
    case "count_values":
      return countValues(node, evaluator);
    case "topk":
    case "bottomk":
    case "limitk":
    case "limit_ratio":
      return select(node, evaluator);
  }
  throw new EvaluationError(`expected aggregation operator but got "${node.operator}"`);
}

function foldFloats(node: Aggregation, evaluator: Evaluator, write: Fold): Column[] {
  return perGroupOf(node, evaluator, (members, output) => {
    informOfIgnored(node.operator, members, node.expression.source, evaluator);
    write(members, output);
  });
}

function summarize(node: Aggregation, evaluator: Evaluator, write: Fold, gatherer: Gatherer): Column[] {
  const remarking = { annotations: evaluator.annotations, source: node.expression.source };
  return perGroupOf(node, evaluator, (members, output) => {
    write(members, output);
    gatherHistograms(members, output, gatherer, remarking);
  });
}

function quantile(node: Aggregation, evaluator: Evaluator): Column[] {
  const parameter = parameterOf(node, evaluator);
  const groups = groupColumns(evaluator.vector(node.expression), node.grouping);
  checkQuantile(parameter, node, evaluator);
  return perGroup(groups, evaluator, (members, output) => {
    informOfIgnored(node.operator, members, node.expression.source, evaluator);
    foldQuantile(members, output, parameter.values);
  });
}

function perGroupOf(node: Aggregation, evaluator: Evaluator, write: Fold): Column[] {
  return perGroup(groupColumns(evaluator.vector(node.expression), node.grouping), evaluator, write);
}

function perGroup(groups: readonly Group[], evaluator: Evaluator, write: Fold): Column[] {
  return groups.flatMap((one) => {
    const result = groupResult(one, evaluator.steps.count, (output) => write(one.members, output));
    return result === undefined ? [] : [result];
  });
}

function select(node: Aggregation, evaluator: Evaluator): Column[] {
  const parameter = parameterOf(node, evaluator);
  const groups = groupColumns(evaluator.vector(node.expression), node.grouping);
  if (node.operator === "limit_ratio") {
    return checkRatio(parameter, node, evaluator) ? selectRatio(groups, parameter.values) : [];
  }
  if (!checkCount(parameter)) return [];
  if (node.operator === "limitk") return selectFirst(groups, parameter.values);
  informOfUnranked(node, groups, parameter.values, evaluator);
  return selectExtremes(groups, parameter.values, node.operator === "topk" ? 1 : -1);
}

/** Histograms cannot be ranked; a step that keeps no series does not even look at them. */
function informOfUnranked(node: Aggregation, groups: readonly Group[], limits: Float64Array, evaluator: Evaluator) {
  for (const { members } of groups) {
    const ignored = members.filter((member) =>
      member.kinds.some((kind, step) => kind === HISTOGRAM && (limits[step] ?? 0) >= 1),
    );
    informOfIgnored(node.operator, ignored, node.source, evaluator);
  }
}

function informOfIgnored(
  operator: string,
  members: readonly Column[],
  source: SourceRange | undefined,
  { annotations }: Evaluator,
): void {
  if (members.some(hasHistogram)) annotations.inform(`ignored histogram in ${operator} aggregation`, source);
}
