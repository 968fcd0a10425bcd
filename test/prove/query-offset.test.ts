import { expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { burnRates, hours, minutes } from "../../lib/index.ts";
import { differences } from "../../lib/prove/compare.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { observe } from "../../lib/prove/observe.ts";
import { stimulate } from "../../lib/prove/stimulate/stimulate.ts";
import { worldOf } from "../../lib/prove/stimulate/world-of.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { errors, shop } from "../support/shop.ts";

it("with a query offset of 2 m everything happens as of 2 m ago: an outage pages 2 m later", () => {
  const tiers = burnRates([{ long: hours(1), short: minutes(5), factor: 14.4, severity: "page" }]);
  const plain = shop([{ ...errors, burnRate: tiers }]);
  const firstPage = (system: typeof plain): number | undefined => {
    const compilation = compile(system);
    const group = compilation.groups.find(({ part }) => part === "errors");
    const rules = emittedGroups(compilation).get(group?.name ?? "");
    if (group === undefined || rules === undefined) throw new Error("no group");
    const subject = subjectOf(group, system);
    const objective = subject.context.owner.objectives[0];
    if (objective === undefined) throw new Error("no objective");
    const stretches = [
      { seconds: 5_400, level: 0 },
      { seconds: 1_800, level: 1 },
    ];
    const series = stimulate(objective, subject.context, [{ instance: "a", stretches }]);
    const world = worldOf(series, { interval: system.prometheus.evaluationInterval.value, seconds: 7_200 });
    const expected = subject.specification.behaviour(world);
    expect(differences(group, expected, observe(rules, world))).toEqual([]);
    const page = group.rules.findIndex((rule) => rule.kind === "alert" && rule.origin.kind === "burn-rate");
    const first = expected.alerts.get(page)?.[0]?.states.indexOf(2);
    return first === undefined ? undefined : first * system.prometheus.evaluationInterval.value;
  };
  const delayed = { ...plain, prometheus: { ...plain.prometheus, queryOffset: minutes(2) } };
  const [without, within] = [firstPage(plain), firstPage(delayed)];
  expect(without).toBeGreaterThan(5_400);
  expect((within ?? 0) - (without ?? 0)).toBe(120);
});
