import { ABSENT, FLOAT, HISTOGRAM, type Series, STALE } from "../promql/data/series.ts";
import type { Column } from "../promql/eval/column.ts";
import { type Block, type Failures, timeOf } from "./block.ts";
import type { SampleWriter } from "./sample-writer.ts";
import type { ScheduledRule } from "./schedule.ts";

const VALUE_OF_STALE = Number.NaN;

/** What a rule gives for one series from a step on; before and after the column it gives nothing. */
export interface Output {
  readonly from: number;
  readonly column: Column;
}

/**
 * The series of one rule: writes its results and marks a series as ended at the first evaluation that no longer gives
 * it. An evaluation that failed writes nothing, so that what it would have said is told by the next one that succeeds.
 */
export class SeriesOutput {
  private readonly rule: ScheduledRule;
  private readonly writer: SampleWriter;
  private readonly failures: Failures;
  /** The series that the last successful evaluation has written. */
  private readonly alive = new Map<string, Series>();

  constructor(rule: ScheduledRule, writer: SampleWriter, failures: Failures) {
    this.rule = rule;
    this.writer = writer;
    this.failures = failures;
  }

  /** Writes the results of a block; no two of them have the same labels. */
  write(block: Block, outputs: Iterable<Output>): void {
    const before = new Set(this.alive.keys());
    for (const output of outputs) {
      before.delete(output.column.labels.key);
      this.writeColumn(block, output);
    }
    for (const key of before) this.end(block, key);
  }

  private writeColumn(block: Block, { from, column }: Output): void {
    const { key } = column.labels;
    const to = from + column.kinds.length;
    let series = this.alive.get(key);
    let alive = series !== undefined;
    for (let step = alive ? block.from : from; step < block.to && (alive || step < to); step++) {
      const kind = step < from || step >= to ? ABSENT : (column.kinds[step - from] as number);
      if ((kind === ABSENT && !alive) || this.failures.failed(step)) continue;
      series ??= this.writer.series(column.labels, this.rule, timeOf(this.rule.steps, step));
      if (kind === ABSENT) {
        this.appendStale(series, step);
        alive = false;
        continue;
      }
      const error = this.writer.append(series, timeOf(this.rule.steps, step), {
        timestamp: timeOf(this.rule.steps, step) - this.rule.offset,
        kind: kind === HISTOGRAM ? HISTOGRAM : FLOAT,
        value: column.values[step - from] as number,
        histogram: kind === HISTOGRAM ? column.histogramAt(step - from) : undefined,
      });
      if (error !== undefined) this.failures.report(step, error);
      alive = error === undefined;
    }
    if (alive && series !== undefined) this.alive.set(key, series);
    else this.alive.delete(key);
  }

  private end(block: Block, key: string): void {
    const series = this.alive.get(key);
    for (let step = block.from; series !== undefined && step < block.to; step++) {
      if (this.failures.failed(step)) continue;
      this.appendStale(series, step);
      this.alive.delete(key);
      return;
    }
  }

  /** A marker that finds a sample in its place is dropped: another rule writes the series. */
  private appendStale(series: Series, step: number): void {
    const now = timeOf(this.rule.steps, step);
    const sample = { timestamp: now - this.rule.offset, kind: STALE, value: VALUE_OF_STALE };
    this.writer.append(series, now, sample);
  }
}
