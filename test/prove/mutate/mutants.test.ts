import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../lib/core/json.ts";
import { toYaml } from "../../../lib/core/yaml.ts";
import { readRuleGroups } from "../../../lib/engine/read-rules.ts";
import type { Rule } from "../../../lib/engine/rule.ts";
import { pretty } from "../../../lib/promql/pretty.ts";
import { print } from "../../../lib/promql/print.ts";
import { MUTATION_OPERATORS } from "../../../lib/prove/mutate/mutant.ts";
import { mutantsOf } from "../../../lib/prove/mutate/mutants.ts";
import { compileAll } from "../../../stacks/index.ts";

const groups = compileAll()
  .flatMap(({ bundle }) => bundle.ruleFiles)
  .flatMap((file) => {
    const read = readRuleGroups({ groups: file.groups });
    if (!read.ok) throw new Error(file.name);
    return read.value;
  });
const mutants = groups.map((group) => ({ group, mutants: mutantsOf(group) }));
const all = mutants.flatMap((one) => one.mutants);

function text(rule: Rule | undefined): string {
  return rule === undefined ? "none" : JSON.stringify({ ...rule, expression: print(rule.expression) });
}

describe("the mutants of the five stacks", () => {
  it("exist for every one of the 351 rules, at least 8 each", () => {
    const counts = mutants.flatMap(({ group, mutants: own }) =>
      group.rules.map((_, index) => own.filter((mutant) => mutant.index === index).length),
    );
    expect(counts).toHaveLength(351);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(8);
  });

  it("are made by every operator", () => {
    expect(new Set(all.map(({ operator }) => operator))).toEqual(new Set(MUTATION_OPERATORS));
  });

  it("are explained, operator by operator", () => {
    const docs = readFileSync(join(import.meta.dirname, "../../../docs/mutation.md"), "utf8");
    const explained = [...docs.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, operator]) => operator);
    expect(new Set(explained)).toEqual(new Set(MUTATION_OPERATORS));
  });

  it("have an id each that is theirs alone", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it("differ from their rule and from each other", () => {
    for (const { group, mutants: own } of mutants) {
      for (const [index, rule] of group.rules.entries()) {
        const texts = own.filter((mutant) => mutant.index === index).map((mutant) => text(mutant.rule));
        expect(new Set([text(rule), ...texts]).size).toBe(texts.length + 1);
      }
    }
  });

  it("are rules that can be loaded (each tenth is)", () => {
    for (const { group, mutants: own } of mutants) {
      const some = own.filter((_, index) => index % 10 === 0);
      const rules = some.flatMap(({ rule }) => (rule === undefined ? [] : [written(rule)]));
      expect(readRuleGroups(toYaml({ groups: [{ name: group.name, rules }] }))).toMatchObject({ ok: true });
    }
  });
});

function written(rule: Rule): Readonly<Record<string, Json>> {
  const { expression, labels = {} } = rule;
  const expr = pretty(expression, 100);
  if (rule.kind === "recording") return { record: rule.record, expr, labels };
  const { for: pending, keepFiringFor, alert, annotations = {} } = rule;
  return {
    alert,
    expr,
    ...(pending === undefined ? {} : { for: `${pending}ms` }),
    ...(keepFiringFor === undefined ? {} : { keep_firing_for: `${keepFiringFor}ms` }),
    labels,
    annotations,
  };
}
