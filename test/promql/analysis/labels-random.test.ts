import { describe, expect, it } from "vitest";
import { labelsOf } from "../../../lib/promql/analysis/labels.ts";
import { mayHave } from "../../../lib/promql/analysis/labels-set.ts";
import { MemoryStorage } from "../../../lib/promql/data/storage.ts";
import { instantQuery } from "../../../lib/promql/eval/query.ts";
import { loadSeries } from "../../../lib/promql/notation/load.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { Chance, randomSeries } from "../eval/random-queries.ts";
import { randomExpression } from "./random-expressions.ts";

describe("labelsOf", () => {
  it("says nothing of random expressions that their results do not bear out", () => {
    const chance = new Chance(20261121);
    const wrong: string[] = [];
    let seen = 0;
    for (let round = 0; round < 8; round++) {
      const storage = new MemoryStorage();
      loadSeries(storage, randomSeries(chance, round % 4 === 0 ? 0.3 : 0, 8), { step: 60_000 });
      for (let count = 0; count < 60; count++) {
        const text = randomExpression(chance, 3);
        const found = resultLabels(storage, text);
        if (found.length === 0) continue;
        seen += 1;
        const labels = labelsOf(parse(text, { experimental: true }));
        for (const names of found) {
          const lost = [...labels.sure].filter((name) => !names.includes(name));
          const denied = names.filter((name) => !mayHave(labels, name));
          if (lost.length + denied.length > 0) wrong.push(`${text}: {${names}} lacks ${lost}, has ${denied}`);
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(seen).toBeGreaterThan(100);
  });
});

function resultLabels(storage: MemoryStorage, text: string): readonly (readonly string[])[] {
  try {
    const result = instantQuery(storage, text, 300_000, { experimental: true });
    return result.type === "vector" ? result.samples.map(({ labels }) => labels.names) : [];
  } catch {
    // Matching that is not unique and the like: there are no results to look at.
    return [];
  }
}
