import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { systems } from "../../stacks/index.ts";
import { describeWithPromtool, isFullRun, promtoolCheckRules, promtoolTestRules } from "../support/promtool.ts";

const files = systems.flatMap(({ name }) => readdirSync(`rules/${name}`).map((file) => `rules/${name}/${file}`));
const tests = files.filter((file) => file.endsWith(".test.yml"));

// Scenarios with a step of their own last a week; the inner loop leaves them out.
const isShort = (file: string): boolean => !/\.\d+s\.test\.yml$/.test(file);
const chosen = isFullRun ? tests : tests.filter(isShort);
const rules = files.filter((file) => file.endsWith(".rules.yml"));

describeWithPromtool("the committed rules", () => {
  it("load in Prometheus without a complaint", async () => {
    expect(rules.length).toBeGreaterThan(50);
    expect(await promtoolCheckRules(rules)).toMatchObject({ ok: true });
  });

  // Both halves at once: promtool runs its files one after the other, and two cores are there.
  it.concurrent.each([0, 1])("do what their scenarios predict, half %i", async (half) => {
    const own = chosen.filter((_, index) => index % 2 === half);
    expect(own.length).toBeGreaterThan(20);
    const { ok, output } = await promtoolTestRules(own);
    expect(ok, output.slice(0, 4_000)).toBe(true);
  });

  it("have a test file for each rule file", () => {
    const tested = new Set(tests.map((file) => file.replace(/(\.\d+s)?\.test\.yml$/, "")));
    expect(rules.map((file) => file.replace(/\.rules\.yml$/, "")).filter((file) => !tested.has(file))).toEqual([]);
  });
});
