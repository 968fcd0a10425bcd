import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AGGREGATIONS, FUNCTIONS } from "../../lib/promql/functions.ts";
import type { WireAnswer } from "../../scripts/differential/case.ts";
import { difference } from "../../scripts/differential/compare-answers.ts";
import { generateCase } from "../../scripts/differential/generate-case.ts";
import { OracleSession } from "../../scripts/differential/oracle-session.ts";
import type { Profile } from "../../scripts/differential/profile.ts";
import { runDifferential, shrunk } from "../../scripts/differential/run.ts";
import { shownDifference } from "../../scripts/differential/show.ts";
import { shrink } from "../../scripts/differential/shrink.ts";
import { describeWithOracle } from "../support/oracle.ts";
import { isFullRun } from "../support/promtool.ts";

const QUERIES = isFullRun ? 2_000 : 300;

describe("generated queries", () => {
  it("are the same for the same seed and others for another", () => {
    expect(generateCase(7, "promqltest")).toEqual(generateCase(7, "promqltest"));
    expect(generateCase(8, "promqltest")).not.toEqual(generateCase(7, "promqltest"));
  });

  it("hold every function and every aggregation of Prometheus 3.15", () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 300; seed++) {
      for (const { expr } of generateCase(seed, "promqltest").queries) {
        for (const [word] of expr.matchAll(/[a-z_0-9]+/g)) seen.add(word);
      }
    }
    expect([...FUNCTIONS.keys(), ...AGGREGATIONS.keys()].filter((name) => !seen.has(name))).toEqual([]);
  });
});

describe("the comparison of two answers", () => {
  const vector = (v: string): WireAnswer => ({ type: "vector", series: [{ labels: {}, points: [{ t: 0, v }] }] });

  it.each([
    ["a value that differs in the eighth digit", vector("1"), vector("1.00000001")],
    ["NaN instead of a number", vector("NaN"), vector("1")],
    ["infinity instead of a number", vector("+Inf"), vector("1e300")],
    ["infinity of the other sign", vector("+Inf"), vector("-Inf")],
    ["an error instead of a result", { error: "x" }, vector("1")],
    ["another error", { error: "x" }, { error: "y" }],
    ["a warning that is missing", vector("1"), { ...vector("1"), warnings: ["x"] }],
    ["a point at another time", vector("1"), { type: "vector", series: [{ labels: {}, points: [{ t: 1, v: "1" }] }] }],
    ["other labels", vector("1"), { type: "vector", series: [{ labels: { a: "b" }, points: [{ t: 0, v: "1" }] }] }],
  ])("sees %s", (_, ours, theirs) => {
    expect(difference("up", ours, theirs)).toBeDefined();
  });

  it("does not see a billionth, nor the order of what is not sorted", () => {
    expect(difference("up", vector("1"), vector("1.0000000001"))).toBeUndefined();
  });
});

describe("shrinking a difference", () => {
  it("leaves one series, one sample and the part of the query that matters", async () => {
    const whole = {
      ...generateCase(1, "promqltest"),
      queries: [{ expr: "sum(abs(up)) + 1", start: 0, end: 600, step: 60 }],
    };
    const small = await shrink(whole, async ({ queries, series }) => {
      return (queries[0]?.expr ?? "").includes("up") && series.some(({ samples }) => samples.length > 0);
    });
    expect(small.queries).toEqual([{ expr: "up", start: 0, end: 0, step: 0 }]);
    expect(small.series.map(({ samples }) => samples.length)).toEqual([1]);
  });
});

describeWithOracle("queries that nobody wrote", () => {
  let oracle: OracleSession | undefined;
  beforeAll(() => {
    oracle = new OracleSession();
  });
  afterAll(() => oracle?.close());

  it.each(["promqltest", "prometheus"] satisfies Profile[])(
    "have the same answers as in Prometheus' own engine, profile %s",
    async (profile) => {
      if (oracle === undefined) throw new Error("no oracle");
      const { differences, empty, queries } = await runDifferential(oracle, { queries: QUERIES, seed: 1, profile });
      const [first] = differences;
      expect(first === undefined ? "" : shownDifference(await shrunk(oracle, first), profile)).toBe("");
      // Queries without a result would show nothing.
      expect(empty).toBeLessThan(queries / 2);
    },
    60_000,
  );
});
