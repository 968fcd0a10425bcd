import { describe, expect, it } from "vitest";
import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import { type RulesToRun, runRules } from "../../lib/engine/run-rules.ts";
import type { Timeline } from "../../lib/engine/timeline.ts";
import { STALE } from "../../lib/promql/data/series.ts";
import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { loadSeries } from "../../lib/promql/notation/load.ts";

const MINUTE = 60_000;

interface Ran {
  readonly timeline: Timeline;
  /** What a series holds: `minute:value`, `minute:stale`. */
  readonly samples: (name: string, label?: readonly [string, string]) => readonly string[];
}

function run(rules: string, load: string, missed: readonly number[], more: Partial<RulesToRun> = {}): Ran {
  const groups = readRuleGroups(`groups: [{ name: g, rules: [${rules}] }]`);
  if (!groups.ok) throw new Error(JSON.stringify(groups.issues));
  const storage = new MemoryStorage();
  loadSeries(storage, load, { step: MINUTE });
  const timeline = runRules({
    storage,
    groups: groups.value,
    start: 0,
    end: 10 * MINUTE,
    interval: MINUTE,
    missed: (time) => missed.includes(time / MINUTE),
    ...more,
  });
  const samples = (name: string, label?: readonly [string, string]): readonly string[] => {
    const own = label === undefined ? [] : [{ label: label[0], op: "=" as const, value: label[1] }];
    return storage.select([{ label: "__name__", op: "=", value: name }, ...own]).flatMap((series) =>
      Array.from({ length: series.length }, (_, index) => {
        const value = series.kindAt(index) === STALE ? "stale" : series.values[index];
        return `${(series.timestamps[index] ?? 0) / MINUTE}:${value}`;
      }),
    );
  };
  return { timeline, samples };
}

/** Minutes at which an alert fires. */
function firing({ timeline }: Ran, name = "A"): readonly number[] {
  return timeline
    .histories(name)
    .flatMap((history) =>
      history
        .periods("firing")
        .flatMap(({ from, to = 11 * MINUTE }) =>
          Array.from({ length: (to - from) / MINUTE }, (_, index) => from / MINUTE + index),
        ),
    );
}

// The second rule reads itself, so that all that depends on it runs moment by moment.
const PATHS = [
  ["at once", (expr: string): string => `{ record: "r", expr: "${expr}" }`],
  ["moment by moment", (expr: string): string => `{ record: "r", expr: "${expr} or (r > 1e9)" }`],
] as const;

describe.each(PATHS)("evaluations that Prometheus missed, %s", (_, record) => {
  const alert = (expr: string, pending: number): string => `{ alert: A, expr: "${expr}", for: ${pending}m }`;
  const fed = (pending: number): string => `${record("x")}, ${alert("r > 5", pending)}`;

  it("writes nothing at them, and the next evaluation finds what is there then", () => {
    expect(run(record("x"), "x 0+1x10", [2, 3, 7]).samples("r")).toEqual([
      ...["0:0", "1:1", "4:4", "5:5", "6:6"],
      ...["8:8", "9:9", "10:10"],
    ]);
  });

  it("marks a series as ended at the first evaluation after them", () => {
    expect(run(record("x"), "x 1 1 1 stale", [3, 4]).samples("r")).toEqual(["0:1", "1:1", "2:1", "5:stale"]);
    expect(run(record("x"), "x 1 1 1 stale", []).samples("r")).toEqual(["0:1", "1:1", "2:1", "3:stale"]);
  });

  it("lets `for` go on: pending from minute 2 for 4 minutes, an alert fires at 6 although 3, 4 and 5 were missed", () => {
    const ran = run(fed(4), "x 0 0 9x20", [3, 4, 5]);
    expect(firing(ran)).toEqual([6, 7, 8, 9, 10]);
    expect(ran.timeline.alertsAt("A", 5 * MINUTE)).toMatchObject([{ state: "pending", activeAt: 2 * MINUTE }]);
  });

  it("fires at the next evaluation when the one at which it would have fired was missed", () => {
    expect(firing(run(fed(4), "x 0 0 9x20", [6, 7]))).toEqual([8, 9, 10]);
  });

  it("does not see that the condition was gone at missed evaluations only", () => {
    expect(firing(run(fed(4), "x 0 0 9 9 0 9x20", [4]))).toEqual([6, 7, 8, 9, 10]);
    expect(firing(run(fed(4), "x 0 0 9 9 0 9x20", []))).toEqual([9, 10]);
  });

  it("keeps an alert firing until an evaluation finds that it is over", () => {
    expect(firing(run(fed(0), "x 9 9 9 0x20", [3, 4]))).toEqual([0, 1, 2, 3, 4]);
    expect(firing(run(fed(0), "x 9 9 9 0x20", []))).toEqual([0, 1, 2]);
  });

  it("does not raise an alert whose condition holds at missed evaluations only", () => {
    expect(run(fed(0), "x 0 0 0 9 9 0x20", [3, 4]).timeline.histories("A")).toEqual([]);
  });

  it("writes no ALERTS at them, and no marker before the next evaluation", () => {
    expect(run(fed(0), "x 0 9 9 9 0x20", [2, 4, 5]).samples("ALERTS")).toEqual(["1:1", "3:1", "6:stale"]);
  });

  it("tells no failure of them", () => {
    const rules = record("x * on () y");
    const load = 'x 1x10\ny{a="1"} 1x10\ny{a="2"} _x4 1 1 stale';
    expect(run(rules, load, [5]).timeline.failures.map(({ time }) => time / MINUTE)).toEqual([4]);
    expect(run(rules, load, []).timeline.failures.map(({ time }) => time / MINUTE)).toEqual([4, 5]);
  });
});

describe("missed evaluations", () => {
  it("gives a resolved alert its keep_firing_for in wall time", () => {
    const rules = '{ alert: A, expr: "x > 5", keep_firing_for: 3m }';
    // The evaluation of minute 2 starts the 3 minutes, those of 3 to 5 are missed.
    expect(firing(run(rules, "x 9 9 0x20", [3, 4, 5]))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(firing(run(rules, "x 9 9 0x20", [2, 3, 4, 5]))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("restores after the second evaluation that was not missed", () => {
    const rules = '{ alert: A, expr: "x > 5", for: 15m }';
    const load = 'x 9x20\nALERTS_FOR_STATE{alertname="A"} _x2 -600 _x8';
    const since = (missed: readonly number[]): unknown =>
      run(rules, load, missed, { start: 3 * MINUTE, restore: {} }).timeline.alertsAt("A", 10 * MINUTE)[0]?.activeAt;
    // 12 of 15 minutes were waited when Prometheus went down: the grace of 10 m from the restoration on counts.
    expect(since([])).toBe((4 + 10 - 15) * MINUTE);
    expect(since([4, 5])).toBe((6 + 10 - 15) * MINUTE);
  });

  it("misses those of a group with its own interval at its own moments", () => {
    const groups = readRuleGroups(
      'groups: [{ name: g, interval: 2m, rules: [{ record: "r", expr: x }] }, { name: h, rules: [{ record: "s", expr: x }] }]',
    );
    if (!groups.ok) throw new Error();
    const storage = new MemoryStorage();
    loadSeries(storage, "x 0+1x10", { step: MINUTE });
    const asked = new Set<number>();
    runRules({
      ...{ storage, groups: groups.value, start: 0, end: 6 * MINUTE, interval: 3 * MINUTE, honourGroupIntervals: true },
      missed: (time) => {
        asked.add(time / MINUTE);
        return time === 4 * MINUTE;
      },
    });
    const [r] = storage.select([{ label: "__name__", op: "=", value: "r" }]);
    expect([...(r?.values.slice(0, r.length) ?? [])]).toEqual([0, 2, 6]);
    expect([...asked].sort()).toEqual([0, 2, 3, 4, 6]);
  });
});
