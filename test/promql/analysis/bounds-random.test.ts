import { describe, expect, it } from "vitest";
import { Bounds } from "../../../lib/promql/analysis/bounds.ts";
import { between } from "../../../lib/promql/analysis/interval.ts";
import type { Expression } from "../../../lib/promql/ast.ts";
import { MemoryStorage } from "../../../lib/promql/data/storage.ts";
import { instantQuery } from "../../../lib/promql/eval/query.ts";
import { loadSeries } from "../../../lib/promql/notation/load.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { Chance } from "../eval/random-queries.ts";
import { randomExpression } from "./random-expressions.ts";

/** Rounding may carry a mean or a sum beyond its ends by this share. */
const ROUNDING = 1e-9;

describe("Bounds", () => {
  it("hold for the results of random expressions over values from 0 to 7.25", () => {
    const chance = new Chance(1121);
    const wrong: string[] = [];
    let told = 0;
    for (let round = 0; round < 8; round++) {
      const storage = new MemoryStorage();
      loadSeries(storage, samples(chance), { step: 60_000 });
      const bounds = new Bounds({ boundsOf: () => between(0, 7.25) });
      for (let count = 0; count < 60; count++) {
        const text = randomExpression(chance, 3);
        const expression = parse(text, { experimental: true });
        const { low, high, nan, whole } = bounds.of(expression);
        if (low > -Infinity || high < Infinity || !nan) told += 1;
        for (const value of floats(storage, expression)) {
          const slack = Number.isFinite(value) ? ROUNDING * Math.max(1, Math.abs(value)) : 0;
          const isWithin = Number.isNaN(value) ? nan : value >= low - slack && value <= high + slack;
          const isWhole = !whole || Number.isInteger(value) || !Number.isFinite(value);
          if (!isWithin || !isWhole)
            wrong.push(`${text} is ${value}, told ${low} to ${high}, NaN ${nan}, whole ${whole}`);
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(told).toBeGreaterThan(100);
  });
});

function samples(chance: Chance): string {
  const lines = ["a", "b", "c"].flatMap((name) =>
    ['{x="1"}', '{x="2",y="1"}', '{y="1"}', '{x="1",y="2"}', '{y="2"}'].map((labels) => {
      const values = Array.from({ length: 8 }, () => chance.pick(["0", "0.5", "1", "2", "3", "7.25", "_"]));
      return `${name}${labels} ${values.join(" ")}`;
    }),
  );
  return lines.join("\n");
}

function floats(storage: MemoryStorage, expression: Expression): readonly number[] {
  try {
    const result = instantQuery(storage, expression, 300_000);
    return result.type === "vector"
      ? result.samples.flatMap(({ value }) => (typeof value === "number" ? [value] : []))
      : [];
  } catch {
    return [];
  }
}
