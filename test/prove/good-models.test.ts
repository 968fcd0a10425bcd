import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSystem } from "../../lib/compile/read-system.ts";
import { proveSystem } from "../../lib/prove/prove-system.ts";
import { resultsOf } from "../../lib/prove/tally.ts";
import { isFullRun } from "../support/promtool.ts";

const GOOD = join(import.meta.dirname, "../fixtures/good");

describe.runIf(isFullRun)("proofs of models that are evaluated every 30 seconds", () => {
  it.each([
    ["first", 355],
    ["people", 193],
    ["cluster", 195],
  ])("%s: nothing is refuted of %i obligations, whose worlds last as long as recordings need", (name, obligations) => {
    const { system, compilation } = readSystem(readFileSync(join(GOOD, `${name}.yaml`), "utf8"), `${name}.yaml`);
    if (system === undefined || compilation === undefined) throw new Error("the model is refused");
    const results = resultsOf(proveSystem(system, compilation));
    expect(results.filter(({ verdict }) => verdict !== "PROVED").map(({ says }) => says)).toEqual([]);
    expect(results).toHaveLength(obligations);
  });
});
