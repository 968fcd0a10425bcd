import { expect, it } from "vitest";
import type { FloatHistogram } from "../../lib/promql/histogram/float-histogram.ts";
import { TemplateError } from "../../lib/template/error.ts";
import { expandOrThrow } from "../../lib/template/expand.ts";
import type { QuerySample } from "../../lib/template/function.ts";
import { askOracle, describeWithOracle } from "../support/oracle.ts";
import { isFullRun } from "../support/promtool.ts";
import { combinations } from "./combinations.ts";
import { CASES, type Case } from "./corpus.ts";

const NAME = "__alert_test";
const LABELS = { job: "api", instance: "host-1.example.com:9090", zone: "ü" };
const EXTERNAL_LABELS = { cluster: "eu", replica: "1" };
const EXTERNAL_URL = "https://prometheus.example.com/some%20path/";
const TIME_MS = 1_435_065_584_128;

const UP = [
  { labels: { __name__: "up", instance: "b", zone: "x" }, value: 1 },
  { labels: { __name__: "up", instance: "a", zone: "x", __value__: "str" }, value: 0.5 },
];
const RESULTS: Readonly<Record<string, readonly QuerySample[]>> = {
  up: UP,
  none: [],
  'up{job="api"}': [{ labels: {}, value: Number.NaN }],
};

const HISTOGRAM: FloatHistogram = {
  counterResetHint: "unknown",
  schema: 1,
  zeroThreshold: 0.001,
  zeroCount: 2,
  count: 12.5,
  sum: 18.4,
  positiveSpans: [{ offset: 0, length: 2 }],
  positiveBuckets: [3, 7.5],
  negativeSpans: [],
  negativeBuckets: [],
};
const HISTOGRAM_OF_GO = {
  ...{ Schema: 1, ZeroThreshold: 0.001, ZeroCount: 2, Count: 12.5, Sum: 18.4 },
  ...{ PositiveSpans: [{ Offset: 0, Length: 2 }], PositiveBuckets: [3, 7.5] },
};
const OF_HISTOGRAMS = [
  ...["$value", ".Value", "$value.Count", ".Value.Sum | humanize", '$value.Sum | printf "%.1f"', "$value.foo"],
  ...[
    "humanize $value",
    "gt $value 1.0",
    "$value.String",
    "$value.TestExpression",
    "$value.PositiveBuckets",
    "len $value",
  ],
  ...["index $value.PositiveBuckets 1", 'printf "%T %v %s" $value $value $value', "print $value 1", "html $value"],
  ...["eq $value $value", "not $value", "$value.Schema", 'printf "%T" $value.Schema', "$value.UsesCustomBuckets"],
];

function ours({ text, value }: Case, histogram?: FloatHistogram): { readonly text?: string; readonly error?: string } {
  const number = value === "+Inf" ? Infinity : value === "-Inf" ? -Infinity : Number(value);
  const data = {
    labels: LABELS,
    externalLabels: EXTERNAL_LABELS,
    externalURL: EXTERNAL_URL,
    value: histogram ?? number,
  };
  const query = (expression: string): readonly QuerySample[] => {
    const samples = RESULTS[expression];
    if (samples === undefined) throw new Error(`no result for ${expression}`);
    return samples;
  };
  try {
    return { text: expandOrThrow(NAME, text, data, { query, timeMs: TIME_MS, externalURL: EXTERNAL_URL }) };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message };
    throw error;
  }
}

/** Go prints where a value lies in memory, each time another place. */
function withoutAddresses(text: string): string {
  return text.replace(/(?:0x)?[0-9a-f]{9,12}\b/g, "ADDRESS");
}

async function differing(cases: readonly Case[], histogram?: FloatHistogram): Promise<readonly unknown[]> {
  const queryResults = Object.fromEntries(
    Object.entries(RESULTS).map(([expression, samples]) => [
      expression,
      samples.map(({ labels, value }) => ({ labels, value: String(value) })),
    ]),
  );
  const answers = await askOracle(
    "template",
    cases.map(({ text, value }) => ({
      ...{ name: NAME, text, value, labels: LABELS, externalLabels: EXTERNAL_LABELS, externalURL: EXTERNAL_URL },
      ...{ timeMs: TIME_MS, queryResults, ...(histogram === undefined ? {} : { histogram: HISTOGRAM_OF_GO }) },
    })),
  );
  return cases.flatMap((one, i) => {
    const own = ours(one, histogram);
    const theirs = answers[i] as typeof own;
    const isEqual = JSON.stringify(own) === JSON.stringify(theirs);
    return isEqual || withoutAddresses(JSON.stringify(own)) === withoutAddresses(JSON.stringify(theirs))
      ? []
      : [{ ...one, own, theirs }];
  });
}

describeWithOracle("templates beside Prometheus'", () => {
  it("give the same text or fail with the same words", { timeout: 60_000 }, async () => {
    expect(await differing(CASES)).toEqual([]);
  });

  it("agree on what is a histogram", async () => {
    const cases = OF_HISTOGRAMS.map((pipeline) => ({ text: `{{ ${pipeline} }}`, value: "0" }));
    expect(await differing(cases, HISTOGRAM)).toEqual([]);
  });

  it("agree on templates put together at random", { timeout: 60_000 }, async () => {
    const cases = combinations(isFullRun ? 10_000 : 500).map((text) => ({ text, value: "1.5" }));
    expect(await differing(cases)).toEqual([]);
  });
});
