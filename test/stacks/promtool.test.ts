import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { systems } from "../../stacks/index.ts";
import { describeWithPromtool, isFullRun, promtoolCheckRules, promtoolTestRules } from "../support/promtool.ts";

const files = systems.flatMap(({ name }) => readdirSync(`rules/${name}`).map((file) => `rules/${name}/${file}`));
const tests = files.filter((file) => file.endsWith(".test.yml"));

const rules = files.filter((file) => file.endsWith(".rules.yml"));

describeWithPromtool("the committed rules", () => {
  it("load in Prometheus without a complaint", async () => {
    expect(rules.length).toBeGreaterThan(50);
    expect(await promtoolCheckRules(rules)).toMatchObject({ ok: true });
  });

  // `burnline test` runs them in the inner loop. Both halves at once: promtool runs its files one after the other.
  (isFullRun ? it.concurrent : it.skip).each([0, 1])(
    "do what their scenarios predict, half %i",
    { timeout: 600_000 },
    async (half) => {
      const own = tests.filter((_, index) => index % 2 === half);
      expect(own.length).toBeGreaterThan(20);
      const { ok, output } = await promtoolTestRules(own);
      expect(ok, output.slice(0, 4_000)).toBe(true);
    },
  );

  it("have a test file for each rule file", () => {
    const tested = new Set(tests.map((file) => file.replace(/(\.[\dhms]+)?\.test\.yml$/, "")));
    expect(rules.map((file) => file.replace(/\.rules\.yml$/, "")).filter((file) => !tested.has(file))).toEqual([]);
  });
});
