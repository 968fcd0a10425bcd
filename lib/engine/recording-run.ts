import { Labels } from "../promql/data/labels.ts";
import { ABSENT, HISTOGRAM } from "../promql/data/series.ts";
import type { Column } from "../promql/eval/column.ts";
import { type Block, Failures } from "./block.ts";
import { evaluateBlock } from "./evaluate-block.ts";
import { labelsSetBy, type RecordingRule } from "./rule.ts";
import type { RunContext } from "./run-context.ts";
import type { ScheduledRule } from "./schedule.ts";
import { SeriesOutput } from "./series-output.ts";

const DUPLICATE = "vector contains metrics with the same labelset after applying rule labels";

/** A recording rule in the course of a run. */
export class RecordingRun {
  readonly scheduled: ScheduledRule;
  readonly failures: Failures;
  private readonly context: RunContext;
  private readonly rule: RecordingRule;
  private readonly output: SeriesOutput;
  /** By the labels of what the expression gives. */
  private readonly recorded = new Map<string, Labels>();

  constructor(scheduled: ScheduledRule, rule: RecordingRule, context: RunContext) {
    this.scheduled = scheduled;
    this.rule = rule;
    this.context = context;
    this.failures = new Failures(scheduled);
    this.output = new SeriesOutput(scheduled, context.writer, this.failures);
  }

  /** Evaluates the rule at the steps of a block, which must follow those of the last one. */
  run(block: Block): void {
    const columns = evaluateBlock(this.context, this.scheduled, block, this.failures);
    const byKey = new Map<string, Column>();
    for (const column of columns) {
      const labels = this.recordedLabels(column.labels);
      const known = byKey.get(labels.key);
      if (known === undefined) {
        column.labels = labels;
        byKey.set(labels.key, column);
      } else this.merge(block, known, column);
    }
    this.limit(block, byKey);
    const { from } = block;
    this.output.write(
      block,
      [...byKey.values()].map((column) => ({ from, column })),
    );
  }

  private recordedLabels(labels: Labels): Labels {
    let recorded = this.recorded.get(labels.key);
    if (recorded === undefined) {
      const set = Object.entries(labelsSetBy(this.scheduled.group, this.rule));
      recorded = Labels.from([...labels.entries(), ["__name__", this.rule.record], ...set]);
      this.recorded.set(labels.key, recorded);
    }
    return recorded;
  }

  private merge(block: Block, into: Column, from: Column): void {
    for (let step = 0; step < from.kinds.length; step++) {
      if (from.kinds[step] === ABSENT || this.failures.failed(block.from + step)) continue;
      const histogram = from.kinds[step] === HISTOGRAM ? from.histogramAt(step) : undefined;
      if (into.kinds[step] !== ABSENT) this.failures.fail(block.from + step, DUPLICATE);
      else if (histogram === undefined) into.setFloat(step, from.floatAt(step));
      else into.setHistogram(step, histogram);
    }
  }

  private limit(block: Block, columns: ReadonlyMap<string, Column>): void {
    const limit = this.scheduled.group.limit ?? 0;
    if (limit <= 0 || columns.size <= limit) return;
    for (let step = block.from; step < block.to; step++) {
      if (this.failures.failed(step)) continue;
      let count = 0;
      for (const column of columns.values()) if (column.kinds[step - block.from] !== ABSENT) count++;
      if (count > limit) this.failures.fail(step, `exceeded limit of ${limit} with ${count} series`);
    }
  }
}
