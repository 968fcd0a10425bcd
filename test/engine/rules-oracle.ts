import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import { runRules } from "../../lib/engine/run-rules.ts";
import type { Timeline } from "../../lib/engine/timeline.ts";
import { HISTOGRAM, type Series, STALE } from "../../lib/promql/data/series.ts";
import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { histogramNotation } from "../../lib/promql/histogram/print.ts";
import { loadSeries } from "../../lib/promql/notation/load.ts";

/** Rules over series, as `oracle rules` takes them; times are milliseconds, and each phase is a Prometheus of its own. */
export interface OracleCase {
  /** `load 1m` and series, a line each. */
  readonly load: string;
  readonly rules: string;
  readonly order: readonly string[];
  readonly interval: number;
  readonly phases: readonly {
    readonly start: number;
    readonly end: number;
    readonly restore?: boolean;
    readonly outageTolerance?: number;
    readonly gracePeriod?: number;
  }[];
}

/** Everything that came of it, in an order that both sides share. */
export interface OracleAnswer {
  readonly alerts: readonly unknown[];
  readonly failures: readonly unknown[];
  readonly series: readonly { readonly labels: string; readonly samples: readonly string[] }[];
}

const MINUTE = 60_000;

/** What our engine makes of a case. */
export function ours(one: OracleCase): OracleAnswer {
  const storage = new MemoryStorage();
  loadSeries(storage, one.load.slice(one.load.indexOf("\n") + 1), { step: MINUTE });
  const groups = readRuleGroups(one.rules);
  if (!groups.ok) throw new Error(JSON.stringify(groups.issues));
  const alerts: unknown[] = [];
  const failures: unknown[] = [];
  for (const { start, end, restore, outageTolerance = 0, gracePeriod = 0 } of one.phases) {
    const { interval, order } = one;
    const timeline = runRules({
      storage,
      groups: groups.value,
      start,
      end,
      interval,
      order,
      ...(restore === true ? { restore: { outageTolerance, forGracePeriod: gracePeriod } } : undefined),
    });
    for (let time = start; time <= end; time += interval) alerts.push(...alertsAt(timeline, time));
    for (const { time, rule, message } of timeline.failures) {
      failures.push({ time, rule: rule.rule.kind === "alerting" ? rule.rule.alert : rule.rule.record, message });
    }
  }
  // What the input says after the last evaluation is no matter of the rules.
  const end = Math.max(...one.phases.map((phase) => phase.end - ((phase.end - phase.start) % one.interval)));
  const series = [...storage.all()].map((each) => ({
    labels: JSON.stringify(each.labels.entries()),
    samples: samplesOf(each, end),
  }));
  return canonical({ alerts, failures, series: series.filter(({ samples }) => samples.length > 0) });
}

interface RawAnswer {
  readonly alerts: readonly Readonly<Record<string, unknown>>[];
  readonly failures: readonly unknown[];
  readonly series: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly samples: readonly (readonly [number, string])[];
  }[];
}

/** The answer of the oracle in the same form. */
export function theirs(answer: unknown): OracleAnswer {
  const raw = answer as RawAnswer;
  return canonical({
    alerts: raw.alerts.map((alert) => ({ ...alert, value: Number(alert.value) })),
    failures: raw.failures,
    series: raw.series.map(({ labels, samples }) => ({
      labels: JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))),
      samples: samples.map(
        ([time, text]) => `${time} ${/^[-+\dNI]/.test(text) ? Number(text.replace("Inf", "Infinity")) : text}`,
      ),
    })),
  });
}

function alertsAt(timeline: Timeline, time: number): readonly unknown[] {
  return timeline.alertsAt(undefined, time).map(({ state, labels, annotations, value, activeAt }) => ({
    time,
    state,
    labels: labels.toRecord(),
    annotations,
    value: typeof value === "number" ? value : 0,
    activeAt,
  }));
}

function samplesOf(series: Series, end: number): readonly string[] {
  const samples: string[] = [];
  for (let index = 0; index < series.length; index++) {
    const time = series.timestamps[index] ?? 0;
    if (time > end) break;
    const kind = series.kindAt(index);
    const histogram = kind === HISTOGRAM ? series.histograms?.[index] : undefined;
    const text = histogram === undefined ? String(series.values[index]) : histogramNotation(histogram);
    samples.push(`${time} ${kind === STALE ? "stale" : text}`);
  }
  return samples;
}

function canonical(answer: OracleAnswer): OracleAnswer {
  const sorted = <T>(list: readonly T[]): readonly T[] =>
    [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const alerts = answer.alerts.map((alert) => ordered(alert as Readonly<Record<string, unknown>>));
  return { alerts: sorted(alerts), failures: sorted(answer.failures), series: sorted(answer.series) };
}

function ordered(record: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(record)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [
        key,
        typeof value === "object" && value !== null ? ordered(value as Record<string, unknown>) : value,
      ]),
  );
}
