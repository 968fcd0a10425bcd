import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import { runRules } from "../../lib/engine/run-rules.ts";
import type { Timeline } from "../../lib/engine/timeline.ts";
import { Labels } from "../../lib/promql/data/labels.ts";
import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { instantQuery } from "../../lib/promql/eval/query.ts";
import { parse } from "../../lib/promql/parse.ts";

/** Rules over input, with what promtool and our engine must both find. Times are minutes; samples come once a minute. */
export interface RuleCase {
  readonly name: string;
  /** The groups of a rule file. */
  readonly groups: string;
  readonly order?: readonly string[];
  readonly input: readonly (readonly [series: string, values: string])[];
  /** Firing alerts at a minute: the labels without `alertname`, and the annotations. */
  readonly alerts?: readonly (readonly [
    minute: number,
    alert: string,
    firing: readonly (readonly [labels: Record<string, string>, annotations?: Record<string, string>])[],
  ])[];
  /** What a query gives at a minute. */
  readonly samples?: readonly (readonly [
    minute: number,
    query: string,
    samples: readonly (readonly [labels: string, value: number])[],
  ])[];
}

const MINUTE = 60_000;

/** The files that have promtool check a case. */
export function promtoolFiles(one: RuleCase, rulesFile: string): { readonly rules: string; readonly test: string } {
  const test = {
    rule_files: [rulesFile],
    evaluation_interval: "1m",
    group_eval_order: one.order ?? [],
    tests: [
      {
        name: one.name,
        interval: "1m",
        input_series: one.input.map(([series, values]) => ({ series, values })),
        alert_rule_test: (one.alerts ?? []).map(([minute, alertname, firing]) => ({
          eval_time: `${minute}m`,
          alertname,
          exp_alerts: firing.map(([labels, annotations]) => ({
            exp_labels: labels,
            exp_annotations: annotations ?? {},
          })),
        })),
        promql_expr_test: (one.samples ?? []).map(([minute, expr, samples]) => ({
          eval_time: `${minute}m`,
          expr,
          exp_samples: samples.map(([labels, value]) => ({ labels, value })),
        })),
      },
    ],
  };
  return { rules: one.groups, test: JSON.stringify(test) };
}

/** What our engine finds where the case says what it must be, in the same form. */
export function found(one: RuleCase): Pick<RuleCase, "alerts" | "samples"> {
  const storage = new MemoryStorage();
  for (const [series, values] of one.input) load(storage, series, values);
  const timeline = run(one, storage);
  return {
    ...(one.alerts === undefined
      ? undefined
      : { alerts: one.alerts.map(([minute, name]) => firing(timeline, minute, name)) }),
    ...(one.samples === undefined
      ? undefined
      : { samples: one.samples.map(([minute, query]) => result(storage, minute, query)) }),
  };
}

/** Runs the rules of a case as promtool would. */
export function run(one: RuleCase, storage: MemoryStorage): Timeline {
  const groups = readRuleGroups(one.groups, { file: one.name });
  if (!groups.ok) throw new Error(JSON.stringify(groups.issues));
  const minutes = [...(one.alerts ?? []), ...(one.samples ?? [])].map(([minute]) => minute);
  const timeline = runRules({
    storage,
    groups: groups.value,
    start: 0,
    end: Math.max(...minutes) * MINUTE,
    interval: MINUTE,
    ...(one.order === undefined ? undefined : { order: one.order }),
  });
  if (timeline.failures.length > 0) throw new Error(JSON.stringify(timeline.failures.map(({ message }) => message)));
  return timeline;
}

/** Loads one sample a minute from series notation: numbers, `a+bxn`, `axn`, `_`, `_xn` and `stale`. */
export function load(storage: MemoryStorage, series: string, values: string): void {
  const target = storage.series(labelsOf(series));
  let minute = 0;
  for (const item of values.split(/\s+/)) {
    const [, first = "", step = "0", times = "0"] = /^(_|stale|-?[\d.]+)([+-][\d.]+)?(?:x(\d+))?$/.exec(item) ?? [];
    const count = first === "_" ? Math.max(1, Number(times)) : Number(times) + 1;
    for (let index = 0; index < count; index++, minute++) {
      if (first === "stale") target.appendStale(minute * MINUTE);
      else if (first !== "_") target.append(minute * MINUTE, Number(first) + index * Number(step));
    }
  }
}

function labelsOf(text: string): Labels {
  const selector = parse(text);
  if (selector.type !== "vector") throw new Error(`no series: ${text}`);
  const name = selector.name === undefined ? {} : { __name__: selector.name };
  return Labels.of({ ...name, ...Object.fromEntries(selector.matchers.map(({ label, value }) => [label, value])) });
}

function firing(timeline: Timeline, minute: number, name: string): NonNullable<RuleCase["alerts"]>[number] {
  const alerts = timeline.alertsAt(name, minute * MINUTE).filter(({ state }) => state === "firing");
  return [
    minute,
    name,
    alerts.map(({ labels, annotations }) => {
      const { alertname: _, ...own } = labels.toRecord();
      return Object.keys(annotations).length === 0 ? [own] : [own, annotations];
    }),
  ];
}

function result(storage: MemoryStorage, minute: number, query: string): NonNullable<RuleCase["samples"]>[number] {
  const answer = instantQuery(storage, query, minute * MINUTE);
  if (answer.type !== "vector") throw new Error(`no vector: ${query}`);
  const samples = answer.samples.map(({ labels, value }): readonly [string, number] => [
    labels.toString(),
    Number(value),
  ]);
  return [minute, query, samples.sort(([a], [b]) => (a < b ? -1 : 1))];
}
