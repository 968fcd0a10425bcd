import { expect, it } from "vitest";
import { parserCases } from "../../scripts/parser-differential/cases.ts";
import { difference, type ParserAnswer } from "../../scripts/parser-differential/compare.ts";
import { askOracle, describeWithOracle } from "../support/oracle.ts";
import { isFullRun } from "../support/promtool.ts";

const CASES = isFullRun ? 20_000 : 1_500;

describeWithOracle("Prometheus' own parser", () => {
  it(`reads ${CASES} random expressions, half of them broken, to the same trees, texts and errors`, async () => {
    const cases = parserCases(CASES, 31);
    const answers = (await askOracle("parse", cases)) as readonly ParserAnswer[];
    expect(answers).toHaveLength(CASES);
    const accepted = answers.filter(({ error }) => error === undefined).length;
    // Neither only right nor only wrong ones.
    expect(accepted / CASES).toBeGreaterThan(0.3);
    expect(accepted / CASES).toBeLessThan(0.7);
    const found = cases.flatMap((one, index) => {
      const problem = difference(one, answers[index] ?? {});
      return problem === undefined ? [] : [`${JSON.stringify(one)} ${problem}`];
    });
    expect(found).toEqual([]);
  });
});
