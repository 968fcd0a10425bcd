import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BurnlineError } from "../../lib/core/issue.ts";
import { pagerduty, type Severity, type System, secret, slack, webhook } from "../../lib/index.ts";
import { deliveriesAt } from "../../lib/routes/decide.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { mergeRoutings, NOBODYS } from "../../lib/routes/merge.ts";
import type { Routing } from "../../lib/routes/routing.ts";
import { nodesFor, routingTree } from "../../lib/routes/tree.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { systems } from "../../stacks/index.ts";
import { toldShop } from "./told-shop.ts";

const routed = (system: System): Routing => {
  const routing = deriveRouting(system);
  if (routing === undefined) throw new Error(`${system.name} tells nobody`);
  return routing;
};

const receiver = fc.constantFrom(
  slack("#a", secret("s", "slack")),
  pagerduty(secret("s", "pagerduty")),
  webhook(secret("s", "url")),
);

/** Severities with names that clash when they are joined to names of systems. */
const severities: fc.Arbitrary<Readonly<Record<string, Severity>>> = fc
  .uniqueArray(fc.constantFrom("critical", "b", "b-critical", "Warning", "info"), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc
      .tuple(
        ...names.map(() => fc.record({ rank: fc.nat(3), notify: fc.array(receiver, { minLength: 1, maxLength: 2 }) })),
      )
      .map((specs) =>
        Object.fromEntries(names.map((name, index) => [name, { priority: "P", ...(specs[index] ?? { rank: 0 }) }])),
      ),
  );

const twoSystems = fc
  .tuple(severities, severities)
  .map(([one, other]) => [
    toldShop({ name: "a", severities: one as never }),
    toldShop({ name: "a-c", severities: other as never }),
  ]);

describe("several systems on one Alertmanager", () => {
  it("never tell another system's receiver: 300 pairs of generated systems, each of their severities", () => {
    fc.assert(
      fc.property(twoSystems, (pair) => {
        const tree = routingTree(mergeRoutings(pair.map(routed)).configuration);
        for (const system of pair) {
          const own = new Set(routed(system).receivers.map(({ name }) => name));
          for (const severity of [...Object.keys(system.severities), "nobody's"]) {
            const labels = { alertname: "X", system: system.name, service: "api", severity };
            expect(nodesFor(tree, labels).every(({ receiver: name }) => own.has(name))).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("tell each alert of the five systems to the same receivers as alone", () => {
    const all = systems.filter((system) => deriveRouting(system) !== undefined);
    expect(all.length).toBeGreaterThan(0);
    const merged = routingTree(mergeRoutings(all.map(routed)).configuration);
    for (const system of all) {
      const alone = routingTree(routed(system).configuration);
      for (const rule of deriveGroups(system).flatMap(({ rules }) => rules)) {
        if (rule.kind !== "alert") continue;
        const labels = { ...rule.labels, alertname: rule.alert };
        const names = (tree: typeof alone) => deliveriesAt(tree, labels, 0).map(({ receiver: name }) => name);
        expect(names(merged)).toEqual(names(alone));
      }
    }
  });

  it("tell everybody what belongs to no system, or those who are named", () => {
    const [first, second] = systems.map((system) => deriveRouting(system)).filter((one) => one !== undefined);
    if (first === undefined || second === undefined) throw new Error("two systems with receivers are needed");
    const merged = mergeRoutings([first, second]);
    const [node] = nodesFor(routingTree(merged.configuration), {
      alertname: "KubeNodeUnreachable",
      severity: "critical",
    });
    expect(node?.receiver).toBe(NOBODYS);
    const told = [first, second].flatMap(({ receivers }) => receivers[0]?.tells ?? []);
    expect(merged.receivers[0]?.tells).toEqual(told);
    expect(mergeRoutings([first, second], [webhook(secret("s", "k"))]).receivers[0]?.tells).toEqual([
      webhook(secret("s", "k")),
    ]);
  });

  it("are refused when two names are one: system a with severity b-c, and system a-b with severity c", () => {
    const notify = [webhook(secret("s", "k"))];
    const one = toldShop({ name: "a", severities: { "b-c": { priority: "P", rank: 0, notify } } as never });
    const other = toldShop({ name: "a-b", severities: { c: { priority: "P", rank: 0, notify } } as never });
    expect(() => mergeRoutings([one, other].map(routed))).toThrow(BurnlineError);
    expect(() => mergeRoutings([one, one].map(routed))).toThrow(/routing-name-clash/);
  });
});
