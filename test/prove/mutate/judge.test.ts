import { describe, expect, it } from "vitest";
import type { RuleGroup } from "../../../lib/engine/rule.ts";
import type { system } from "../../../lib/index.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { accountFor, withoutMutant } from "../../../lib/prove/mutate/account.ts";
import { type JudgedMutant, judgeGroup } from "../../../lib/prove/mutate/judge-group.ts";
import { mutantsOf } from "../../../lib/prove/mutate/mutants.ts";
import { GroupTrials } from "../../../lib/prove/prove-group.ts";
import type { Behaviour } from "../../../lib/prove/specification.ts";
import type { World } from "../../../lib/prove/world.ts";

const LEVEL = parse('sum(level{job="a"})');
const HIGH = parse("job:level:sum > 10");

const rules: RuleGroup = {
  name: "shop",
  interval: 60_000,
  rules: [
    { kind: "recording", record: "job:level:sum", expression: LEVEL },
    { kind: "alerting", alert: "High", expression: HIGH, for: 120_000, labels: { severity: "page" } },
  ],
};

/** Two series of 4, then of 6, for 6 minutes each: their sum is 8, then 12, and fires 2 minutes later. */
const world: World = {
  start: 0,
  evaluations: { interval: 60_000, count: 12 },
  ranges: "left-open",
  series: ["x", "y"].map((instance) => ({
    name: "level",
    labels: { job: "a", instance },
    every: 60_000,
    offset: 0,
    values: Float64Array.from({ length: 12 }, (_, index) => (index < 6 ? 4 : 6)),
  })),
};

const behaviour: Behaviour = {
  alerts: new Map([[1, [{ labels: {}, states: Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2) }]]]),
  recorded: [
    { record: "job:level:sum", labels: {}, values: Float64Array.of(8, 8, 8, 8, 8, 8, 12, 12, 12, 12, 12, 12) },
  ],
};

function trialsWith(shown: Behaviour): GroupTrials {
  const owner = { name: "shop", objectives: [], conditions: [] };
  const labels = { severity: "page" };
  const alert = { kind: "alert", alert: "High", expression: HIGH, for: 120, labels, annotations: {} } as const;
  const group = {
    name: "shop",
    owner: "shop",
    part: "level",
    path: "",
    rules: [
      { kind: "recording", record: "job:level:sum", expression: LEVEL, labels: {} } as const,
      { ...alert, origin: { kind: "down" } as const },
    ],
  };
  const context = { system: {} as ReturnType<typeof system>, owner: owner as never };
  return new GroupTrials({ group, context, specification: { behaviour: () => shown } }, [
    { obligation: "fires-just-above", rule: 1, world, claim: () => ({ holds: true, says: "" }) },
  ]);
}

const judged = judgeGroup(trialsWith(behaviour), rules, mutantsOf(rules));

function outcome(rule: string, description: string): string {
  const mutant = judged.mutants.find((one) => one.rule === rule && one.description.startsWith(description));
  if (mutant === undefined) return "no such mutant";
  return mutant.refutedBy === undefined ? "survives" : `refuted by ${mutant.refutedBy.join(", ")}`;
}

describe("a mutant of an alert", () => {
  it.each([
    "> becomes <",
    "10 in `job:level:sum > 10` becomes 20",
    "`for` 2m becomes 3m",
    "`for` 2m becomes 0s",
    "label severity is left out",
    "the rule has another name",
    "the rule is left out",
    "offset 1m is added",
  ])("is refuted where its states or labels differ: %s", (description) => {
    expect(outcome("High", description)).toBe("refuted by fires-just-above");
  });

  it.each(["> becomes >=", "10 in `job:level:sum > 10` becomes 11", "`keep_firing_for` 0s becomes 1m"])(
    "survives a world on which it does the same: %s",
    (description) => {
      expect(outcome("High", description)).toBe("survives");
    },
  );
});

describe("a mutant of a recording", () => {
  it.each([
    "sum becomes avg",
    "sum is left out",
    "instance is added to",
    "offset 1m is added",
    'job="a" of level becomes job!="a"',
    "the rule has another name",
    "the rule is left out",
  ])("is refuted where values or labels differ: %s", (description) => {
    expect(outcome("job:level:sum", description)).toBe("refuted by fires-just-above");
  });

  it("survives where nobody else has such series", () => {
    expect(outcome("job:level:sum", 'job="a" of level is left out')).toBe("survives");
  });
});

describe("rules that are refuted without a fault", () => {
  it("are told, since their mutants show nothing", () => {
    const wrong = { ...behaviour, recorded: [] };
    expect(judgeGroup(trialsWith(wrong), rules, []).faults).toEqual(["fires-just-above"]);
    expect(judged.faults).toEqual([]);
  });
});

describe("the account of mutants", () => {
  const survivor = judged.mutants.find(({ refutedBy }) => refutedBy === undefined) as JudgedMutant;
  const dead = judged.mutants.find(({ refutedBy }) => refutedBy !== undefined) as JudgedMutant;
  const listed = (id: string, description: string) => [{ argument: "because", mutants: { [id]: description } }];

  it("counts each once, for alerts and recordings apart", () => {
    const { killed, equivalent, survived, alerts, recordings } = accountFor(judged.mutants, []);
    expect(killed + equivalent + survived).toBe(judged.mutants.length);
    expect(alerts.map(({ rule }) => rule)).toEqual(["High"]);
    expect(recordings.map(({ rule }) => rule)).toEqual(["job:level:sum"]);
  });

  it("takes a survivor that is listed with the words of its fault as equivalent", () => {
    const plain = accountFor(judged.mutants, []);
    const account = accountFor(judged.mutants, listed(survivor.id, survivor.description));
    expect(account).toMatchObject({ equivalent: 1, survived: plain.survived - 1, killed: plain.killed, stale: [] });
  });

  it("tells entries that are refuted, about another fault, or about none", () => {
    expect(accountFor(judged.mutants, listed(dead.id, dead.description)).stale).toEqual([dead.id]);
    expect(accountFor(judged.mutants, listed(survivor.id, "another fault")).stale).toEqual([survivor.id]);
    expect(withoutMutant(judged.mutants, listed("shop/High/for/99", "gone"))).toEqual(["shop/High/for/99"]);
  });
});
