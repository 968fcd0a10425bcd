import { describe, expect, it } from "vitest";
import { PromqlError } from "../../../lib/promql/error.ts";
import { parseMetric } from "../../../lib/promql/notation/metric.ts";
import type { SequenceValue } from "../../../lib/promql/notation/sequence-value.ts";
import { parseSeries } from "../../../lib/promql/notation/series.ts";
import { askOracle, describeWithOracle } from "../../support/oracle.ts";

function shown(value: SequenceValue): string {
  switch (value.kind) {
    case "omitted":
      return "_";
    case "stale":
      return "stale";
    case "float":
      return `${value.value}`;
    case "histogram":
      return `sum ${value.histogram.sum}`;
  }
}

function values(text: string): string {
  return parseSeries(`foo ${text}`).values.map(shown).join(" ");
}

function refusal(text: string): string {
  try {
    parseSeries(text);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return `${error.position.line}:${error.position.column}: parse error: ${error.detail}`;
  }
  return "";
}

describe("the series notation", () => {
  it.each([
    ["1 2 3.5 -1", "1 2 3.5 -1"],
    ["1x3", "1 1 1 1"],
    ["1+2x3", "1 3 5 7"],
    ["10-5x2", "10 5 0"],
    ["-1-1x2", "-1 -2 -3"],
    ["_ _x3 1", "_ _ _ _ 1"],
    ["NaN Inf -Inf +Inf", "NaN Infinity -Infinity Infinity"],
    ["stale 1 stale+1x1", "stale 1 stale NaN"],
    ["010 08 0x3", "8 8 0 0 0 0"],
    ["", ""],
  ])("reads %s as %s", (text, expected) => {
    expect(values(text)).toBe(expected);
  });

  it("adds again and again: 0.1 added 10 times to 0 is not quite 1", () => {
    expect(values("0+0.1x10").split(" ").at(-1)).toBe("0.9999999999999999");
  });

  it("reads labels, quoted names and a comma at the end", () => {
    expect(parseSeries('up{job="a",} 1').labels.toString()).toBe('up{job="a"}');
    expect(parseMetric('{"http.requests", a="b"}').toRecord()).toEqual({ __name__: "http.requests", a: "b" });
    expect(parseMetric("{}").names).toEqual([]);
  });
});

const REFUSED = [
  "foo 1 bar",
  "foo 1 by",
  "foo stalex1",
  "foo 1x1.5",
  "foo 1x-1",
  "foo 1+2",
  "foo 1.5.2",
  "foo 1 2 $",
  'foo {a="b"} 1',
  'foo{a=~"b"} 1',
  "foo{,} 1",
  "foo _5",
  "1 2",
  "on 1",
  "foo {{sum:1 sum:2}}",
  "foo {{foo:1}}",
  "foo {{sum 1}}",
  "foo {{buckets:[1,2]}}",
  "foo {{schema:1.5}}",
  "foo {{schema:2}}+{{schema:1}}x3",
  "foo {{sum:1}",
] as const;

describe("a series that cannot be read", () => {
  it.each([
    ["foo 1 bar", '1:7: parse error: unexpected identifier "bar" in series values, expected number or "stale"'],
    ["foo 1+2", "1:8: parse error: unexpected end of input in series values"],
    ["foo {{sum:1 sum:2}}", '1:1: parse error: duplicate key "sum" in histogram'],
  ])("%s is refused: %s", (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });
});

describeWithOracle("the series notation beside Prometheus' own parser", () => {
  it("refuses the same texts with the same words at the same places", async () => {
    const answers = await askOracle(
      "series",
      REFUSED.map((text) => ({ text })),
    );
    const theirs = answers.map((answer) => (answer as { readonly error?: string }).error);
    expect(REFUSED.map(refusal)).toEqual(theirs);
  });
});
