import { describe, expect, it } from "vitest";
import { describeWithAmtool, findAmtool } from "../support/find-amtool.ts";
import { isFullRun } from "../support/promtool.ts";
import { amtoolAnswers, differencesIn, ourAnswer } from "./ask-amtool.ts";
import { routeCases } from "./random-tree.ts";

const CASES = 1_000;

describe("random routing trees", () => {
  it("reach several receivers in at least a tenth of 200 cases, and are refused in less than a quarter", () => {
    const answers = routeCases(200, 7).map(ourAnswer);
    expect(answers.filter((answer) => answer.includes(",")).length).toBeGreaterThan(20);
    expect(answers.filter((answer) => answer === "refused").length).toBeLessThan(50);
  });
});

describe.skipIf(!isFullRun)("routing against the real amtool (in full runs: 1,000 processes)", () => {
  describeWithAmtool("amtool config routes test", () => {
    it(`gives the same receivers in ${CASES} of ${CASES} random trees and label sets`, {
      timeout: 300_000,
    }, async () => {
      const cases = routeCases(CASES, 1);
      expect(differencesIn(cases, await amtoolAnswers(findAmtool() ?? "", cases))).toEqual([]);
    });
  });
});
