import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import { above, minutes, objective, percent, saturation, unguarded } from "../../lib/index.ts";
import { trialsOf } from "../../lib/prove/evidence.ts";
import { proveGroup } from "../../lib/prove/prove-group.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import type { Counterexample } from "../../lib/prove/verdict.ts";
import { judged, rewritten } from "../support/proving.ts";
import { errors, NO_BURN_RATE, poolLimit, poolUsed, shop, UNWATCHED } from "../support/shop.ts";

const plain = { ...errors, burnRate: NO_BURN_RATE };
const tier = above(percent(5), { over: minutes(5), for: minutes(2), severity: "page" });

/** What refutes an obligation of the first alert of a part, with its rules changed or as they are. */
async function refuting(
  system: ReturnType<typeof shop>,
  part: string,
  obligation: string,
  change: readonly [from: string, to: string] = ["", ""],
): Promise<{ readonly shown: Counterexample | undefined; readonly fails: boolean }> {
  const { groups, bundle } = compile(system);
  const group = groups.find((one) => one.part === part);
  const files = bundle.ruleFiles.filter(({ name }) => name === `api.${part}`);
  const mutation = rewritten(...change);
  const data = {
    groups: files.flatMap((file) => file.groups.map((one) => ({ ...one, rules: one.rules.map(mutation) }))),
  };
  const rules = readRuleGroups(data);
  if (group === undefined || !rules.ok || rules.value[0] === undefined) throw new Error("no rules");
  const [results] = proveGroup(trialsOf(subjectOf(group, system)), rules.value[0]);
  const shown = results?.results.find((result) => result.obligation === obligation)?.counterexample;
  const head = `rule_files: [${part}.rules.yml]\nevaluation_interval: 1m\ntests:\n`;
  const test = `${head}${(shown?.test ?? "").replaceAll(/^/gm, "  ")}`;
  const verdict = await judged(
    new Map([
      [`${part}.rules.yml`, toYaml(data)],
      [`${part}.test.yml`, test],
    ]),
    part,
  );
  return { shown, fails: !verdict.ok };
}

describe("a counterexample", () => {
  const system = shop([{ ...plain, tiers: [tier] }]);

  it("of a threshold of 6 % instead of 5 % says so, marks the evaluation, and is a promtool test that fails", async () => {
    const { shown, fails } = await refuting(system, "errors", "fires-just-above", ["> 0.05", "> 0.06"]);
    expect(shown?.says).toMatch(/^ApiErrors is (inactive|pending) at \d+m and should be (pending|firing)$/);
    expect(shown?.timeline.filter(({ expected, found }) => expected !== found).length).toBeGreaterThan(0);
    expect(shown?.timeline.every(({ threshold }) => threshold === 0.05)).toBe(true);
    expect(shown?.series.every(({ values }) => values !== "")).toBe(true);
    expect(fails).toBe(true);
  });

  it("of one instance of several shows that instance, and not how many there are", async () => {
    const kept = objective("pool", {
      indicator: saturation({ used: poolUsed, capacity: poolLimit, by: ["pod"] }),
      tiers: [above(percent(80), { for: minutes(2), severity: "ticket" })],
      absence: UNWATCHED,
    });
    const { shown, fails } = await refuting(shop([kept]), "pool", "fires-just-above", ["> 0.8", "> 0.9"]);
    expect(shown?.timeline.some(({ expected, found }) => expected !== found)).toBe(true);
    expect(shown?.timeline.every(({ expected }) => /^(inactive|pending|firing)$/.test(expected))).toBe(true);
    expect(fails).toBe(true);
  });

  it("of a model that pages on one failure shows the failure, and a test that expects silence", async () => {
    const eager = above(percent(5), { over: minutes(5), for: minutes(0), severity: "page" });
    const trusting = { ...plain, tiers: [eager], lowTraffic: { kind: "minimumFailures", count: 1 } as const };
    const { shown, fails } = await refuting(shop([trusting]), "errors", "one-failure");
    expect(shown?.says).toMatch(/^fires at .* when the only request of an hour fails/);
    expect(shown?.timeline.some(({ found }) => found === "firing")).toBe(true);
    expect(fails).toBe(true);
  });

  it("is not needed where nothing is wrong", async () => {
    const careful = { ...plain, tiers: [tier], lowTraffic: unguarded("a test") };
    const { shown } = await refuting(shop([careful]), "errors", "fires-just-above");
    expect(shown).toBeUndefined();
  });
});
