import { describe, expect, it } from "vitest";
import { analyse } from "../../../lib/promql/analysis/analyse.ts";
import { between } from "../../../lib/promql/analysis/interval.ts";
import { bare } from "../../../lib/promql/analysis/part-of.ts";
import type { Expression } from "../../../lib/promql/ast.ts";
import { MemoryStorage } from "../../../lib/promql/data/storage.ts";
import { instantQuery } from "../../../lib/promql/eval/query.ts";
import { loadSeries } from "../../../lib/promql/notation/load.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { Chance } from "../eval/random-queries.ts";
import { randomExpression } from "./random-expressions.ts";

const COMPARED = [">", "<", ">=", "<=", "==", "!="];
const SERIES = ['{x="1"}', '{x="2",y="1"}', '{y="1"}', '{x="1",y="2"}', '{y="2"}', ""];

describe("analyse", () => {
  it("refuses no random comparison or join that gives a result, however series and operands fall", () => {
    const chance = new Chance(3);
    const wrong: string[] = [];
    let refused = 0;
    for (let round = 0; round < 8; round++) {
      const storage = new MemoryStorage();
      loadSeries(storage, samples(chance), { step: 60_000 });
      for (let count = 0; count < 50; count++) {
        const text = randomJoin(chance);
        const expression = parse(text, { experimental: true });
        const root = bare(expression);
        const findings = analyse(expression, { boundsOf: () => between(0, 3) });
        const errors = findings.filter(
          ({ code, level, node }) => level === "error" && code !== "unit-mismatch" && bare(node) === root,
        );
        if (errors.length === 0) continue;
        refused += 1;
        const results = resultCount(storage, expression);
        if (results > 0) wrong.push(`${text} has ${results} results, told ${errors[0]?.message}`);
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(refused).toBeGreaterThan(30);
  });
});

function randomJoin(chance: Chance): string {
  const operand = (): string =>
    chance.next() < 0.4
      ? chance.pick([
          'a{x="1"}',
          'b{x="2"}',
          "sum by (x) (a)",
          "sum by (y) (b)",
          "count(c)",
          'rate(a{x="1"}[3m])',
          'absent(a{x="9"})',
          'label_replace(a, "x", "9", "", "")',
          "sum(a) / sum(a)",
          'sum(a{x="1"}) / sum(a)',
          "a / a",
        ])
      : `(${randomExpression(chance, 2)})`;
  const matching = chance.pick(["", "", "on (x)", "on (x, y)", "ignoring (x)", "on (x) group_left (y)", "on ()"]);
  if (chance.next() < 0.5)
    return `${operand()} ${chance.pick(COMPARED)} ${chance.pick(["0", "1", "2", "0.5", "-1", "4"])}`;
  return `${operand()} ${chance.pick([...COMPARED, "+", "/"])} ${matching} ${operand()}`;
}

function samples(chance: Chance): string {
  return ["a", "b", "c"]
    .flatMap((name) =>
      SERIES.map((labels) => {
        const values = Array.from({ length: 8 }, () => chance.pick(["0", "0.5", "1", "2", "3", "_"]));
        return `${name}${labels} ${values.join(" ")}`;
      }),
    )
    .join("\n");
}

function resultCount(storage: MemoryStorage, expression: Expression): number {
  try {
    const result = instantQuery(storage, expression, 300_000);
    return result.type === "vector" ? result.samples.length : 0;
  } catch {
    return 0;
  }
}
