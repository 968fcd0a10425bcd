import { describe, expect, it } from "vitest";
import { count, minutes, percent, seconds } from "../../../lib/core/quantity.ts";
import { constant, type Scenario, series, stale, type Understanding } from "../../../lib/index.ts";
import type { Phase } from "../../../lib/model/stage.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { print } from "../../../lib/promql/print.ts";
import { ALERT_OBLIGATIONS } from "../../../lib/prove/obligation.ts";
import { filesystemUsage } from "../../../lib/rules/catalogue/filesystem.ts";
import { nodeMemoryUsage } from "../../../lib/rules/catalogue/node-exporter.ts";
import { podCrashLooping } from "../../../lib/rules/catalogue/pods.ts";
import { build, catalogue } from "../../../lib/rules/catalogue/registry.ts";
import { given } from "../../rules/catalogue/options.ts";
import { proved, queueAge, withVerdict } from "./proved.ts";

const COMMON = { alert: "Case", severity: "warning" } as const;
const memory = nodeMemoryUsage({ ...COMMON, job: "node", for: minutes(5), above: percent(85) });

describe.each(Object.keys(catalogue))("%s", (name) => {
  it("meets every obligation with its usual options", () => {
    const [options = {}] = given(name);
    const results = proved(build(name, { ...COMMON, ...options }));
    expect(results.map(({ obligation }) => obligation)).toEqual(
      ALERT_OBLIGATIONS.filter((obligation) => obligation !== "annotations" && obligation !== "labels"),
    );
    expect(withVerdict(results, "REFUTED")).toEqual([]);
    expect(withVerdict(results, "NOT COVERED")).toEqual([]);
  });
});

describe("a rule of the catalogue with a slip", () => {
  const slipped = (from: string, to: string) => proved(memory, parse(print(memory.expression).replace(from, to)));

  it("is refuted where it compares with 0.8500001 instead of 0.85, and shown just above", () => {
    const results = slipped("> 0.85", "> 0.8500001");
    const fires = results.find(({ obligation }) => obligation === "fires-just-above");
    expect(fires?.verdict).toBe("REFUTED");
    expect(fires?.counterexample?.test).toContain("node_memory_MemAvailable_bytes");
  });

  it("is refuted where it fires at exactly 85 %", () => {
    expect(withVerdict(slipped("> 0.85", ">= 0.85"), "REFUTED")).toContain("resolves");
  });

  it("is refuted where another job's memory is taken for its own", () => {
    expect(
      withVerdict(slipped('node_memory_MemTotal_bytes{job="node"}', "node_memory_MemTotal_bytes"), "REFUTED"),
    ).toEqual(["isolation"]);
  });

  it("is refuted where it comes and goes as it must and shows another number", () => {
    const doubled = proved(memory, parse(`(${print(memory.expression)}) * 2`));
    const [shown] = doubled.flatMap(({ says }) => says).filter((says) => says.includes("shows"));
    expect(shown).toMatch(/^Case shows 1\.7040\d+ at 5m and should show 0\.8520\d+$/);
  });
});

describe("a window of two scrapes", () => {
  const looping = (within: number) =>
    podCrashLooping({
      ...COMMON,
      job: "ksm",
      namespace: "shop",
      for: minutes(0),
      restarts: count(1),
      within: seconds(within),
    });

  it("is refuted when twice as far apart, 2m of 2m; one of 5m is not", () => {
    const tight = proved(looping(120)).find(({ obligation }) => obligation === "scrape-doubled");
    expect([tight?.verdict, tight?.says]).toEqual(["REFUTED", ["never fires with a scrape every 2m"]]);
    expect(withVerdict(proved(looping(300)), "REFUTED")).toEqual([]);
  });
});

describe("what conditions cannot be touched by", () => {
  const saying = (obligation: string) => proved(memory).find((result) => result.obligation === obligation);

  it("follows from the expression: memory is no counter and counts no requests", () => {
    expect(saying("counter-reset")).toMatchObject({ verdict: "PROVED", worlds: 0 });
    expect(saying("one-failure")?.says).toEqual([
      "reads states and sizes and no events, so a single failed one cannot change it",
    ]);
  });

  it("is shown in pairs otherwise: a full disk fires when it becomes writable, a read-only one does not", () => {
    const disk = filesystemUsage({ ...COMMON, job: "node", for: minutes(5), above: percent(80) });
    const says = proved(disk).flatMap((result) => result.says);
    expect(says).toContain("fires from 10m to 15m when a full filesystem becomes writable from 5m on");
    expect(says).toContain("silent for a filesystem that is mounted read-only: never fires");
  });
});

const old: Scenario = {
  name: "fires 2 m after an entry is 31 s old",
  obligation: "fires-just-above",
  alert: "QueueTooOld",
  labels: { severity: "warning" },
  step: 60,
  series: [series("queue_age_seconds", { job: "worker", queue: "mail" }, constant(30, 5), constant(31, 10))],
  expect: [
    { at: 360, firing: 0 },
    { at: 420, firing: 1 },
  ],
};

describe("a condition in PromQL with scenarios alone", () => {
  it("proves what they show, and tells what none of them shows", () => {
    const results = proved(queueAge({ scenarios: [old] }));
    expect(withVerdict(results, "PROVED")).toEqual(["fires-just-above", "counter-reset", "one-failure"]);
    const resolves = results.find(({ obligation }) => obligation === "resolves");
    expect([resolves?.verdict, resolves?.says]).toEqual(["NOT COVERED", ["no scenario of the condition shows it"]]);
  });

  it("is refuted by an expectation that is wrong by one evaluation", () => {
    const early = { ...old, expect: [{ at: 360, firing: 1 }] };
    const [fires] = proved(queueAge({ scenarios: [early] }));
    expect([fires?.verdict, fires?.says]).toEqual([
      "REFUTED",
      ["QueueTooOld fires 0 times at 6m and should fire once"],
    ]);
  });

  it("takes a defect for what it shows: that it fires, or that it does not", () => {
    const calm = { ...old, name: "30 s", obligation: "other", expect: [{ at: 420, firing: 0 }] } as const;
    const scenarios: readonly Scenario[] = [
      { ...old, obligation: "defect", defect: "D-01" },
      { ...calm, series: [series("queue_age_seconds", { job: "worker", queue: "mail" }, constant(30, 15))] },
    ];
    const results = proved(queueAge({ scenarios }));
    expect(withVerdict(results, "PROVED")).toEqual(expect.arrayContaining(["fires-just-above", "silent-just-below"]));
  });
});

describe("a condition in PromQL with a meaning and a stage", () => {
  const values = { on: 30.5, off: 30 };
  const staged = queueAge({
    scenarios: [old],
    meaning: (observed) => {
      const own = observed.series("queue_age_seconds").filter(({ labels }) => labels.job === "worker");
      return [...new Set(own.map(({ labels }) => labels.queue ?? ""))].map((queue) => ({
        labels: { queue },
        value: (time) => {
          const ages = own.filter(({ labels }) => labels.queue === queue).map((one) => one.newest(time) ?? 0);
          return Math.max(...ages) > 30 ? Math.max(...ages) : undefined;
        },
      }));
    },
    stages: [
      {
        about: "an entry is half a second too old",
        step: 60,
        series: (until, ...phases) => [
          series("queue_age_seconds", { job: "worker", queue: "mail" }, ...phases.flatMap(samples(until, values))),
        ],
      },
    ],
  });

  it("is shown in every situation", () => {
    const results = proved(staged);
    expect(withVerdict(results, "REFUTED")).toEqual([]);
    expect(withVerdict(results, "NOT COVERED")).toEqual([]);
  });

  it("is refuted by a stage on which it never fires", () => {
    const stages = staged.stages?.map((stage) => ({ ...stage, series: () => [] }));
    const [fires] = proved(queueAge({ ...understanding(staged), stages: stages ?? [], scenarios: [] }));
    expect([fires?.verdict, fires?.says]).toEqual([
      "REFUTED",
      ["never fires, and does not come and go, when an entry is half a second too old for a while"],
    ]);
  });

  it("is refuted by a scenario that expects something else than it means", () => {
    const wrong = queueAge({
      ...understanding(staged),
      scenarios: [{ ...old, expect: [{ at: 360, firing: 1 }] }],
    });
    expect(withVerdict(proved(wrong), "REFUTED")).toEqual(["fires-just-above"]);
  });
});

function samples(until: number, values: { readonly on: number; readonly off: number }) {
  return ([at, is]: Phase, index: number, phases: readonly Phase[]) => {
    const steps = ((phases[index + 1]?.[0] ?? until + 60) - at) / 60;
    if (steps <= 0) return [];
    if (is === "on" || is === "off") return [constant(values[is], steps)];
    const gap = { kind: "missing", steps: is === "stale" ? steps - 1 : steps } as const;
    return is === "stale" ? [stale(), gap] : [gap];
  };
}

/** What a condition was given for proofs, which spreading it leaves out. */
function understanding({ meaning = () => [], stages = [] }: Understanding): Required<Understanding> {
  return { meaning, stages };
}
