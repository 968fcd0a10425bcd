import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { above, condition, count, dependency, minutes, objective, queueDepth, type System } from "../../lib/index.ts";
import type { Expression } from "../../lib/promql/ast.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { selectors } from "../../lib/promql/walk.ts";
import { build, catalogue } from "../../lib/rules/catalogue/registry.ts";
import type { DerivedGroup } from "../../lib/rules/derived.ts";
import { alcs } from "../../stacks/alcs/system.ts";
import { alecs } from "../../stacks/alecs/system.ts";
import { amas } from "../../stacks/amas/system.ts";
import { freeagentics } from "../../stacks/freeagentics/system.ts";
import { octollm } from "../../stacks/octollm/system.ts";
import { DETECTORS } from "../support/bug-detectors.ts";
import { errors, everyKind, queue, refusals, shop, UNWATCHED } from "../support/shop.ts";
import { given } from "./catalogue/options.ts";

const SYSTEMS: readonly System[] = [everyKind, alcs, alecs, amas, freeagentics, octollm];
const groups = SYSTEMS.flatMap((one) => compile(one).groups);
const alerts = groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === "alert"));

/** Every expression that the package emits: rules of all systems, and every entry of the catalogue. */
const EXPRESSIONS: readonly (readonly [of: string, expression: Expression])[] = [
  ...groups.flatMap(({ name, rules }) =>
    rules.map((rule) => [`${name} ${rule.kind === "alert" ? rule.alert : rule.record}`, rule.expression] as const),
  ),
  ...Object.keys(catalogue).flatMap((entry) =>
    given(entry).map((options) => {
      const built = build(entry, { alert: "Example", severity: "page", ...options });
      return [`catalogue ${entry}`, built.expression] as const;
    }),
  ),
];

describe("every emitted expression", () => {
  for (const { bug, title, example, right, find } of DETECTORS) {
    it(`bug ${bug}: ${title}`, () => {
      expect(find(parse(example)), `not found in ${example}`).toBeDefined();
      expect(find(parse(right)), right).toBeUndefined();
      const found = EXPRESSIONS.flatMap(([of, expression]) => {
        const text = find(expression);
        return text === undefined ? [] : [`${of}: ${text}`];
      });
      expect(found).toEqual([]);
    });
  }

  it("has more than 300 expressions to look at", () => {
    expect(EXPRESSIONS.length).toBeGreaterThan(300);
  });
});

/** Recorded names that a group reads before it records them, or that nothing records with the labels asked for. */
function unrecorded({ rules }: Pick<DerivedGroup, "rules">): readonly string[] {
  const recorded: { readonly record: string; readonly labels: Readonly<Record<string, string>> }[] = [];
  return rules.flatMap((rule) => {
    const missing = selectors(rule.expression).filter(
      ({ name, matchers }) =>
        name?.includes(":") === true &&
        !recorded.some(
          ({ record, labels }) =>
            record === name && matchers.every(({ label, op, value }) => op === "=" && labels[label] === value),
        ),
    );
    if (rule.kind === "recording") recorded.push(rule);
    return missing.map((selector) => print(selector));
  });
}

describe("every emitted rule", () => {
  const own = (promql: string) =>
    shop([], {
      dependencies: [
        dependency("exporter", {
          type: "node-exporter",
          conditions: [
            condition("Example", {
              promql,
              for: minutes(3),
              severity: "ticket",
              summary: "instance {{ $labels.instance }}",
              means: "an example",
              scenarios: [],
            }),
          ],
        }),
      ],
    });

  it("bug 39: a text that names a label which the expression drops is refused, with the label kept it is not", () => {
    expect(refusals(own('sum(shop_queue_length{job="x"}) > 5'))).toEqual([
      "annotation-label-dropped dependencies.exporter.conditions.Example",
    ]);
    expect(refusals(own('sum by (instance) (shop_queue_length{job="x"}) > 5'))).toEqual([]);
  });

  it("bug 41: no label is a template, so that no value in it starts `for` again", () => {
    const texts = alerts.flatMap(({ alert, labels }) =>
      Object.entries(labels).map((entry) => [alert, ...entry].join(" ")),
    );
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => text.includes("{{"))).toEqual([]);
  });

  it("bug 42: no 2 alerts and no 2 recordings of 6 systems on one Prometheus are the same, and 2 of a name are refused", () => {
    const identities = groups.flatMap(({ rules }) =>
      rules.map((rule) =>
        JSON.stringify([rule.kind === "alert" ? rule.alert : rule.record, Object.entries(rule.labels).sort()]),
      ),
    );
    expect(identities.filter((identity, index) => identities.indexOf(identity) !== index)).toEqual([]);
    const backlog = objective("backlog", {
      indicator: queueDepth(queue),
      tiers: [
        above(count(10), { for: minutes(1), severity: "page" }),
        above(count(20), { over: minutes(5), for: minutes(1), severity: "page" }),
      ],
      absence: UNWATCHED,
    });
    expect(refusals(shop([backlog]))).toEqual(["alert-duplicate services.api.objectives.backlog.tiers.1"]);
  });

  it("bug 51: no group reads what another group, or a later rule, records", () => {
    expect(groups.flatMap(unrecorded)).toEqual([]);
    const ofErrors = compile(shop([errors])).groups.find(({ part }) => part === "errors");
    expect(unrecorded({ rules: ofErrors?.rules.toReversed() ?? [] }).length).toBeGreaterThan(0);
  });

  it("bug 54: every recorded series that is read is recorded with the very labels it is read with", () => {
    const ofErrors = compile(shop([errors])).groups.find(({ part }) => part === "errors");
    const relabelled = ofErrors?.rules.map((rule) =>
      rule.kind === "recording" && rule.record === "objective:error_ratio:rate1h"
        ? { ...rule, labels: { ...rule.labels, service: "other" } }
        : rule,
    );
    expect(unrecorded({ rules: relabelled ?? [] })).toEqual([
      'objective:error_ratio:rate1h{objective="errors",service="api",system="shop"}',
    ]);
    const read = groups.flatMap(({ rules }) => rules.flatMap(({ expression }) => selectors(expression)));
    expect(read.filter(({ name }) => name?.startsWith("objective:")).length).toBeGreaterThan(250);
    expect(groups.flatMap(unrecorded)).toEqual([]);
  });
});

it("each of the 57 bug classes has a test by its number", () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.startsWith("bug-classes-"));
  const texts = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
  const numbered = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:it|describeWithPromtool)\(["'`]bug (\d+)/g)].map(([, number]) => Number(number)),
  );
  const all = new Set([...numbered, ...DETECTORS.map(({ bug }) => bug)]);
  expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: 57 }, (_, index) => index + 1));
});
