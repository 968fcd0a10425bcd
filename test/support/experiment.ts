import type { RuleFile } from "../../lib/compile/bundle.ts";
import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import type { RuleGroup } from "../../lib/engine/rule.ts";
import { runRules } from "../../lib/engine/run-rules.ts";
import { expandAsPrometheus } from "../../lib/engine/templates.ts";
import { compareLabels, Labels } from "../../lib/promql/data/labels.ts";
import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { instantQuery } from "../../lib/promql/eval/query.ts";
import type { VectorSample } from "../../lib/promql/eval/result.ts";
import { histogramNotation } from "../../lib/promql/histogram/print.ts";
import { loadSeries } from "../../lib/promql/notation/load.ts";

/** A question: an expression and the minute at which it is evaluated. */
export type Question = readonly [expression: string, minute: number];

/** Rules, series in promtool's notation, and what to ask after so many minutes. */
export interface Experiment<Key extends string = string> {
  readonly rules?: readonly RuleFile[];
  /** Seconds between two samples; default 60. */
  readonly scrape?: number;
  /** Seconds between two evaluations; default 60. */
  readonly evaluation?: number;
  /** Unix time of the first sample; default 0. */
  readonly start?: number;
  readonly series: Readonly<Record<string, string>>;
  readonly ask: Readonly<Record<Key, Question>>;
}

/** One sample of an answer; native histograms keep promtool's text and have no value. */
export interface Answer {
  readonly labels: string;
  readonly text: string;
  readonly value: number;
}

/** Runs an experiment in this process; the answers are written as promtool writes them. */
export function runExperiment(experiment: Experiment): ReadonlyMap<string, readonly Answer[]> {
  const { scrape = 60, evaluation = 60, start: startSeconds = 0, series, ask } = experiment;
  const storage = new MemoryStorage();
  const start = startSeconds * 1_000;
  const text = Object.entries(series).map(([name, values]) => `${name} ${values}\n`);
  loadSeries(storage, text.join(""), { start, step: scrape * 1_000 });
  const questions = Object.entries<Question>(ask).map(([key, [expression, minute]]) => {
    return { key, expression, time: start + Math.round(minute * 60) * 1_000 };
  });
  const timeline = runRules({
    storage,
    groups: (experiment.rules ?? []).flatMap(groupsOf),
    start,
    end: Math.max(...questions.map(({ time }) => time)),
    interval: evaluation * 1_000,
    expandTemplate: expandAsPrometheus,
  });
  const [failure] = timeline.failures;
  if (failure !== undefined) throw new Error(`a rule failed: ${failure.message}`);
  const options = { subqueryStep: evaluation * 1_000 };
  return new Map(
    questions.map(({ key, expression, time }) => [key, answers(instantQuery(storage, expression, time, options))]),
  );
}

function groupsOf({ groups }: RuleFile): readonly RuleGroup[] {
  const read = readRuleGroups({ groups });
  if (!read.ok) throw new Error(read.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return read.value;
}

function answers(result: ReturnType<typeof instantQuery>): readonly Answer[] {
  if (result.type === "scalar") return [answer({ labels: Labels.empty, value: result.value })];
  if (result.type !== "vector") throw new Error(`a ${result.type} is no answer`);
  return [...result.samples].sort((a, b) => compareLabels(a.labels, b.labels)).map(answer);
}

function answer({ labels, value }: VectorSample): Answer {
  const inside = labels.entries().map(([name, text]) => `${name}=${JSON.stringify(text)}`);
  const shown = `{${inside.join(", ")}}`;
  if (typeof value !== "number") return { labels: shown, text: histogramNotation(value), value: Number.NaN };
  return { labels: shown, text: scientific(value), value };
}

/** As Go's `%E` with all digits. */
function scientific(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const [mantissa = "", exponent = "0"] = (Object.is(value, -0) ? "-0e+0" : value.toExponential()).split("e");
  const digits = exponent.replace(/[+-]/, "").padStart(2, "0");
  return `${mantissa}E${exponent.startsWith("-") ? "-" : "+"}${digits}`;
}
