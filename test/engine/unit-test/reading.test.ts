import { describe, expect, it } from "vitest";
import { documentsOf } from "../../../lib/engine/unit-test/documents.ts";
import { sameSamples } from "../../../lib/engine/unit-test/equal.ts";
import { readExpectedLabels } from "../../../lib/engine/unit-test/expected-labels.ts";
import { readStartTime } from "../../../lib/engine/unit-test/start-time.ts";
import { repeatedLabel, writtenLabels } from "../../../lib/engine/unit-test/written-labels.ts";

describe("the start of a test", () => {
  it.each([
    ["1700000000", 1_700_000_000_000],
    ["1.5e3", 1_500_000],
    ["-0.25", -250],
    ["2024-01-01T00:00:00Z", 1_704_067_200_000],
    ["2024-01-01T02:00:00.5+02:00", 1_704_067_200_500],
    ["0001-01-01T00:00:00Z", 0],
  ])("%s is %i ms", (text, time) => {
    expect(readStartTime(text)).toBe(time);
  });

  it.each(["", "yesterday", "2023-02-29T00:00:00Z", "2024-01-01 00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01"])(
    "%j is none",
    (text) => {
      expect(readStartTime(text)).toBeUndefined();
    },
  );
});

describe("documents of a file", () => {
  it("keep their lines", () => {
    expect(documentsOf("a: 1\n---\nb: 2\n")).toEqual([{ text: "a: 1" }, { text: "\n---\nb: 2\n" }]);
  });

  it("begin with their comments and directives", () => {
    expect(documentsOf("# one\n%YAML 1.2\n---\na: 1")).toHaveLength(1);
    expect(documentsOf("---\n---\na: 1")).toHaveLength(2);
  });

  it("end where three dots stand, and not within a word", () => {
    expect(documentsOf("a: 1\n...\n")).toHaveLength(1);
    expect(documentsOf("a: 1\n---b\n")).toHaveLength(1);
  });

  it("are one where nothing stands", () => {
    expect(documentsOf("")).toEqual([{ text: "" }]);
  });
});

describe("labels as they are written", () => {
  it("are kept in braces without a name, empty and repeated", () => {
    expect(writtenLabels(`{a="",b="1",b='2'}`)).toEqual([
      ["a", ""],
      ["b", "1"],
      ["b", "2"],
    ]);
  });

  it("lose the empty ones after a name, which wins", () => {
    expect(writtenLabels('m{a="",__name__="n","o",b="}"} 1 {{count:1}}')).toEqual([
      ["__name__", "m"],
      ["b", "}"],
    ]);
  });

  it("end at the name where the values are histograms", () => {
    expect(writtenLabels("m {{count:1}}")).toEqual([["__name__", "m"]]);
  });

  it("tell which of them stands twice", () => {
    expect(repeatedLabel(writtenLabels('m{a="1",b="2",a="1"}'))).toBe("a");
    expect(repeatedLabel(writtenLabels('m{a="1",b="2",a=""}'))).toBeUndefined();
  });

  it("are expected in any order, with spaces, or not at all", () => {
    expect(readExpectedLabels('m { b="2", a="1", }')).toEqual([
      ["__name__", "m"],
      ["a", "1"],
      ["b", "2"],
    ]);
    expect(readExpectedLabels("")).toEqual([]);
  });
});

describe("samples are the same", () => {
  const sample = (value: number) => [{ labels: [], value }];
  it.each([
    [0.3, 0.30000000000000004, false, true],
    [0.3, 0.2999999999999999, false, false],
    [0, -5e-324, false, true],
    [-5e-324, 0, false, true],
    [Number.MAX_VALUE, Number.POSITIVE_INFINITY, false, true],
    [1, 1, true, true],
    [0, -0, true, true],
    [Number.NaN, Number.NaN, false, false],
  ])("%d and %d: exactly %s, fuzzily %s", (one, other, exactly, fuzzily) => {
    expect([sameSamples(sample(one), sample(other), false), sameSamples(sample(one), sample(other), true)]).toEqual([
      exactly,
      fuzzily,
    ]);
  });
});
