import { expect, it } from "vitest";
import { askOracle, describeWithOracle } from "../support/oracle.ts";
import { isFullRun } from "../support/promtool.ts";
import { randomRules } from "./random-rules.ts";
import { type OracleAnswer, ours, theirs } from "./rules-oracle.ts";

const SEEDS = Array.from({ length: isFullRun ? 300 : 10 }, (_, index) => 1_000 + index);

describeWithOracle("Prometheus' own rule manager", () => {
  it(`does the same with ${SEEDS.length} random sets of rules that read each other`, { timeout: 120_000 }, async () => {
    const cases = SEEDS.map(randomRules);
    const answers = await askOracle("rules", cases);
    const different = cases.filter(
      (one, index) => JSON.stringify(comparable(ours(one))) !== JSON.stringify(comparable(theirs(answers[index]))),
    );
    expect(different.map(({ name, rules }) => `${name}\n${rules}`)).toEqual([]);
  });
});

/** Of several problems of one evaluation, and of several pairs that do not match, Prometheus names any one. */
function comparable(answer: OracleAnswer): OracleAnswer {
  const failures = answer.failures.map((failure) =>
    JSON.stringify(failure)
      .replace(/(found duplicate series).*?(many-to-many)/, "$1 $2")
      .replace(/"(?:duplicate sample for timestamp|out of order sample).*?"/, '"refused"'),
  );
  return { ...answer, failures: [...new Set(failures)].sort() };
}
