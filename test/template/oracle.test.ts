import { expect, it } from "vitest";
import { TemplateError } from "../../lib/template/error.ts";
import { expandOrThrow } from "../../lib/template/expand.ts";
import type { QuerySample } from "../../lib/template/function.ts";
import { askOracle, describeWithOracle } from "../support/oracle.ts";
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

function ours({ text, value }: Case): { readonly text?: string; readonly error?: string } {
  const number = value === "+Inf" ? Infinity : value === "-Inf" ? -Infinity : Number(value);
  const data = { labels: LABELS, externalLabels: EXTERNAL_LABELS, externalURL: EXTERNAL_URL, value: number };
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

describeWithOracle("templates beside Prometheus'", () => {
  it("give the same text or fail with the same words", { timeout: 60_000 }, async () => {
    const queryResults = Object.fromEntries(
      Object.entries(RESULTS).map(([expression, samples]) => [
        expression,
        samples.map(({ labels, value }) => ({ labels, value: String(value) })),
      ]),
    );
    const answers = await askOracle(
      "template",
      CASES.map(({ text, value }) => ({
        ...{ name: NAME, text, value, labels: LABELS, externalLabels: EXTERNAL_LABELS, externalURL: EXTERNAL_URL },
        ...{ timeMs: TIME_MS, queryResults },
      })),
    );
    const differing = CASES.flatMap((one, i) => {
      const own = ours(one);
      const theirs = answers[i] as typeof own;
      return own.text === theirs.text && own.error === theirs.error ? [] : [{ ...one, own, theirs }];
    });
    expect(differing).toEqual([]);
  });
});
