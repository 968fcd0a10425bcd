import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RuleFilePrinter } from "../../lib/compile/print-rules.ts";
import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import type { RuleGroup } from "../../lib/engine/rule.ts";
import { minutes, type System, seconds } from "../../lib/index.ts";
import { differences } from "../../lib/prove/compare.ts";
import { observe } from "../../lib/prove/observe.ts";
import { valueSpecification } from "../../lib/prove/specify-values.ts";
import { stimulate } from "../../lib/prove/stimulate/stimulate.ts";
import { worldOf } from "../../lib/prove/stimulate/world-of.ts";
import type { Clock, Replica, Stretch } from "../../lib/prove/stimulus.ts";
import type { RangeSemantics, World } from "../../lib/prove/world.ts";
import type { Context } from "../../lib/rules/context.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import type { DerivedGroup } from "../../lib/rules/derived.ts";
import { isEventObjective } from "../../lib/rules/kinds.ts";
import type { ValueObjective } from "../../lib/rules/value-recordings.ts";
import { systems } from "../../stacks/index.ts";
import { validObjective } from "../support/arbitrary-objective.ts";
import { everyKind, shop } from "../support/shop.ts";

const SEED = 20_260_912;
/** Evaluations of a world: 48 minutes. */
const LAST_SECONDS = 2_880;

/** A value objective, its rules as they are emitted, without the absence alert that is specified elsewhere. */
interface Specified {
  readonly name: string;
  readonly objective: ValueObjective;
  readonly context: Context;
  readonly group: DerivedGroup;
  readonly rules: RuleGroup;
}

function specifiedOf(system: System): readonly Specified[] {
  const groups = new Map(deriveGroups(system).map((group) => [group.path, group]));
  return [
    ...system.services.map((owner) => ({ owner, path: `services.${owner.name}` })),
    ...system.dependencies.map((owner) => ({ owner, path: `dependencies.${owner.name}` })),
  ].flatMap(({ owner, path }) =>
    owner.objectives.flatMap((objective): readonly Specified[] => {
      const derived = groups.get(`${path}.objectives.${objective.name}`);
      if (isEventObjective(objective) || derived === undefined) return [];
      const rules = derived.rules.filter((rule) => rule.kind !== "alert" || rule.origin.kind === "tier");
      const group = { ...derived, rules };
      const context = { system, owner };
      const own = { objective: objective as ValueObjective, context, group, rules: emitted(system, group) };
      return [{ name: `${system.name} ${owner.name} ${objective.name}`, ...own }];
    }),
  );
}

function emitted(system: System, group: DerivedGroup): RuleGroup {
  const printer = new RuleFilePrinter(system, "objective");
  printer.add(group);
  const read = readRuleGroups({ groups: printer.files().flatMap(({ groups }) => groups) });
  const [rules] = read.ok ? read.value : [];
  if (rules === undefined) throw new Error(`no rules of ${group.name}`);
  return rules;
}

/** Levels on both sides of every threshold, and far beyond. */
function levelsOf({ tiers }: ValueObjective): readonly number[] {
  return tiers.flatMap(({ threshold: { value } }) => [0.2, 0.9, 0.999, 1.001, 1.1, 5].map((factor) => factor * value));
}

function replicasOf(objective: ValueObjective): fc.Arbitrary<readonly Replica[]> {
  const level = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...levelsOf(objective)) },
    { weight: 3, arbitrary: fc.constantFrom<Stretch["level"]>("idle", "down", "gone", "missing") },
  );
  const stretch = fc
    .tuple(fc.integer({ min: 20, max: 900 }), level, fc.constantFrom(undefined, 0.01, 0.3, 40))
    .map(([length, at, perSecond]) => ({
      seconds: length,
      level: at,
      ...(perSecond === undefined ? {} : { perSecond }),
    }));
  const time = fc.integer({ min: 0, max: LAST_SECONDS });
  const replica = fc.record({
    stretches: fc.array(stretch, { minLength: 1, maxLength: 8 }),
    from: fc.constantFrom(0, 0, -1_200, 333),
    restarts: fc.array(time, { maxLength: 2 }),
    occurrences: fc.array(
      fc.record({ at: time, bad: fc.integer({ min: 0, max: 9 }), good: fc.integer({ min: 0, max: 9 }) }),
      { maxLength: 3 },
    ),
    bornLate: fc.boolean(),
  });
  return fc.array(fc.tuple(replica, fc.constantFrom("a", "b")), { minLength: 1, maxLength: 3 }).map((all) =>
    all.map(([one, value], index) => ({
      ...one,
      instance: `i${index}`,
      labels: Object.fromEntries(
        (objective.indicator.by ?? []).filter((label) => label !== "instance").map((label) => [label, value]),
      ),
    })),
  );
}

function worldsOf({ objective, context }: Specified): fc.Arbitrary<World> {
  const clock: fc.Arbitrary<Required<Clock>> = fc.record({
    phase: fc.constantFrom(0, 0, 7, 14.5),
    slowed: fc.constantFrom(1, 1, 2),
    start: fc.constant(1_600_041_600),
  });
  const missed = fc.uniqueArray(fc.integer({ min: 0, max: 48 }), { maxLength: 5 });
  return fc
    .tuple(replicasOf(objective), clock, fc.constantFrom<RangeSemantics>("left-open", "closed"), missed)
    .map(([replicas, given, ranges, skipped]) =>
      worldOf(stimulate(objective, context, replicas, given), {
        interval: context.system.prometheus.evaluationInterval.value,
        seconds: LAST_SECONDS,
        start: given.start,
        ranges,
        missed: new Set(skipped),
      }),
    );
}

/** Alerts that were active, so that a comparison of silence with silence is not taken for a proof. */
function agree(specified: Specified, worlds: number): number {
  const { group, objective, context, rules } = specified;
  const specification = valueSpecification(group, objective, context);
  let active = 0;
  for (const world of fc.sample(worldsOf(specified), { numRuns: worlds, seed: SEED })) {
    const expected = specification.behaviour(world);
    const [first] = differences(group, expected, observe(rules, world));
    expect(first).toBeUndefined();
    for (const instances of expected.alerts.values()) active += instances.length;
  }
  return active;
}

describe("the specification of value objectives and the engine agree at every evaluation", () => {
  const all = [everyKind, ...systems].flatMap(specifiedOf);

  it.each(all.map((specified) => [specified.name, specified] as const))("on 12 worlds of %s", (_name, specified) => {
    expect(agree(specified, 12)).toBeGreaterThan(0);
  });

  it("on 2 worlds of 60 arbitrary objectives", () => {
    const arbitrary = fc
      .sample(validObjective, { numRuns: 150, seed: SEED })
      .flatMap((objective) => specifiedOf(shop([objective])))
      .slice(0, 60);
    expect(arbitrary).toHaveLength(60);
    for (const specified of arbitrary) agree(specified, 2);
  });

  it("when evaluations look back by a query offset", () => {
    const late: System = {
      ...everyKind,
      prometheus: { ...everyKind.prometheus, evaluationInterval: minutes(1), queryOffset: seconds(90) },
    };
    for (const specified of specifiedOf(late)) expect(agree(specified, 3)).toBeGreaterThan(0);
  });
});
