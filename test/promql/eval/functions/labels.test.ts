import { describe, expect, it } from "vitest";
import { isNaturallyBefore } from "../../../../lib/promql/eval/functions/natural-order.ts";
import { at, over, remarksOn } from "./ask.ts";
import type { Rows } from "./rows.ts";

const ROWS: Rows = {
  'm{host="web-10"}': [3],
  'm{host="web-9"}': [Number.NaN],
  'm{host="web-1", zone="x"}': [1],
};

describe("label_replace()", () => {
  it("puts groups of the whole value into a new label and keeps what does not match", () => {
    expect(at(0, ROWS, 'label_replace(m, "n", "$1", "host", "web-(.)")')).toEqual([
      'm{host="web-10"} 3',
      'm{host="web-9", n="9"} NaN',
      'm{host="web-1", n="1", zone="x"} 1',
    ]);
  });

  it("removes a label that becomes empty, and reads a missing one as empty", () => {
    expect(at(0, ROWS, 'label_replace(m{zone="x"}, "zone", "", "nothing", "")')).toEqual(['m{host="web-1"} 1']);
  });

  it("gives a name that stays, also after a function that drops it late", () => {
    const query = 'label_replace(abs(m{zone="x"}), "__name__", "kept", "", "")';
    for (const delayedNameRemoval of [false, true]) {
      expect(at(0, ROWS, query, { delayedNameRemoval })).toEqual(['kept{host="web-1", zone="x"} 1']);
    }
  });

  it("refuses in Prometheus' words", () => {
    expect(() => at(0, ROWS, 'label_replace(m, "a", "", "b", "(")')).toThrow(
      "invalid regular expression in label_replace(): (",
    );
    expect(() => at(0, ROWS, 'label_replace(m, "", "", "b", "")')).toThrow(
      "invalid destination label name in label_replace(): ",
    );
    expect(() => at(0, ROWS, 'label_replace(m, "host", "same", "", "")')).toThrow(
      "vector cannot contain metrics with the same labelset",
    );
  });
});

describe("label_join()", () => {
  it("joins values with missing ones as empty", () => {
    expect(at(0, ROWS, 'label_join(m{zone="x"}, "to", "/", "zone", "none", "host")')).toEqual([
      'm{host="web-1", to="x//web-1", zone="x"} 1',
    ]);
  });

  it("refuses an empty source", () => {
    expect(() => at(0, ROWS, 'label_join(m, "to", "/", "")')).toThrow("invalid source label name in label_join(): ");
  });
});

describe("sorting", () => {
  const hosts = (query: string): readonly string[] =>
    at(0, ROWS, query).map((line) => line.replace(/.*"(web-\d+)".*/, "$1"));

  it("puts NaN last, upwards and downwards", () => {
    expect(hosts("sort(m)")).toEqual(["web-1", "web-10", "web-9"]);
    expect(hosts("sort_desc(m)")).toEqual(["web-10", "web-1", "web-9"]);
  });

  it("counts digits as numbers: 9 before 10", () => {
    expect(hosts('sort_by_label(m, "host")')).toEqual(["web-1", "web-9", "web-10"]);
    expect(hosts('sort_by_label_desc(m, "host")')).toEqual(["web-10", "web-9", "web-1"]);
    expect(isNaturallyBefore("a2b10", "a2b9")).toBe(false);
    expect(isNaturallyBefore("a2", "a2b")).toBe(true);
    expect(isNaturallyBefore("", "a")).toBe(false);
    expect(isNaturallyBefore("99999999999999999999", "9")).toBe(false);
  });

  it("warns where it has no effect, in a range query", () => {
    expect(over(1, ROWS, "sort(m)")).toHaveLength(3);
    expect(remarksOn(ROWS, "max_over_time(sort(m)[2m:1m])")).toEqual([
      "PromQL warning: sort is ineffective for range queries since results are always ordered by labels (1:15)",
    ]);
    expect(remarksOn(ROWS, "sort(m)")).toEqual([]);
  });
});
