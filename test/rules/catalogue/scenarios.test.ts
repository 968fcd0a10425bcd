import { describe, expect, it } from "vitest";
import { compile } from "../../../lib/compile/compile.ts";
import { days, hours, minutes } from "../../../lib/core/quantity.ts";
import { toYaml } from "../../../lib/core/yaml.ts";
import type { Condition } from "../../../lib/model/condition.ts";
import { dependency } from "../../../lib/model/dependency.ts";
import type { Obligation, Scenario } from "../../../lib/model/scenario.ts";
import { system } from "../../../lib/model/system.ts";
import { labelsOf } from "../../../lib/promql/analysis/labels.ts";
import { mayHave } from "../../../lib/promql/analysis/labels-set.ts";
import { selectors } from "../../../lib/promql/walk.ts";
import { alertCount } from "../../../lib/prove/counterexample.ts";
import { scenarioWorld } from "../../../lib/prove/scenario-world.ts";
import { FIRING } from "../../../lib/prove/specification.ts";
import { conditionInstances } from "../../../lib/prove/specify-conditions.ts";
import { worldTest } from "../../../lib/prove/world-test.ts";
import { build, catalogue } from "../../../lib/rules/catalogue/registry.ts";
import type { DerivedAlert } from "../../../lib/rules/derived.ts";
import { judged } from "../../support/proving.ts";
import { given } from "./options.ts";

const NAMES = Object.keys(catalogue);

const OBLIGATIONS: readonly Obligation[] = [
  "fires-just-above",
  "silent-just-below",
  "resolves",
  "target-lost",
  "no-traffic",
];

/** Entries that fire when there is nothing to see; what another system's exporter says does not calm them. */
const NOTICES_ABSENCE = new Set(["postgresDown", "redisDown", "metricAbsent"]);

function conditions(name: string): readonly Condition<string>[] {
  return given(name).map((options, index) => build(name, { alert: `Case${index}`, severity: "warning", ...options }));
}

/** A small system that holds the conditions, as its rule file. */
function compiled(held: readonly Condition<string>[]) {
  const shop = system("shop", {
    owner: "shop",
    runs: ["kubernetes"],
    namespace: "shop",
    prometheus: { evaluationInterval: minutes(1), retention: days(15) },
    runbooks: "https://runbooks.example.com/shop",
    severities: { warning: { priority: "P3", rank: 1, acknowledgeWithin: hours(4) } },
    services: [],
    dependencies: [dependency("platform", { type: "monitoring", conditions: held as readonly Condition<"warning">[] })],
  });
  const { bundle, findings } = compile(shop);
  // The shop has conditions and no objective, on purpose.
  return { files: bundle.ruleFiles, findings: findings.filter(({ code }) => code !== "nothing-promised") };
}

/** What fires, with one label of all series changed to that of another system: it must be silent. */
function foreign(condition: Condition<string>, label: string): readonly Scenario[] {
  const fires = condition.scenarios.find(({ obligation }) => obligation === "fires-just-above");
  if (fires === undefined) return [];
  return [
    {
      ...fires,
      name: `silent for another system's ${label}`,
      series: fires.series.map((own) => ({ ...own, labels: { ...own.labels, [label]: "another-team" } })),
    },
  ];
}

function isolation(name: string, condition: Condition<string>, options: object): readonly Scenario[] {
  if (NOTICES_ABSENCE.has(name)) return [];
  const matchers = "matchers" in options ? Object.keys(options.matchers as object) : [];
  const namespace = "namespace" in options && !("namespaceLabel" in options) ? ["namespace"] : [];
  return [...matchers, ...namespace].flatMap((label) => foreign(condition, label));
}

/** How many instances fire at each evaluation of a scenario, by what the condition means. */
function told(condition: Condition<string>, scenario: Scenario): readonly number[] {
  const world = scenarioWorld(scenario);
  const instances = conditionInstances(alertOf(condition), world);
  return Array.from(
    { length: world.evaluations.count },
    (_, index) => instances.filter(({ states }) => states[index] === FIRING).length,
  );
}

function alertOf(condition: Condition<string>): DerivedAlert {
  const { alert, expression } = condition;
  const origin = { kind: "condition", condition } as const;
  return { kind: "alert", alert, expression, for: condition.for.value, labels: {}, annotations: {}, origin };
}

/** A promtool unit test of scenarios, with what each of them means before and after every change and at its end. */
function unitTest(rules: string, groups: readonly string[], scenarios: readonly Scenario[], of: Condition<string>) {
  return toYaml({
    rule_files: [rules],
    evaluation_interval: "1m",
    group_eval_order: groups,
    tests: scenarios.map((scenario) =>
      worldTest(
        scenarioWorld(scenario),
        scenario.name,
        told(of, scenario).flatMap((value, index, all) =>
          index < all.length - 1 && value === all[index + 1] && value === (all[index - 1] ?? value)
            ? []
            : [
                {
                  expression: alertCount(of.alert, {}, "firing"),
                  at: index * 60_000,
                  samples: [{ labels: "{}", value }],
                },
              ],
        ),
      ),
    ),
  });
}

describe.each(NAMES)("%s", (name) => {
  const held = conditions(name);

  it("has options to be proved with, and is compiled without findings", () => {
    expect(held.length).toBeGreaterThan(0);
    expect(compiled(held).findings).toEqual([]);
  });

  it("brings every obligation, with one that fires", () => {
    for (const condition of held) {
      const { scenarios } = condition;
      expect(new Set(scenarios.map(({ obligation }) => obligation))).toEqual(
        new Set([...OBLIGATIONS, ...scenarios.map(({ obligation }) => obligation)]),
      );
      for (const scenario of scenarios) {
        const { name: title, obligation } = scenario;
        const expected = told(condition, scenario);
        const fires = expected.some((firing) => firing > 0);
        if (obligation === "fires-just-above" || obligation === "resolves" || title.startsWith("fires ")) {
          expect([title, fires]).toEqual([title, true]);
        }
        if (obligation === "silent-just-below") expect([title, fires]).toEqual([title, false]);
        if (obligation === "resolves") expect([title, expected.at(-1)]).toEqual([title, 0]);
        expect(expected.length).toBeGreaterThan(0);
      }
      expect(new Set(scenarios.map(({ name: title }) => title)).size).toBe(scenarios.length);
    }
  });

  it("keeps every selector inside the system", () => {
    for (const [index, { expression }] of held.entries()) {
      const options = given(name)[index] ?? {};
      const labels = ["job", ...("matchers" in options ? Object.keys(options.matchers as object) : [])];
      for (const { name: metric, matchers } of selectors(expression)) {
        expect([metric, ...matchers.map(({ label }) => label)]).toEqual(expect.arrayContaining(labels));
      }
    }
  });

  it("names in its summary only labels that the expression keeps", () => {
    for (const { expression, summary, means } of held) {
      const kept = labelsOf(expression);
      const named = [...summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label ?? "");
      expect(named.filter((label) => !mayHave(kept, label))).toEqual([]);
      expect(means).not.toContain("$labels");
      expect(`${summary} ${means}`).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe("every scenario of the catalogue", () => {
  it("comes true", async () => {
    // A file each: all rules of a file are evaluated on every scenario of it.
    const files = NAMES.flatMap((name) =>
      conditions(name).flatMap((condition, index): [string, string][] => {
        const groups = compiled([condition]).files.flatMap((file) => file.groups);
        const rules = `${name}-${index}.rules.yml`;
        const scenarios = [...condition.scenarios, ...isolation(name, condition, given(name)[index] ?? {})];
        return [
          [rules, toYaml({ groups })],
          [
            `${name}-${index}.test.yml`,
            unitTest(
              rules,
              groups.map((group) => group.name),
              scenarios,
              condition,
            ),
          ],
        ];
      }),
    );
    expect(await judged(new Map(files), "the catalogue")).toMatchObject({ ok: true });
  }, 120_000);
});
