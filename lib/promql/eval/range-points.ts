import type { Expression } from "../ast.ts";
import { compareLabels } from "../data/labels.ts";
import { EvaluationError } from "./error.ts";
import type { Evaluator } from "./evaluator.ts";
import { extendedPoints } from "./extended-points.ts";
import { SAME_LABELSET } from "./names.ts";
import { unwrapped } from "./prepare.ts";
import type { RangeSeries, RangeVector } from "./range-vector.ts";
import type { MatrixSeries, Point } from "./result.ts";

/** The points of a range vector at the one step of an instant query. Errors: `EvaluationError`. */
export function rangePoints(expression: Expression, evaluator: Evaluator): readonly MatrixSeries[] {
  const inner = unwrapped(expression);
  if (inner.type !== "matrix" && inner.type !== "subquery") {
    throw new EvaluationError(`unexpected ${inner.type} where a range vector is needed`);
  }
  const vector = evaluator.range(inner);
  const series = vector.series.map((one) => ({
    labels: one.dropName && evaluator.settings.delayedNameRemoval ? one.labels.withoutMetadata() : one.labels,
    points: pointsOf(one, vector),
  }));
  return merged(series);
}

function pointsOf(series: RangeSeries, vector: RangeVector): Point[] {
  const { floats, histograms } = series;
  const points: Point[] = [];
  for (let index = floats.from[0] ?? 0; index < (floats.to[0] ?? 0); index++) {
    points.push({ timestamp: floats.timestamps[index] as number, value: floats.values[index] as number });
  }
  const histogramPoints: Point[] = [];
  for (let index = histograms.from[0] ?? 0; index < (histograms.to[0] ?? 0); index++) {
    const value = histograms.values[index];
    if (value !== undefined) histogramPoints.push({ timestamp: histograms.timestamps[index] as number, value });
  }
  if (vector.extension === undefined) {
    return [...points, ...histogramPoints].sort((a, b) => a.timestamp - b.timestamp);
  }
  if (histogramPoints.length > 0) {
    throw new EvaluationError(`${vector.extension} modifier is not supported with histograms`);
  }
  return extendedPoints(points, vector.startOf(0), vector.endOf(0), vector.extension);
}

/** Series whose names were dropped may have become the same. */
function merged(series: readonly { labels: MatrixSeries["labels"]; points: Point[] }[]): readonly MatrixSeries[] {
  const byKey = new Map<string, { labels: MatrixSeries["labels"]; points: Point[] }>();
  for (const one of [...series].sort((a, b) => compareLabels(a.labels, b.labels))) {
    const known = byKey.get(one.labels.key);
    if (known === undefined) {
      byKey.set(one.labels.key, one);
      continue;
    }
    const points = [...known.points, ...one.points].sort((a, b) => a.timestamp - b.timestamp);
    const twice = points.some((point, index) => point.timestamp === points[index - 1]?.timestamp);
    if (twice) throw new EvaluationError(SAME_LABELSET);
    byKey.set(one.labels.key, { labels: known.labels, points });
  }
  return [...byKey.values()];
}
