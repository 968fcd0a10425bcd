import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { readSystem } from "../../lib/compile/read-system.ts";
import {
  above,
  atLeast,
  burnRates,
  days,
  hours,
  latency,
  minimumEvents,
  minimumFailures,
  minutes,
  objective,
  percent,
  quantile,
  type System,
  seconds,
} from "../../lib/index.ts";
import { differences } from "../../lib/prove/compare.ts";
import { emittedGroups } from "../../lib/prove/emitted.ts";
import { observe } from "../../lib/prove/observe.ts";
import { Prover, proveSystem } from "../../lib/prove/prove-system.ts";
import { stimulate } from "../../lib/prove/stimulate/stimulate.ts";
import { worldOf } from "../../lib/prove/stimulate/world-of.ts";
import type { Clock, Replica, Stretch } from "../../lib/prove/stimulus.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import type { AlertProof } from "../../lib/prove/verdict.ts";
import type { RangeSemantics, World } from "../../lib/prove/world.ts";
import { isFullRun } from "../support/promtool.ts";
import { ABSENT, nativeDuration, shop } from "../support/shop.ts";

const SEED = 20_261_122;

/** Worlds of each objective. */
const WORLDS = isFullRun ? 120 : 25;

/** Evaluations of a world: 48 minutes. */
const LAST_SECONDS = 2_880;

const objectives = [
  objective("slow", {
    indicator: latency(nativeDuration, { below: seconds(0.23) }),
    target: percent(99),
    over: days(30),
    burnRate: burnRates([{ long: hours(1), short: minutes(5), factor: 14.4, severity: "page" }]),
    lowTraffic: minimumFailures(11),
    absence: ABSENT,
  }),
  objective("slow-by-code", {
    indicator: latency(nativeDuration.where({ code: /2../ }), { below: seconds(0.5), by: ["code"] }),
    tiers: [above(percent(7), { over: minutes(10), for: minutes(3), severity: "page" })],
    lowTraffic: minimumEvents(23),
    absence: ABSENT,
  }),
  objective("p95", {
    indicator: quantile(0.95, nativeDuration, { by: ["code"] }),
    target: seconds(0.5),
    tiers: [above(seconds(1.5), { over: minutes(5), for: minutes(6), severity: "page" })],
    lowTraffic: minimumEvents(41),
    absence: ABSENT,
  }),
  objective("p30", {
    indicator: quantile(0.3, nativeDuration),
    tiers: [atLeast(seconds(0.7), { over: minutes(10), for: minutes(2), severity: "ticket" })],
    lowTraffic: minimumEvents(41),
    absence: ABSENT,
  }),
];

const system: System = shop(objectives);
const compilation = compile(system);
const emitted = emittedGroups(compilation);

/** Replicas at levels on both sides of every threshold, never at one, where the last digit would decide. */
function replicasAt(levels: readonly number[]): fc.Arbitrary<readonly Replica[]> {
  const level = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Stretch["level"]>(...levels) },
    { weight: 3, arbitrary: fc.constantFrom<Stretch["level"]>("idle", "down", "gone", "missing") },
  );
  const stretch = fc
    .tuple(fc.integer({ min: 20, max: 900 }), level, fc.constantFrom(undefined, 0.01, 0.3, 40))
    .map(([length, at, rate]) => ({ seconds: length, level: at, ...(rate === undefined ? {} : { perSecond: rate }) }));
  const time = fc.integer({ min: 0, max: LAST_SECONDS });
  const events = fc.integer({ min: 0, max: 9 });
  const replica = fc.record({
    stretches: fc.array(stretch, { minLength: 1, maxLength: 8 }),
    from: fc.constantFrom(0, 0, -1_200, 333),
    restarts: fc.array(time, { maxLength: 2 }),
    occurrences: fc.array(fc.record({ at: time, bad: events, good: events }), { maxLength: 3 }),
    bornLate: fc.boolean(),
    labels: fc.constantFrom({ code: "200" }, { code: "204" }),
  });
  return fc
    .array(replica, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one, index) => ({ ...one, instance: `i${index}` })));
}

function worldsOf(name: string): fc.Arbitrary<World> {
  const [owner] = system.services;
  const own = objectives.find((one) => one.name === name);
  if (own === undefined || owner === undefined) throw new Error(`no objective ${name}`);
  const shares = [0, 0.001, 0.05, 0.0695, 0.0705, 0.143, 0.146, 0.5, 1];
  const values = own.tiers.flatMap(({ threshold: { value } }) =>
    [0.2, 0.9, 0.995, 1.005, 1.1, 5].map((f) => f * value),
  );
  const clock: fc.Arbitrary<Required<Clock>> = fc.record({
    phase: fc.constantFrom(0, 0, 7, 14.5),
    slowed: fc.constantFrom(1, 1, 2),
    start: fc.constant(1_600_041_600),
  });
  const missed = fc.uniqueArray(fc.integer({ min: 0, max: 48 }), { maxLength: 5 });
  return fc
    .tuple(
      replicasAt(own.indicator.kind === "latency" ? shares : values),
      clock,
      fc.constantFrom<RangeSemantics>("left-open", "closed"),
      missed,
    )
    .map(([replicas, given, ranges, skipped]) =>
      worldOf(stimulate(own, { system, owner }, replicas, given), {
        interval: system.prometheus.evaluationInterval.value,
        seconds: LAST_SECONDS,
        start: given.start,
        ranges,
        missed: new Set(skipped),
      }),
    );
}

describe("the specification of objectives on native histograms and the engine agree at every evaluation", () => {
  it.each(objectives.map(({ name }) => name))(`on ${WORLDS} worlds of %s, seed ${SEED}`, (name) => {
    const group = compilation.groups.find(({ part }) => part === name);
    const rules = group === undefined ? undefined : emitted.get(group.name);
    if (group === undefined || rules === undefined) throw new Error(`no rules of ${name}`);
    const { specification } = subjectOf(group, system);
    let active = 0;
    for (const world of fc.sample(worldsOf(name), { numRuns: WORLDS, seed: SEED })) {
      const expected = specification.behaviour(world);
      expect(differences(group, expected, observe(rules, world))[0]).toBeUndefined();
      for (const instances of expected.alerts.values()) active += instances.length;
    }
    // A comparison of silence with silence would show nothing.
    expect(active).toBeGreaterThan(WORLDS / 4);
  });
});

describe("alerts on native histograms", () => {
  const unproved = (alerts: readonly AlertProof[]): readonly unknown[] =>
    alerts.flatMap(({ alert, results }) =>
      results.flatMap(({ obligation, verdict, says }) => (verdict === "PROVED" ? [] : [[alert, obligation, says]])),
    );

  it.each(["slow", "p95"])("of %s are shown to do everything that is asked of them", (name) => {
    const prover = new Prover(system, compilation);
    const task = prover.tasks.find((one) => one.kind === "group" && one.name.endsWith(`.${name}`));
    if (task === undefined) throw new Error(`no group ${name}`);
    const { alerts } = prover.run(task);
    expect(alerts.map(({ kind }) => kind)).toEqual([name === "slow" ? "burn-rate" : "tier", "absence"]);
    expect(unproved(alerts)).toEqual([]);
  });

  it.skipIf(!isFullRun)(
    "of a whole model do too, and keep their budget over 30 days",
    () => {
      const path = join(import.meta.dirname, "../fixtures/good/native.yaml");
      const model = readSystem(readFileSync(path, "utf8"), path).system;
      if (model === undefined) throw new Error(`${path} is no model`);
      const proof = proveSystem(model, compile(model));
      expect(proof.alerts.filter(({ kind }) => kind === "burn-rate")).toHaveLength(4);
      expect(unproved(proof.alerts)).toEqual([]);
      const budgets = proof.objectives.map(({ results }) => results.map(({ verdict }) => verdict));
      expect(budgets).toEqual([["PROVED", "PROVED", "PROVED"]]);
    },
    180_000,
  );
});
