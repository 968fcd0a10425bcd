import { compareLabels, type Labels } from "../../lib/promql/data/labels.ts";
import type { InstantResult, MatrixSeries, SampleValue, VectorSample } from "../../lib/promql/eval/result.ts";
import { histogramNotation } from "../../lib/promql/histogram/print.ts";
import type { SequenceValue } from "../../lib/promql/notation/sequence-value.ts";
import { almostEqual } from "./almost.ts";
import type { EvalCommand, Expectation } from "./command.ts";
import { Mismatch } from "./problem.ts";
import { sameHistogram } from "./same-histogram.ts";

/** Throws a `Mismatch` where a result is not what the command expects. */
export function compareResult(command: EvalCommand, result: InstantResult): void {
  const { expectation } = command;
  switch (result.type) {
    case "scalar":
      compareScalar(expectation, result.value);
      break;
    case "string":
      if (result.value !== expectation.string) {
        throw new Mismatch(JSON.stringify(expectation.string), JSON.stringify(result.value));
      }
      break;
    case "vector":
      compareVector(expectation, result.samples);
      break;
    case "matrix":
      compareMatrix(command, result.series);
      break;
  }
}

function compareScalar({ scalar, text }: Expectation, value: number): void {
  if (scalar === undefined) throw new Mismatch(text, `a scalar, ${value}`);
  if (scalar.kind !== "float" || !almostEqual(scalar.value, value)) throw new Mismatch(shown(scalar), `${value}`);
}

function compareVector({ scalar, series, lines, text }: Expectation, samples: readonly VectorSample[]): void {
  if (scalar !== undefined) throw new Mismatch(text, `a vector, ${samples.map(shownSample).join("; ")}`);
  const seen = new Set<string>();
  for (const [index, sample] of samples.entries()) {
    const expected = series.get(sample.labels.key);
    if (expected === undefined) throw new Mismatch(text, `also ${shownSample(sample)}`);
    if (lines.ordered.length > 0 && expected.position !== index + 1) {
      throw new Mismatch(`${sample.labels.toString()} at position ${expected.position}`, `it at ${index + 1}`);
    }
    const [wanted = { kind: "omitted" } as const] = expected.values;
    if (!isSame(wanted, sample.value)) {
      throw new Mismatch(`${sample.labels.toString()} ${shown(wanted)}`, shownValue(sample.value));
    }
    seen.add(sample.labels.key);
  }
  requireAll(series, seen);
}

function compareMatrix({ expectation, start, end, step }: EvalCommand, matrix: readonly MatrixSeries[]): void {
  const { scalar, series, lines, text } = expectation;
  if (lines.ordered.length > 0) throw new Mismatch("an ordered result", "a range vector");
  if (scalar !== undefined) throw new Mismatch(text, "a range vector");
  requireSorted(matrix);
  const seen = new Set<string>();
  for (const { labels, points } of matrix) {
    const expected = series.get(labels.key);
    if (expected === undefined) {
      throw new Mismatch(text, `also ${labels.toString()} ${points.map((point) => shownValue(point.value)).join(" ")}`);
    }
    seen.add(labels.key);
    const wanted = expected.values
      .map((value, index) => ({ value, timestamp: start + index * step }))
      .filter(({ value }) => value.kind !== "omitted");
    const beyond = expected.values.length > 0 && start + (expected.values.length - 1) * step > end;
    const same =
      !beyond &&
      wanted.length === points.length &&
      wanted.every(({ value, timestamp }, index) => {
        const point = points[index];
        return point !== undefined && point.timestamp === timestamp && isSame(value, point.value);
      });
    if (same) continue;
    throw new Mismatch(
      `${labels.toString()} ${wanted.map(({ value, timestamp }) => `${shown(value)}@${timestamp}`).join(" ")}`,
      points.map((point) => `${shownValue(point.value)}@${point.timestamp}`).join(" "),
    );
  }
  requireAll(series, seen);
}

/** Throws a `Mismatch` where a range vector is not sorted by its labels. */
export function requireSorted(matrix: readonly { readonly labels: Labels }[]): void {
  for (const [index, one] of matrix.entries()) {
    const next = matrix[index + 1];
    if (next !== undefined && compareLabels(one.labels, next.labels) > 0) {
      throw new Mismatch("series sorted by their labels", `${one.labels.toString()} before ${next.labels.toString()}`);
    }
  }
}

function requireAll(series: Expectation["series"], seen: ReadonlySet<string>): void {
  for (const [key, { labels, values }] of series) {
    if (!seen.has(key)) throw new Mismatch(`${labels.toString()} ${values.map(shown).join(" ")}`, "no such series");
  }
}

function isSame(wanted: SequenceValue, value: SampleValue): boolean {
  if (wanted.kind === "histogram") {
    return typeof value === "object" && sameHistogram(wanted.histogram, value, wanted.hintGiven);
  }
  if (typeof value === "object" || wanted.kind === "stale") return false;
  return almostEqual(wanted.kind === "float" ? wanted.value : 0, value);
}

function shownSample({ labels, value }: VectorSample): string {
  return `${labels.toString()} ${shownValue(value)}`;
}

function shownValue(value: SampleValue): string {
  return typeof value === "object" ? histogramNotation(value) : `${value}`;
}

function shown(value: SequenceValue): string {
  switch (value.kind) {
    case "omitted":
      return "_";
    case "stale":
      return "stale";
    case "float":
      return `${value.value}`;
    case "histogram":
      return histogramNotation(value.histogram);
  }
}
