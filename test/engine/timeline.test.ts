import { describe, expect, it } from "vitest";
import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import { type RulesToRun, runRules } from "../../lib/engine/run-rules.ts";
import { expandAsPrometheus } from "../../lib/engine/templates.ts";
import type { Timeline } from "../../lib/engine/timeline.ts";
import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { instantQuery } from "../../lib/promql/eval/query.ts";
import { loadSeries } from "../../lib/promql/notation/load.ts";

const MINUTE = 60_000;

function run(
  rules: string,
  load: string,
  more: Partial<RulesToRun> = {},
): { timeline: Timeline; storage: MemoryStorage } {
  const groups = readRuleGroups(rules);
  if (!groups.ok) throw new Error(JSON.stringify(groups.issues));
  const storage = new MemoryStorage();
  loadSeries(storage, load, { step: MINUTE });
  const input = {
    storage,
    groups: groups.value,
    start: 0,
    end: 60 * MINUTE,
    interval: MINUTE,
    ...more,
  };
  return { timeline: runRules(input), storage };
}

describe("Timeline", () => {
  const rules =
    'groups: [{ name: g, rules: [{ alert: A, expr: x > 5, for: 2m, annotations: { at: "{{ $value }}" } }] }]';

  it("tells of an alert what the last evaluation left: pending from minute 3, firing from 5, over at 8", () => {
    const { timeline } = run(rules, "x 0x2 6+1x4 0x60");
    expect(timeline.alertsAt("A", 3 * MINUTE - 1)).toEqual([]);
    const [pending] = timeline.alertsAt("A", 4.5 * MINUTE);
    expect(pending).toMatchObject({ state: "pending", value: 7, activeAt: 3 * MINUTE, firedAt: undefined });
    const [firing] = timeline.alertsAt(undefined, 7 * MINUTE);
    expect(firing).toMatchObject({ state: "firing", value: 10, activeAt: 3 * MINUTE, firedAt: 5 * MINUTE });
    expect(firing?.annotations).toEqual({ at: "10" });
    expect(timeline.alertsAt("A", 8 * MINUTE)).toEqual([]);
    expect(timeline.alertsAt("B", 7 * MINUTE)).toEqual([]);
  });

  it("keeps an alert that is over for 15 minutes and forgets it at the next evaluation", () => {
    const { timeline } = run(rules, "x 0x2 6+1x4 0x60");
    const [resolved] = timeline.resolvedAlertsAt("A", 23 * MINUTE);
    expect(resolved).toMatchObject({ state: "inactive", value: 10, resolvedAt: 8 * MINUTE });
    expect(timeline.resolvedAlertsAt("A", 24 * MINUTE)).toEqual([]);
  });

  it("gives the periods of each alert, the last one open", () => {
    const { timeline } = run(rules, 'x{a="b"} 0 6x3 0 6x60');
    const [history] = timeline.histories("A");
    expect(history?.labels.toRecord()).toEqual({ alertname: "A", a: "b" });
    expect(history?.periods("pending")).toEqual([
      { from: 1 * MINUTE, to: 3 * MINUTE },
      { from: 6 * MINUTE, to: 8 * MINUTE },
    ]);
    expect(history?.periods("firing")).toEqual([
      { from: 3 * MINUTE, to: 5 * MINUTE },
      { from: 8 * MINUTE, to: undefined },
    ]);
  });

  it("expands annotations only when they are asked for, with the value of the last sample", () => {
    let expansions = 0;
    const { timeline } = run(rules, "x 6+1x60", {
      expandTemplate: (input) => {
        expansions++;
        return expandAsPrometheus(input);
      },
    });
    const [alert] = timeline.alertsAt("A", 10 * MINUTE);
    expect(expansions).toBe(0);
    expect([alert?.annotations.at, alert?.annotations.at, expansions]).toEqual(["16", "16", 1]);
  });

  it("shows a template that fails as Prometheus does", () => {
    const failing = rules.replace("{{ $value }}", '{{ query \\"sum(\\" }}');
    const { timeline } = run(failing, "x 6x60");
    const [alert] = timeline.alertsAt("A", 10 * MINUTE);
    expect(alert?.annotations.at).toBe(
      "<error expanding template: error executing template __alert_A: template: __alert_A:1:115: " +
        'executing "__alert_A" at <query "sum(">: error calling query: 1:5: parse error: unclosed left parenthesis>',
    );
  });

  it("lets a query in an annotation see what stood there when it was the turn of its rule", () => {
    const text = `
groups:
  - name: g
    rules:
      - { record: "before", expr: x }
      - { alert: A, expr: x > 0, annotations: { seen: '{{ with query "NAME" }}{{ . | first | value }}{{ end }}' } }
      - { record: "after", expr: x }
`;
    const seen = (name: string): string | undefined =>
      run(text, "x 0+1x60", {
        expandTemplate: ({ query }) =>
          query(name)
            .map(({ value }) => String(value))
            .join(),
      }).timeline.alertsAt("A", 7 * MINUTE)[0]?.annotations.seen;
    expect([seen("before"), seen("after"), seen("ALERTS_FOR_STATE{alertname='A'}")]).toEqual(["7", "6", "60"]);
  });
});

describe("runRules", () => {
  it("starts where it is told and stamps every interval from there", () => {
    const { storage } = run('groups: [{ name: g, rules: [{ record: "r", expr: "time()" }] }]', "x 0", {
      start: 30_500,
      end: 4 * MINUTE,
      interval: 45_000,
    });
    const [series] = storage.select([{ label: "__name__", op: "=", value: "r" }]);
    expect([...(series?.timestamps.slice(0, series.length) ?? [])]).toEqual([
      30_500, 75_500, 120_500, 165_500, 210_500,
    ]);
    expect(series?.values[1]).toBe(75.5);
  });

  it("ignores the interval of a group as promtool does, unless it is told to honour it", () => {
    const rules =
      'groups: [{ name: g, interval: 5m, rules: [{ record: "r", expr: "x" }, { record: "s", expr: "s + 1 or vector(1)" }] }]';
    const counted = (honourGroupIntervals: boolean): unknown => {
      const { storage } = run(rules, "x 0+1x60", { honourGroupIntervals });
      return ["count_over_time(r[1h])", "s"].map((query) => {
        const result = instantQuery(storage, query, 60 * MINUTE);
        return result.type === "vector" ? result.samples[0]?.value : undefined;
      });
    };
    expect(counted(false)).toEqual([60, 61]);
    // After 5 minutes the last count is out of sight.
    expect(counted(true)).toEqual([12, 1]);
  });

  it("tells each failure with its rule and moment, in the order of evaluation", () => {
    const rules = `
groups:
  - name: b
    rules: [{ record: "r", expr: "x * on() y" }]
  - name: a
    limit: 1
    rules: [{ alert: A, expr: y > 0 }]
`;
    const { timeline } = run(rules, 'x 1x60\ny{a="1"} 1x60\ny{a="2"} _x2 1x0 _x60', { order: ["a", "b"] });
    expect(timeline.failures.map(({ time, message }) => [time / MINUTE, message])).toEqual([
      [2, "exceeded limit of 1 with 2 alerts"],
      [2, expect.stringMatching(/^found duplicate series for the match group \{\} on the right hand-side/)],
      ...[3, 4, 5, 6].flatMap((minute) => [
        [minute, "exceeded limit of 1 with 2 alerts"],
        [minute, expect.stringContaining("many-to-many matching not allowed")],
      ]),
    ]);
    expect(timeline.alertsAt("A", 6 * MINUTE)).toEqual([]);
    expect(timeline.alertsAt("A", 7 * MINUTE)).toHaveLength(1);
  });

  it("keeps histograms: recorded ones are read, and an alert on one has it for a value", () => {
    const rules =
      'groups: [{ name: g, rules: [{ record: "r", expr: "h" }, { alert: A, expr: "r", annotations: { at: "{{ $value }}" } }] }]';
    const { storage, timeline } = run(rules, "h {{schema:0 sum:3 count:2 buckets:[1 1]}}x10");
    const result = instantQuery(storage, "histogram_count(r)", 5 * MINUTE);
    expect(result).toMatchObject({ samples: [{ value: 2 }] });
    expect(timeline.alertsAt("A", 5 * MINUTE)).toMatchObject([{ state: "firing", value: { count: 2, sum: 3 } }]);
  });
});
