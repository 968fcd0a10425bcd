import { beforeAll, expect, it } from "vitest";
import { describeWithOracle } from "../../../support/oracle.ts";
import { isFullRun } from "../../../support/promtool.ts";
import { type Asked, ours, type Query, theirs } from "./beside-oracle.ts";
import { CASES } from "./oracle-cases.ts";
import { randomCases } from "./random-cases.ts";

const RANGE = { start: 60_000, end: 300_000, step: 60_000 };

describeWithOracle("functions beside Prometheus' own engine", () => {
  const asked = CASES.flatMap(({ name, rows, queries }) =>
    [false, true].map((delayedNameRemoval) => ({
      name: `${name}, names dropped ${delayedNameRemoval ? "late" : "at once"}`,
      ...{ rows, delayedNameRemoval, queries: queries.flatMap(bothWays) },
    })),
  );
  let answers: readonly (readonly unknown[])[] = [];

  beforeAll(async () => {
    answers = await theirs(asked);
  });

  for (const [index, one] of asked.entries()) {
    it(one.name, () => {
      expect(ours(one)).toEqual(answers[index]);
    });
  }

  it.runIf(isFullRun)("any function over any series", async () => {
    const cases: readonly Asked[] = randomCases(100, 20);
    const expected = await theirs(cases);
    for (const [index, one] of cases.entries()) expect(ours(one)).toEqual(expected[index]);
  });
});

/** As instant query at the end and as range query. */
function bothWays(expr: string): readonly Query[] {
  return [
    { expr, start: RANGE.end, end: RANGE.end, step: 0 },
    { expr, ...RANGE },
  ];
}
