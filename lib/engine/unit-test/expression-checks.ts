import type { Storage } from "../../promql/data/storage.ts";
import { PromqlError } from "../../promql/error.ts";
import { EvaluationError } from "../../promql/eval/error.ts";
import { instantQuery, type QueryOptions } from "../../promql/eval/query.ts";
import type { SampleValue } from "../../promql/eval/result.ts";
import { parseSeries } from "../../promql/notation/series.ts";
import { sameSamples } from "./equal.ts";
import { readExpectedLabels } from "./expected-labels.ts";
import { parseErrorText, parseForEngine } from "./promtool-engine.ts";
import type { Check, SampleShape } from "./result.ts";
import type { ExpressionTest } from "./test-file.ts";

/** What an expression is evaluated over. Units: milliseconds. */
export interface ExpressionContext {
  readonly storage: Storage;
  /** Start of the test. */
  readonly start: number;
  readonly options: QueryOptions;
  /** Floats next to each other are equal. */
  readonly fuzzy: boolean;
}

/** Compares what an expression gives with the expected samples. */
export function checkExpression(context: ExpressionContext, wanted: ExpressionTest): Check {
  const { expression, evalTime } = wanted;
  const check = { kind: "expression", expression, evalTime } as const;
  let got: readonly SampleShape[] = [];
  try {
    got = samplesOf(context, wanted);
    const expected = wanted.expected.map(expectedSample);
    return { ...check, passed: sameSamples(expected, got, context.fuzzy), error: undefined, expected, got };
  } catch (error) {
    return { ...check, passed: false, error: wordsOf(error), expected: [], got };
  }
}

function samplesOf({ storage, start, options }: ExpressionContext, wanted: ExpressionTest): readonly SampleShape[] {
  const result = instantQuery(storage, parseForEngine(wanted.expression), start + wanted.evalTime, options);
  if (result.type === "scalar") return [{ labels: [], value: result.value }];
  if (result.type !== "vector") throw new EvaluationError("rule result is not a vector or scalar");
  return result.samples.map(({ labels, value }) => ({ labels: labels.entries(), value }));
}

function expectedSample(sample: ExpressionTest["expected"][number]): SampleShape {
  try {
    const labels = readExpectedLabels(sample.labels);
    if (sample.histogram === undefined || sample.histogram === "") return { labels, value: sample.value };
    return { labels, value: expectedHistogram(sample.histogram, sample.value) };
  } catch (error) {
    if (!(error instanceof PromqlError || error instanceof EvaluationError)) throw error;
    throw new EvaluationError(`labels ${JSON.stringify(sample.labels)}: ${wordsOf(error)}`);
  }
}

function expectedHistogram(text: string, beside: number): SampleValue {
  const { values } = parseSeries(`{} ${text}`);
  const [value] = values;
  if (values.length !== 1 || value === undefined) throw new EvaluationError(`expected 1 value, got ${values.length}`);
  if (value.kind !== "histogram") throw new EvaluationError(`expected histogram, got ${text.trim()}`);
  // promtool compares the value beside a histogram too, which is 0 in every result.
  if (beside !== 0) throw new EvaluationError(`a histogram has no value, but value is ${beside}`);
  return value.histogram;
}

function wordsOf(error: unknown): string {
  if (error instanceof PromqlError) return parseErrorText(error);
  if (error instanceof EvaluationError) return error.message;
  throw error;
}
