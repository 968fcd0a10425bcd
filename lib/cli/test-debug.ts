import type { EvaluatedTest } from "../engine/unit-test/alert-checks.ts";
import { HISTOGRAM, type Series, STALE } from "../promql/data/series.ts";
import { valueText } from "./test-value.ts";

/** Every sample that a test left, those of its input and those of its rules. */
export function debugText(name: string, { storage, test }: EvaluatedTest): string {
  const lines = [...storage.all()].map((series) => `DEBUG:   ${series.labels} =>${samplesText(series, test.start)}`);
  return [`DEBUG: All data of the test ${name}:`, ...lines.sort(), ""].join("\n");
}

function samplesText(series: Series, start: number): string {
  let text = "";
  for (let index = 0; index < series.length; index++) {
    const seconds = ((series.timestamps[index] ?? 0) - start) / 1_000;
    text += ` ${sampleText(series, index)}@${seconds}`;
  }
  return text;
}

function sampleText(series: Series, index: number): string {
  const kind = series.kindAt(index);
  if (kind === STALE) return "stale";
  const histogram = kind === HISTOGRAM ? series.histograms?.[index] : undefined;
  return valueText(histogram ?? series.values[index] ?? Number.NaN);
}
