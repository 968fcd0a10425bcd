import { describe, expect, it } from "vitest";
import { compile } from "../../../lib/compile/compile.ts";
import { nameOf, type Rule } from "../../../lib/engine/rule.ts";
import { emittedGroups } from "../../../lib/prove/emitted.ts";
import { trialsOf } from "../../../lib/prove/evidence.ts";
import { accountFor } from "../../../lib/prove/mutate/account.ts";
import type { MutationScope } from "../../../lib/prove/mutate/expression-mutation.ts";
import { type JudgedGroup, judgeGroup } from "../../../lib/prove/mutate/judge-group.ts";
import { MUTATION_OPERATORS } from "../../../lib/prove/mutate/mutant.ts";
import { faultsOf, mutantsOf, scopeOf } from "../../../lib/prove/mutate/mutants.ts";
import { normalForm } from "../../../lib/prove/mutate/normal-form.ts";
import { withoutParens } from "../../../lib/prove/mutate/sites.ts";
import { Random } from "../../../lib/prove/random.ts";
import { subjectOf } from "../../../lib/prove/subjects.ts";
import { readEquivalents } from "../../../scripts/mutate/equivalents.ts";
import { systems } from "../../../stacks/index.ts";

/** Groups of every kind that are quick to run: targets, events, a quantile, gauges, freshness and conditions. */
const GROUPS = [
  "alcs.alcs.targets",
  "alcs.alcs.query-errors",
  "alcs.postgres.backup-age",
  "amas.danci-backend.queue-depth",
  "freeagentics.backend.response-time",
  "octollm.gke.node-not-ready",
  "octollm.postgres.cpu",
  "octollm.reflex-layer.errors",
];

/** Mutants of each operator. */
const EACH = 6;

const candidates = systems.flatMap((system) => {
  const compilation = compile(system);
  const emitted = emittedGroups(compilation);
  return compilation.groups.flatMap((group) => {
    const rules = emitted.get(group.name);
    return rules !== undefined && GROUPS.includes(group.name)
      ? [{ system, group, rules, mutants: mutantsOf(rules) }]
      : [];
  });
});

/** Some mutants of each operator, by a seed. */
function sampled(): ReadonlySet<string> {
  const random = new Random(5);
  const all = candidates.flatMap(({ mutants }) => mutants);
  const chosen = MUTATION_OPERATORS.flatMap((operator) => {
    const own = all.filter((mutant) => mutant.operator === operator);
    return Array.from(
      { length: Math.min(EACH, own.length) },
      () => own[Math.floor(random.next() * own.length)]?.id ?? "",
    );
  });
  return new Set(chosen);
}

describe("a sample of the mutants", () => {
  const sample = sampled();
  const judged: readonly JudgedGroup[] = candidates.map(({ system, group, rules, mutants }) =>
    judgeGroup(
      trialsOf(subjectOf(group, system)),
      rules,
      mutants.filter(({ id }) => sample.has(id)),
    ),
  );
  const mutants = judged.flatMap((one) => one.mutants);

  it("has some of nearly every operator", () => {
    expect(judged).toHaveLength(GROUPS.length);
    expect(mutants.length).toBeGreaterThan(80);
    expect(new Set(mutants.map(({ operator }) => operator)).size).toBeGreaterThanOrEqual(MUTATION_OPERATORS.length - 2);
  });

  it("is refuted by the proofs, but for those that are listed as equivalent", () => {
    const { alerts, recordings, stale } = accountFor(mutants, readEquivalents());
    expect([...alerts, ...recordings].flatMap(({ survivors }) => survivors)).toEqual([]);
    expect(stale).toEqual([]);
  });

  it("has no fault left out as one that changes nothing, and is refuted all the same", () => {
    const refuted = candidates.flatMap(({ system, group, rules }) => {
      const scope = scopeOf(rules);
      const harmless = rules.rules.flatMap((rule, index) =>
        faultsOf(rule, scope)
          .filter((fault) => changesNothing(rule, fault.rule, scope))
          .map((fault, number) => ({ ...fault, id: `${nameOf(rule)}/${number}`, group: rules.name, index })),
      );
      const some = harmless.filter((_, index) => index % 8 === 0);
      return judgeGroup(trialsOf(subjectOf(group, system)), rules, some).mutants.filter(({ refutedBy }) => refutedBy);
    });
    expect(refuted).toEqual([]);
  });

  it("is of rules that are not refuted themselves", () => {
    expect(judged.flatMap(({ faults }) => faults)).toEqual([]);
  });
});

function changesNothing(rule: Rule, fault: Rule | undefined, { knowledge }: MutationScope): boolean {
  return (
    fault !== undefined &&
    normalForm(fault, knowledge) === normalForm({ ...rule, expression: withoutParens(rule.expression) }, knowledge)
  );
}
