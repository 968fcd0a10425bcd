import type { MemoryStorage, Storage } from "../promql/data/storage.ts";
import { DEFAULT_SETTINGS, type QueryOptions } from "../promql/eval/query.ts";
import { AlertingRun } from "./alerting-run.ts";
import { type Block, timeOf } from "./block.ts";
import { rulesByStep } from "./plan.ts";
import { needsItsOwnMoment, reachOf } from "./reads.ts";
import { RecordingRun } from "./recording-run.ts";
import type { Restore } from "./restore.ts";
import type { RuleGroup } from "./rule.ts";
import type { RunContext } from "./run-context.ts";
import { SampleWriter } from "./sample-writer.ts";
import { type Schedule, type ScheduledRule, scheduled } from "./schedule.ts";
import { StorageAsOf } from "./storage-as-of.ts";
import { type ExpandTemplate, expandAsPrometheus } from "./templates.ts";
import { Timeline } from "./timeline.ts";

/** What to evaluate. Units: milliseconds. */
export interface RulesToRun extends Schedule {
  /** Holds the input; takes what the rules write. */
  readonly storage: MemoryStorage;
  readonly groups: readonly RuleGroup[];
  /** As those of a query. A subquery without a step takes the interval of the run. */
  readonly options?: QueryOptions;
  /** Default: as Prometheus expands them. */
  readonly expandTemplate?: ExpandTemplate;
  readonly externalLabels?: Readonly<Record<string, string>>;
  readonly externalURL?: string;
  /** The run begins after an outage: what the storage holds of `ALERTS_FOR_STATE` gives alerts their time back. */
  readonly restore?: Restore;
}

type RuleRun = RecordingRun | AlertingRun;

/**
 * Evaluates rule groups from `start` to `end` as Prometheus and promtool do, writes what they record into the storage,
 * with `ALERTS`, `ALERTS_FOR_STATE` and the markers of series that ended, and tells what became of every alert. A rule that
 * fails at a moment is a failure of the timeline, no error.
 */
export function runRules(input: RulesToRun): Timeline {
  const rules = scheduled(input.groups, input);
  const byStep = rulesByStep(rules);
  const context = contextOf(input, byStep);
  const runs: RuleRun[] = rules.map((one) => {
    const { rule } = one;
    if (rule.kind === "recording") return new RecordingRun(one, rule, context);
    return new AlertingRun(one, rule, context, input.restore);
  });
  for (const run of runs) {
    if (!byStep.has(run.scheduled)) run.run({ from: 0, to: run.scheduled.steps.count });
  }
  runByStep(runs.filter((run) => byStep.has(run.scheduled)));
  const alerting = runs.filter((run) => run instanceof AlertingRun);
  return new Timeline(
    rules,
    alerting,
    runs.flatMap((run) => run.failures.list),
  );
}

/** Moment by moment, at each of them in the order of their turns. */
function runByStep(runs: readonly RuleRun[]): void {
  const next = runs.map(() => 0);
  for (;;) {
    let now = Number.POSITIVE_INFINITY;
    for (const [index, run] of runs.entries()) now = Math.min(now, timeOfNext(run, next[index] ?? 0));
    if (now === Number.POSITIVE_INFINITY) return;
    for (const [index, run] of runs.entries()) {
      const step = next[index] ?? 0;
      if (timeOfNext(run, step) !== now) continue;
      run.run({ from: step, to: step + 1 });
      next[index] = step + 1;
    }
  }
}

function timeOfNext(run: RuleRun, step: number): number {
  const { steps } = run.scheduled;
  return step < steps.count ? timeOf(steps, step) : Number.POSITIVE_INFINITY;
}

function contextOf(input: RulesToRun, byStep: ReadonlySet<ScheduledRule>): RunContext {
  const { storage, expandTemplate: expand = expandAsPrometheus, externalLabels = {}, externalURL = "" } = input;
  const options: QueryOptions = { subqueryStep: input.interval, ...input.options };
  const writer = new SampleWriter(storage, byStep);
  const views = new Map([...byStep].map((rule) => [rule, viewOf(rule, writer, options)] as const));
  return {
    writer,
    options,
    templates: { expand, externalLabels, externalURL },
    storageFor: (rule, block) => views.get(rule)?.(block) ?? storage,
  };
}

/** What a rule by step sees at each of its evaluations. */
function viewOf(rule: ScheduledRule, writer: SampleWriter, options: QueryOptions): (block: Block) => Storage {
  const { expression } = rule.rule;
  const { lookback, subqueryStep } = { ...DEFAULT_SETTINGS, ...options };
  const reach = reachOf(expression, lookback, subqueryStep);
  const looksOnlyBack = !needsItsOwnMoment(expression);
  return ({ from: step }) => {
    const now = timeOf(rule.steps, step);
    const moment = now - rule.offset;
    const until = looksOnlyBack ? { until: moment } : undefined;
    return new StorageAsOf(writer, { turn: rule.turn, now, from: moment - reach, ...until });
  };
}
